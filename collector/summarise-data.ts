// A program of its own: see collector/data-summary.ts.
import { once } from 'node:events'
import process from 'node:process'
import { DataFileError } from '../src/lib/files/parsed.ts'
import type { Snapshot } from '../src/lib/model.ts'
import { loadSnapshot } from '../src/lib/snapshot.ts'
import type { DataSummary, SummaryMessage, SummaryTask } from './data-summary.ts'
import { describeCollection } from './history/describe.ts'
import { isDegraded } from './history/entry.ts'

try {
  const [{ dataDir, history }] = (await once(process, 'message')) as [SummaryTask]
  const snapshot = await loadSnapshot(dataDir)
  const described = history && (await describeCollection(snapshot, history))
  post({ summary: summarise(snapshot), described })
} catch (error) {
  // Only this sentence is for people; anything else is a defect and ends the process with its stack.
  if (!(error instanceof DataFileError)) throw error
  post({ failure: error.message })
}

/** The channel keeps the process until it is closed. */
function post(message: SummaryMessage): void {
  process.send?.(message, () => process.disconnect())
}

function summarise(snapshot: Snapshot): DataSummary {
  const { collectedAt, instances, hypervisors, volumes, flavors, problems } = snapshot
  return {
    collectedAt,
    degraded: isDegraded(snapshot),
    totals: {
      instances: instances.length,
      hosts: hypervisors.length,
      projects: new Set(instances.map(({ project }) => project)).size,
      volumes: volumes?.length ?? null,
      flavors: flavors?.length ?? null,
    },
    problems,
  }
}
