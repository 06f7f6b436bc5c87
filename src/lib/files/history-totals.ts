import { z } from 'zod'
import { parseLines } from './history-lines.ts'
import { isObject } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const TOTALS_FILE = 'totals.jsonl'

/** docs/capacity.md's summary of one resource. */
const Amount = z.object({
  capacity: z.number(),
  used: z.number(),
  unavailable: z.number(),
  available: z.number(),
  reserved: z.number(),
  maintenance: z.number(),
  final: z.number(),
})

const Pool = z.object({
  name: z.string(),
  storedBytes: z.number(),
  usedBytes: z.number(),
  usedPercent: z.number(),
  maxAvailBytes: z.number(),
})

export type ProjectFigures = [
  instances: number,
  vcpus: number,
  memoryMb: number,
  volumes: number,
  gib: number,
]
export type HostFigures = [vcpus: number, memoryMb: number]

/** Not z.record, which drops a key called `__proto__`: a project may be called so. Null: it is there no more. */
function figuresByName<T extends number[]>(length: number) {
  return z.custom<Record<string, T | null>>(
    (value) =>
      isObject(value) &&
      Object.values(value).every(
        (row) =>
          row === null ||
          (Array.isArray(row) && row.length === length && row.every((figure) => typeof figure === 'number')),
      ),
    `expected lists of ${length} numbers by name`,
  )
}

const Line = z.object({
  schema: z.literal(1),
  /** When it was collected; UTC, as all times here. */
  at: z.string(),
  /** A source failed or kept older data. */
  degraded: z.boolean(),
  /** Parts whose figures are older than `at`, and of when they are. A line is no evidence of them. */
  stale: z.record(z.string(), z.string()),
  tiers: z.array(
    z.object({ ratio: z.number(), name: z.string(), hosts: z.number(), vcpu: Amount, memoryMb: Amount }),
  ),
  total: z.object({
    vcpu: Amount,
    memoryMb: Amount,
    hosts: z.number(),
    instances: z.number(),
    projects: z.number(),
    volumes: z.number().nullable(),
  }),
  storage: z
    .object({
      totalBytes: z.number(),
      usedBytes: z.number(),
      availableBytes: z.number(),
      usedPercent: z.number().nullable(),
      pools: z.array(Pool),
    })
    .nullable(),
  volumes: z
    .object({ count: z.number(), totalGib: z.number(), attached: z.number(), unattached: z.number() })
    .nullable(),
  /** Instances, vCPUs, RAM in MiB, volumes and their GiB by project name. */
  projects: figuresByName<ProjectFigures>(5),
  /** vCPUs (shared and dedicated) and MiB in use by host name. */
  hosts: figuresByName<HostFigures>(2),
  /** Only those projects and hosts are there that differ from the line before, and null for those that are gone. */
  delta: z.literal(true).optional(),
})
type Line = z.infer<typeof Line>

/** The figures of summary.json at one collection, with every project and host. vCPU, MiB, bytes and GiB. */
export interface HistoryTotals extends Omit<Line, 'projects' | 'hosts' | 'delta'> {
  projects: Record<string, ProjectFigures>
  hosts: Record<string, HostFigures>
}

/** A line without the others: complete. */
export const HistoryTotals: z.ZodType<HistoryTotals> = Line.transform((line) => complete(line, null))

/** history/<month>/totals.jsonl, in the order of the file. */
export function parseTotals(text: string, file: string): Parsed<HistoryTotals[]> {
  const { value, problems } = parseLines(text, file, Line)
  return { value: completeLines(value), problems }
}

/** How a line ends that leaves out what is as in the line before. */
const DELTA_END = '"delta":true}'

/**
 * The lines of a file from a time on (ISO 8601, UTC), and of those before it as many as they need: back to one that stands for itself. From Infinity on: what the next line is to be compared with.
 */
export function cutTotals(text: string, since: number): string {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => timeOf(line) >= since)
  const start = first === -1 ? lines.findLastIndex((line) => line !== '') : first
  const from = lines.findLastIndex((line, index) => index <= start && !line.endsWith(DELTA_END))
  // Empty lines in their place, so that a line that cannot be read is named by its number.
  return '\n'.repeat(Math.max(0, from)) + lines.slice(Math.max(0, from)).join('\n')
}

/** Read without the rest of the line; what has none is cut or of another version, and is kept. */
function timeOf(line: string): number {
  if (line === '') return Number.NaN
  const at = /"at":"([^"]*)"/.exec(line)?.[1]
  return at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at)
}

/** Lines that say of projects and hosts only what differs, each with all of them. */
function completeLines(lines: readonly Line[]): HistoryTotals[] {
  let before: HistoryTotals | null = null
  return lines.map((line) => (before = complete(line, before)))
}

function complete({ delta, ...line }: Line, before: HistoryTotals | null): HistoryTotals {
  const known = delta ? before : null
  return {
    ...line,
    projects: addDifferences(known?.projects ?? {}, line.projects),
    hosts: addDifferences(known?.hosts ?? {}, line.hosts),
  }
}

function addDifferences<T>(
  before: Record<string, T>,
  differences: Record<string, T | null>,
): Record<string, T> {
  const all = new Map(Object.entries(before))
  for (const [name, figures] of Object.entries(differences)) {
    if (figures === null) all.delete(name)
    else all.set(name, figures)
  }
  return Object.fromEntries(all)
}

/**
 * A line of totals.jsonl, of which the first of a day (UTC) stands for itself, so that nobody has to read a month for its last day. `last`:
 * the line before it in the file; null where there is none.
 */
export function serialiseNext(totals: HistoryTotals, last: HistoryTotals | null): string {
  return serialiseTotals(totals, last?.at.slice(0, 10) === totals.at.slice(0, 10) ? last : null)
}

/** `before`: the line before it in the file; null for one that stands for itself. */
export function serialiseTotals(totals: HistoryTotals, before: HistoryTotals | null): string {
  const line: Line =
    before === null
      ? totals
      : {
          ...totals,
          projects: findDifferences(before.projects, totals.projects),
          hosts: findDifferences(before.hosts, totals.hosts),
          delta: true,
        }
  return `${JSON.stringify(line)}\n`
}

function findDifferences<T extends number[]>(
  before: Record<string, T>,
  after: Record<string, T>,
): Record<string, T | null> {
  const known = new Map(Object.entries(before))
  const differences: [string, T | null][] = []
  for (const [name, figures] of Object.entries(after)) {
    const old = known.get(name)
    known.delete(name)
    if (!old || figures.some((figure, index) => figure !== old[index])) differences.push([name, figures])
  }
  return Object.fromEntries([...differences, ...[...known.keys()].map((name) => [name, null] as const)])
}
