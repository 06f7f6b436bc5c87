import { parentPort, workerData } from 'node:worker_threads'
import { DataFileError } from '../src/lib/files/parsed.ts'
import type { Snapshot } from '../src/lib/model.ts'
import { loadSnapshot } from '../src/lib/snapshot.ts'
import type { DataSummary, SummaryMessage } from './data-summary.ts'

try {
  post({ summary: summarise(await loadSnapshot(String(workerData))) })
} catch (error) {
  // Only this sentence is for people; anything else is a defect and ends the thread with its stack.
  if (!(error instanceof DataFileError)) throw error
  post({ failure: error.message })
}

function post(message: SummaryMessage): void {
  parentPort?.postMessage(message)
}

function summarise({
  collectedAt,
  meta,
  instances,
  hypervisors,
  volumes,
  flavors,
  problems,
}: Snapshot): DataSummary {
  return {
    collectedAt,
    degraded: meta?.sources.some(({ state }) => state === 'degraded' || state === 'failed') ?? false,
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
