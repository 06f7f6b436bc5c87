import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureFolders } from '../../collector/archive/measure.ts'
import { pruneArchive } from '../../collector/archive/prune.ts'
import { thinArchive } from '../../collector/archive/thin.ts'
import { buildSite } from '../../collector/build.ts'
import { collect } from '../../collector/collect.ts'
import { startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { refresh } from '../../collector/refresh.ts'
import { listReleases } from '../../collector/store/releases.ts'
import { statePaths } from '../../collector/store/state.ts'
import { refreshOptionsOf } from '../support/demo-refresh.ts'
import type { CloudSize } from './clouds.ts'

const HOURS_BETWEEN = 2
const REFRESHES = 4

export interface ArchiveGrowth {
  /** What the first thinned snapshot takes. */
  firstBytes: number
  /** What each further one adds to those before it, in whole blocks, folders included. */
  addedBytes: number[]
}

/** Real refreshes of a cloud, two simulated hours apart; the newest, which is whole, is not counted. */
export async function measureArchiveGrowth(size: CloudSize): Promise<ArchiveGrowth> {
  const folder = await mkdtemp(join(tmpdir(), 'aether-bench-'))
  const cloud = await startDemoCloud({ ...size, start: new Date('2026-11-22T06:11:00Z') })
  const state = statePaths(folder)
  const options = refreshOptionsOf(cloud, state)
  const clock = () => cloud.now()
  try {
    for (let index = 0; index < REFRESHES; index++) {
      if (index > 0) cloud.advance(HOURS_BETWEEN)
      await refresh(options, { clock, collect, build: buildSite, prune: pruneArchive, thin: thinArchive })
    }
    const thinned = (await listReleases(state.root)).slice(0, -1).map((name) => join(state.archive, name))
    const sums: number[] = []
    for (const index of thinned.keys()) {
      const { own, shared } = await measureFolders(thinned.slice(0, index + 1))
      sums.push(own + shared)
    }
    return {
      firstBytes: sums[0] ?? 0,
      addedBytes: sums.slice(1).map((sum, index) => sum - (sums[index] ?? 0)),
    }
  } finally {
    await cloud.close()
    await rm(folder, { recursive: true })
  }
}
