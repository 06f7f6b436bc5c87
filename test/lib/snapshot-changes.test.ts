import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serialiseMeta } from '../../src/lib/files/meta.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'

const EARLIER = new URL('../fixtures/earlier-tool/', import.meta.url).pathname

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aether-data-'))
  await cp(EARLIER, folder, { recursive: true })
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function write(file: string, text: string): Promise<void> {
  await writeFile(join(folder, file), text)
}

describe('a file that is not what meta.json says of it', () => {
  async function describeAsWritten(files: string[]): Promise<void> {
    const reports = files.map(async (file) => {
      const content = await readFile(join(folder, file))
      const sha256 = createHash('sha256').update(content).digest('hex')
      return [file, { bytes: content.length, sha256, asOf: '2026-11-22T06:11:00Z', stale: false }] as const
    })
    const meta = {
      schema: 1 as const,
      aetherVersion: '1.0.0',
      collectedAt: '2026-11-22T06:11:00Z',
      seconds: 1,
      intervalMinutes: 120,
      cloud: { name: 'c', authUrl: 'https://c.example/v3', region: 'r', versions: {} },
      sources: [],
      files: Object.fromEntries(await Promise.all(reports)),
    }
    await write('meta.json', serialiseMeta(meta))
  }

  test('is used, and reported: cut after a row, or changed within its size', async () => {
    await describeAsWritten(['aio.csv', 'allocation.txt', 'ratio.txt', 'flavors.csv'])
    expect((await loadSnapshot(folder)).problems).toEqual([])

    const instances = await readFile(join(folder, 'aio.csv'), 'utf8')
    const rows = instances.split('\n')
    const cut = `${rows.slice(0, 11).join('\n')}\n`
    await write('aio.csv', cut)
    const ratios = await readFile(join(folder, 'ratio.txt'), 'utf8')
    await write('ratio.txt', ratios.replace('8', '9'))
    const bytes = Buffer.byteLength
    expect((await loadSnapshot(folder)).problems).toEqual([
      {
        file: 'aio.csv',
        line: null,
        reason: `is not what the collector wrote (${bytes(cut)} bytes instead of ${bytes(instances)}): it was changed or cut after the collection`,
      },
      {
        file: 'ratio.txt',
        line: null,
        reason: `is not what the collector wrote (${bytes(ratios)} bytes as then, but others): it was changed or cut after the collection`,
      },
    ])
  })

  test('is no matter for the reservations, which people edit', async () => {
    await describeAsWritten(['aio.csv', 'reserved.json'])
    await write('reserved.json', '{}')
    expect((await loadSnapshot(folder)).problems).toEqual([])
  })
})
