import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { execa } from 'execa'
import pLimit from 'p-limit'
import { expect, test } from 'vitest'

import { recoverDataFolder } from '../../collector/store/data-folder.ts'
import { parseMeta } from '../../src/lib/files/meta.ts'
import { collectTiny } from './support/tiny-collection.ts'

const script = join(import.meta.dirname, 'collect-and-die.ts')

/** Collects in a process of its own up to the step; returns the steps that were announced. */
async function collectAndDie(folder: string, deadlyStep: string): Promise<string[]> {
  const { stdout } = await execa(process.execPath, [script, folder, 'new', deadlyStep], { reject: false })
  return stdout.split('\n')
}

/** Which of the two collections a folder holds; throws where it is not wholly one of them. */
async function readWhole(folder: string): Promise<string | undefined> {
  const { files } = parseMeta(await readFile(join(folder, 'meta.json'), 'utf8')).value
  for (const [name, { sha256 }] of Object.entries(files)) {
    const content = await readFile(join(folder, name))
    expect(createHash('sha256').update(content).digest('hex'), name).toBe(sha256)
  }
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
  expect(names.toSorted()).toEqual([...Object.keys(files), 'meta.json'].toSorted())
  return /\|s1\|(\w+)\|/.exec(await readFile(join(folder, 'aio.csv'), 'utf8'))?.[1]
}

async function killAt(step: string): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'aether-killed-')), 'data')
  await collectTiny(folder, 'old')
  expect((await collectAndDie(folder, step)).at(-1)).toBe(step)
  expect(await readdir(folder)).toContain('.lock')
  await recoverDataFolder(folder)
  const found = await readWhole(folder)
  // The next run takes the lock over, and leaves nothing behind.
  await collectTiny(folder, 'newest')
  expect(await readWhole(folder), step).toBe('newest')
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([])
  await rm(join(folder, '..'), { recursive: true })
  return found ?? 'neither'
}

test('a collection killed at any step that writes leaves one whole collection: the old one, or from the decision on the new one', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'aether-killed-')), 'data')
  await collectTiny(folder, 'old')
  const steps = await collectAndDie(folder, 'none')
  expect(steps).toEqual(
    expect.arrayContaining([
      'make the staging folder',
      'write aio.csv',
      'write meta.json',
      'decide',
      'rename meta.json',
      'remove cephdf.txt',
      'remove the staging folder',
    ]),
  )
  const limit = pLimit(2)
  const found = await Promise.all(steps.map((step) => limit(() => killAt(step))))
  const decision = steps.indexOf('decide')
  expect(found).toEqual(steps.map((_, index) => (index <= decision ? 'old' : 'new')))
}, 240_000)
