import { fileURLToPath } from 'node:url'
import { execa, type Message } from 'execa'
import type { Problem } from '../src/lib/model.ts'
import { formatCountOf } from '../src/lib/units.ts'
import { shareCompileCache } from './compile-cache.ts'
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

const PROGRAM = fileURLToPath(new URL('summarise-data.ts', import.meta.url))

/**
 * Reads and checks a data folder. It is done in a process of its own, whose memory is given back before the build needs it: that of a thread
 * stays with its process for a while.
 * Throws BuildError, with the file and line, where the data cannot be used.
 */
export async function summariseData(dataDir: string): Promise<DataSummary> {
  return (await runProgram({ dataDir, history: null })).summary
}

/** The same, and what the collection adds to the history. */
export async function summariseCollection(
  dataDir: string,
  history: HistorySources,
): Promise<{ summary: DataSummary; described: Described }> {
  const { summary, described } = await runProgram({ dataDir, history })
  if (described === null) throw new Error('The collection was not described for the history.')
  return { summary, described }
}

async function runProgram(task: SummaryTask): Promise<Summarised> {
  const { ipcOutput } = await execa(process.execPath, [PROGRAM], {
    ipcInput: task as unknown as Message,
    env: shareCompileCache(),
    stdin: 'ignore',
  })
  const [message] = ipcOutput as unknown as [SummaryMessage]
  if ('failure' in message) throw new BuildError(message.failure)
  return message
}

/** `10,000 instances, 1 host, 8,000 volumes` */
export function describeTotals({ instances, hosts, volumes }: SnapshotTotals): string {
  return [
    formatCountOf(instances, 'instance'),
    formatCountOf(hosts, 'host'),
    volumes === null ? 'volumes not collected' : formatCountOf(volumes, 'volume'),
  ].join(', ')
}
