import { parentPort, workerData } from 'node:worker_threads'
import { DataFileError } from '../src/lib/files/parsed.ts'
import type { Snapshot } from '../src/lib/model.ts'
import { loadSnapshot } from '../src/lib/snapshot.ts'
import type { DataSummary, SummaryMessage, SummaryTask } from './data-summary.ts'
import { describeCollection } from './history/describe.ts'
import { isDegraded } from './history/entry.ts'

try {
  const { dataDir, history } = workerData as SummaryTask
  const snapshot = await loadSnapshot(dataDir)
  const described = history && (await describeCollection(snapshot, history))
  post({ summary: summarise(snapshot), described })
} catch (error) {
  // Only this sentence is for people; anything else is a defect and ends the thread with its stack.
  if (!(error instanceof DataFileError)) throw error
  post({ failure: error.message })
}

function post(message: SummaryMessage): void {
  parentPort?.postMessage(message)
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
