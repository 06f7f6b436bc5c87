import { join } from 'node:path'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { HistoryEntry } from '../../src/lib/files/history-entry.ts'
import type { Config } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { snapshotName } from '../../src/lib/time.ts'
import { type BeforeStep, listReleases } from '../store/releases.ts'
import type { StatePaths } from '../store/state.ts'
import { BASELINE_FILE, type Baseline, packBaseline, readBaseline } from './baseline.ts'
import { makeEntry } from './entry.ts'
import { readHistoryLines } from './read-lines.ts'
import { readEntry } from './store.ts'
import { replaceHistory } from './replace.ts'

/** Gives the data folder of an archived snapshot for as long as `use` lasts. */
export type WithData = <T>(snapshot: string, use: (dataDir: string) => Promise<T>) => Promise<T>

export interface Reindexed {
  /** Collections that the history has now. */
  collections: number
  /** Of them those that stand in an archived snapshot. */
  archived: number
  /** Of those, what had to be read from data files, as a snapshot of a version without history. */
  fromData: number
  /** Snapshots that could not be read. */
  failed: { name: string; reason: string }[]
}

/**
 * Writes the history anew from the archive. What a snapshot says of itself stands for what the history said; collections of which
 * the archive has nothing any more stay as they are, and so do lines of other versions. Call it under the lock.
 */
export async function reindexHistory(
  { state, config }: { state: StatePaths; config: Config },
  withData: WithData,
  before: BeforeStep = () => undefined,
): Promise<Reindexed> {
  const names = await listReleases(state.root)
  const lines = await readHistoryLines(state.history)
  const failed: Reindexed['failed'] = []
  let fromData = 0
  const read = makeDataReader(names, config, withData)
  for (const name of names) {
    try {
      const written = await readEntry(state, name)
      const isKnown = written !== null || lines.hasCollection(name)
      const entry = isKnown ? written : await read.entry(name)
      if (entry !== null) lines.put(entry)
      if (!isKnown) fromData += 1
    } catch (error) {
      failed.push({ name, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  const known = await readBaseline(join(state.history, BASELINE_FILE))
  const newest = names.at(-1)
  const isCurrent = known !== null && (newest === undefined || snapshotName(known.at) >= newest)
  const baseline = isCurrent ? known : ((await read.baseline(newest)) ?? known)
  await replaceHistory(state, lines, baseline && (await packBaseline(baseline)), before)
  return { collections: lines.count(), archived: names.length - failed.length, fromData, failed }
}

/** Entries of snapshots that have none, each compared with the snapshot before it, whose data are read once. */
function makeDataReader(names: readonly string[], config: Config, withData: WithData) {
  let last: { name: string; baseline: Baseline } | null = null

  async function read(name: string, earlier: Baseline | null): Promise<HistoryEntry> {
    const { entry, baseline } = await withData(name, async (dataDir) =>
      makeEntry(deriveCloud(await loadSnapshot(dataDir), config), earlier),
    )
    last = { name, baseline }
    return entry
  }
  async function baselineOf(name: string | undefined): Promise<Baseline | null> {
    if (name === undefined) return null
    if (last?.name !== name) await read(name, null).catch(() => undefined)
    return last?.name === name ? last.baseline : null
  }
  return {
    baseline: baselineOf,
    entry: async (name: string) => read(name, await baselineOf(names[names.indexOf(name) - 1])),
  }
}
