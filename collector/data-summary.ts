import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Problem } from '../src/lib/model.ts'
import { formatCountOf } from '../src/lib/units.ts'
import { BuildError } from './errors.ts'

export interface SnapshotTotals {
  instances: number
  hosts: number
  projects: number
  /** Null: not collected. */
  volumes: number | null
  flavors: number | null
}

/** What is to be known of a data folder before a site is built from it. */
export interface DataSummary {
  collectedAt: string
  /** A source failed or kept older data. */
  degraded: boolean
  totals: SnapshotTotals
  problems: Problem[]
}

export type SummaryMessage = { summary: DataSummary } | { failure: string }

/**
 * Reads and checks a data folder. It is done in a thread of its own, whose memory is given back before the build needs it.
 * Throws BuildError, with the file and line, where the data cannot be used.
 */
export async function summariseData(dataDir: string): Promise<DataSummary> {
  const worker = new Worker(new URL('./data-summary-worker.ts', import.meta.url), { workerData: dataDir })
  try {
    const [message] = (await once(worker, 'message')) as [SummaryMessage]
    if ('failure' in message) throw new BuildError(message.failure)
    return message.summary
  } finally {
    await worker.terminate()
  }
}

/** `10,000 instances, 1 host, 8,000 volumes` */
export function describeTotals({ instances, hosts, volumes }: SnapshotTotals): string {
  return [
    formatCountOf(instances, 'instance'),
    formatCountOf(hosts, 'host'),
    volumes === null ? 'volumes not collected' : formatCountOf(volumes, 'volume'),
  ].join(', ')
}
