import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeIndex } from '../../../collector/store/archive-index.ts'
import { readManifest, writeManifest } from '../../../collector/store/manifest.ts'
import { listReleases } from '../../../collector/store/releases.ts'
import { publishSnapshot } from '../../support/archive.ts'

const FIRST = '2026-11-21T061100Z'
const SECOND = '2026-11-22T061100Z'
let state: string

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'aether-index-'))
  await publishSnapshot(state, FIRST)
  await publishSnapshot(state, SECOND, {
    totals: { instances: 7, hosts: 1, projects: 1, volumes: 3, flavors: 1 },
  })
})

afterEach(() => rm(state, { recursive: true }))

async function readIndex(): Promise<{ snapshots: string[]; totals: Record<string, (number | null)[]> }> {
  return JSON.parse(await readFile(join(state, 'archive/index.json'), 'utf8'))
}

async function changeInstances(name: string, instances: number): Promise<void> {
  const folder = join(state, 'archive', name)
  const manifest = await readManifest(folder)
  if (!manifest?.totals) throw new Error('no totals')
  await writeManifest(folder, { ...manifest, totals: { ...manifest.totals, instances } })
}

test('each snapshot is listed with what it counts, null where that is not known', async () => {
  const { snapshots, totals } = await readIndex()
  expect(snapshots).toEqual([FIRST, SECOND])
  expect(totals).toMatchObject({ instances: [1200, 7], volumes: [null, 3], vcpuUsed: [null, null] })
})

test('a snapshot that is listed is not read again, unless it was built anew', async () => {
  await changeInstances(FIRST, 1)
  await changeInstances(SECOND, 2)
  await writeIndex(state, await listReleases(state), SECOND)
  expect((await readIndex()).totals['instances']).toEqual([1200, 2])
})

test.each([
  ['that is broken', '{"schema":'],
  ['of an earlier version', JSON.stringify({ schema: 1, snapshots: [FIRST, SECOND] })],
])('an index %s is made again from the snapshots', async (_, text) => {
  await writeFile(join(state, 'archive/index.json'), text)
  await writeIndex(state, [FIRST, SECOND])
  expect((await readIndex()).totals['instances']).toEqual([1200, 7])
})

test('a snapshot whose manifest cannot be read is listed without totals', async () => {
  await writeFile(join(state, 'archive', FIRST, 'manifest.json'), '{')
  await rm(join(state, 'archive/index.json'))
  await writeIndex(state, [FIRST, SECOND])
  expect(await readIndex()).toMatchObject({
    snapshots: [FIRST, SECOND],
    totals: { instances: [null, 7], hosts: [null, 1] },
  })
})
