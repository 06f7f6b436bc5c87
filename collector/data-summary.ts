import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Problem } from '../src/lib/model.ts'
import { formatCountOf } from '../src/lib/units.ts'
import { BuildError } from './errors.ts'
import type { Described, HistorySources } from './history/describe.ts'

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

export interface SummaryTask {
  dataDir: string
  history: HistorySources | null
}

interface Summarised {
  summary: DataSummary
  /** What it adds to the history, where that was asked for. */
  described: Described | null
}

export type SummaryMessage = Summarised | { failure: string }

/**
 * Reads and checks a data folder. It is done in a thread of its own, whose memory is given back before the build needs it.
 * Throws BuildError, with the file and line, where the data cannot be used.
 */
export async function summariseData(dataDir: string): Promise<DataSummary> {
  return (await runWorker({ dataDir, history: null })).summary
}

/** The same, and what the collection adds to the history. */
export async function summariseCollection(
  dataDir: string,
  history: HistorySources,
): Promise<{ summary: DataSummary; described: Described }> {
  const { summary, described } = await runWorker({ dataDir, history })
  if (described === null) throw new Error('The collection was not described for the history.')
  return { summary, described }
}

async function runWorker(workerData: SummaryTask): Promise<Summarised> {
  const worker = new Worker(new URL('./data-summary-worker.ts', import.meta.url), { workerData })
  try {
    const [message] = (await once(worker, 'message')) as [SummaryMessage]
    if ('failure' in message) throw new BuildError(message.failure)
    return message
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
