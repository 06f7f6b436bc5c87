import { join } from 'node:path'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { HistoryEntry } from '../../src/lib/files/history-entry.ts'
import type { Config, Snapshot } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { snapshotName } from '../../src/lib/time.ts'
import { readCurrentRelease } from '../store/releases.ts'
import type { StatePaths } from '../store/state.ts'
import { BASELINE_FILE, type Baseline, packBaseline, readBaseline } from './baseline.ts'
import { makeEntry } from './entry.ts'

/** From where it is known what was before. */
export interface HistorySources {
  config: Config
  baselineFile: string
  /** The snapshot that is served: what to compare with where there is no baseline. */
  previous: { name: string; dataDir: string } | null
}

export async function findHistorySources(state: StatePaths, config: Config): Promise<HistorySources> {
  const name = await readCurrentRelease(state.root)
  return {
    config,
    baselineFile: join(state.history, BASELINE_FILE),
    previous: name === null ? null : { name, dataDir: join(state.archive, name, 'data') },
  }
}

export interface Described {
  entry: HistoryEntry
  /** What history/baseline.json.zst is to hold once the entry is recorded. */
  baseline: Uint8Array
}

/** What a collection adds to the history. */
export async function describeCollection(snapshot: Snapshot, sources: HistorySources): Promise<Described> {
  const name = snapshotName(snapshot.collectedAt)
  const before = (await readBaseline(sources.baselineFile)) ?? (await makeBaseline(sources, name))
  const { entry, baseline } = makeEntry(deriveCloud(snapshot, sources.config), before)
  return { entry, baseline: await packBaseline(baseline) }
}

/** A state folder of a version without history, or one whose history was lost, goes on from its newest snapshot. */
async function makeBaseline({ config, previous }: HistorySources, name: string): Promise<Baseline | null> {
  if (previous === null || previous.name === name) return null
  try {
    return makeEntry(deriveCloud(await loadSnapshot(previous.dataDir), config), null).baseline
  } catch {
    return null
  }
}
