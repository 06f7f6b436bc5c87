import { afterAll, beforeAll, expect, test } from 'vitest'

import { buildSite } from '../../collector/build.ts'
import { collect } from '../../collector/collect.ts'
import { refresh } from '../../collector/refresh.ts'
import { loadSettings } from '../../collector/settings.ts'
import { readManifest } from '../../collector/store/manifest.ts'
import { readCurrentRelease } from '../../collector/store/releases.ts'
import { type Rig, startRig } from './support/rig.ts'
import { expectNoRemains, expectPublished, expectWholeData, readMeta } from './support/state.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

const DAY = 24 * 60 * 60_000

/** Refreshes with a clock that shows each of the times once, and then the last one for good. */
async function refreshAt(times: number[]) {
  const left = times.map((time) => new Date(time))
  const clock = () => (left.length > 1 ? left.shift() : left[0]) ?? new Date()
  const notes: string[] = []
  const result = await refresh(
    {
      settings: await loadSettings(undefined, rig.state),
      dataDir: rig.data,
      collects: true,
      env: { PATH: process.env['PATH'], ...rig.cloud.env },
      cloud: null,
      signal: null,
      verbose: false,
      progress: { start() {}, done() {}, note: (text) => notes.push(text) },
    },
    { clock, collect, build: buildSite },
  )
  return { ...result, notes }
}

async function expectServed(name: string): Promise<void> {
  expect(await readCurrentRelease(rig.state)).toBe(name)
  await expectPublished(rig)
  await expectWholeData(rig)
  await expectNoRemains(rig)
  const manifest = await readManifest(`${rig.state}/archive/${name}`)
  expect(manifest?.buildSeconds).toBeGreaterThan(0)
  expect((await readMeta(rig)).seconds).toBeGreaterThan(0)
}

const jumps: [what: string, times: (now: number) => number[]][] = [
  ['forth by a year between two runs', (now) => [now + 365 * DAY]],
  ['back by a day between two runs', (now) => [now - DAY]],
  ['back by an hour during a run', (now) => [now, now - DAY / 24]],
  ['forth by an hour during a run', (now) => [now + DAY, now + DAY + DAY / 24]],
]

test.each(jumps)('a clock that jumps %s: the newest collection is published whole', async (_what, times) => {
  const now = Math.floor(Date.now() / 1000) * 1000
  const [first = now] = times(now)
  const { name, exitCode } = await rig.watch(() => refreshAt(times(now)))
  expect(exitCode).toBe(0)
  expect(name).toBe(`${new Date(first).toISOString().slice(0, 19).replaceAll(':', '')}Z`)
  await expectServed(name)
})

test('a snapshot that is dated later than this run is pointed out', async () => {
  const { notes } = await refreshAt([Date.now() - 2 * DAY])
  expect(notes.at(-1)).toMatch(/^clock +20\S+Z is dated later: was the clock of this machine set back\?$/)
})
