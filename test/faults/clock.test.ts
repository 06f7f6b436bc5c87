import { afterAll, beforeAll, expect, test } from 'vitest'

import { pruneArchive } from '../../collector/archive/prune.ts'
import { thinArchive } from '../../collector/archive/thin.ts'
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
    { clock, collect, build: buildSite, prune: pruneArchive, thin: thinArchive },
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

const jumps: [what: string, times: (now: number) => number[], isPointedOut: boolean][] = [
  ['forth by a year, and again during the run', (now) => [now + 365 * DAY, now + 366 * DAY], false],
  ['back by more than a year', (now) => [now], true],
  ['back by a day, and by an hour during the run', (now) => [now - DAY, now - DAY - DAY / 24], true],
]

test.each(jumps)(
  'a clock that jumps %s: the newest collection is published whole',
  async (_what, times, isPointedOut) => {
    const now = Math.floor(Date.now() / 1000) * 1000
    const [first = now] = times(now)
    const { name, exitCode, notes } = await rig.watch(() => refreshAt(times(now)))
    expect(exitCode).toBe(0)
    expect(name).toBe(`${new Date(first).toISOString().slice(0, 19).replaceAll(':', '')}Z`)
    const clock = /^clock +20\S+Z is dated later: was the clock of this machine set back\?$/
    expect(clock.test(notes.at(-1) ?? '')).toBe(isPointedOut)
    await expectServed(name)
  },
)
