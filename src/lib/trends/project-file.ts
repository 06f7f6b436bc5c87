import type { HistoryTotals, ProjectFigures } from '../files/history-totals.ts'

/** rows/history-projects.json: what the projects that changed most used on each day. */
export interface ProjectFile {
  /** Seconds since 1970, ascending. */
  at: number[]
  projects: PackedProject[]
}

interface PackedProject {
  name: string
  /** Its page, below the root; null where the project is there no more. */
  slug: string | null
  /** `row, vCPUs, MiB, GiB` at each row where they are others than before: one after another. */
  changes: number[]
}

/** vCPUs, RAM in MiB, volumes in GiB. */
export type ProjectAmounts = [vcpus: number, memoryMb: number, gib: number]

/** More of each kind would be more than anyone reads, and a large cloud's file would grow without end. */
const MOST_PROJECTS = 150
const NOTHING: ProjectAmounts = [0, 0, 0]
const KINDS = [0, 1, 2] as const
const DAY_MS = 86_400_000

/** Each day of a quarter, each week of two years, each fourth week before. */
const DENSE_DAYS = 92
const WEEKLY_DAYS = 730

/** `daily` ascending; the newest line is the collection itself. */
export function makeProjectFile(
  daily: readonly HistoryTotals[],
  slugOf: (name: string) => string | null,
): ProjectFile {
  const lines = thinOut(daily)
  const bounds = findBounds(lines)
  const kept = new Set(KINDS.flatMap((kind) => mostChanged(bounds, kind)))
  const series = lines.map(
    ({ projects }) => new Map(Object.entries(projects).filter(([name]) => kept.has(name))),
  )
  return {
    at: lines.map(({ at }) => Date.parse(at) / 1000),
    projects: [...kept].map((name) => ({
      name,
      slug: slugOf(name),
      changes: packChanges(series.map((projects) => amountsOf(projects.get(name)))),
    })),
  }
}

interface Bounds {
  least: ProjectAmounts
  most: ProjectAmounts
  /** In how many lines it is; in the others it has nothing. */
  lines: number
}

/** In one pass, since a large cloud has thousands of projects on each of the days. */
function findBounds(lines: readonly HistoryTotals[]): Map<string, Bounds> {
  const found = new Map<string, Bounds>()
  for (const { projects } of lines) {
    for (const [name, figures] of Object.entries(projects)) {
      const amounts = amountsOf(figures)
      const known = found.get(name)
      if (!known) {
        found.set(name, { least: [...amounts], most: [...amounts], lines: 1 })
        continue
      }
      known.lines += 1
      for (const kind of KINDS) {
        known.least[kind] = Math.min(known.least[kind], amounts[kind])
        known.most[kind] = Math.max(known.most[kind], amounts[kind])
      }
    }
  }
  for (const bounds of found.values()) if (bounds.lines < lines.length) bounds.least = [0, 0, 0]
  return found
}

function mostChanged(bounds: ReadonlyMap<string, Bounds>, kind: (typeof KINDS)[number]): string[] {
  return [...bounds]
    .map(([name, { least, most }]) => ({ name, change: most[kind] - least[kind] }))
    .filter(({ change }) => change > 0)
    .toSorted((a, b) => b.change - a.change)
    .slice(0, MOST_PROJECTS)
    .map(({ name }) => name)
}

function amountsOf(figures: ProjectFigures | undefined): ProjectAmounts {
  const [, vcpus, memoryMb, , gib] = figures ?? [0, 0, 0, 0, 0]
  return [vcpus, memoryMb, gib]
}

function thinOut(daily: readonly HistoryTotals[]): HistoryTotals[] {
  const newest = Date.parse(daily.at(-1)?.at ?? '')
  return daily.filter(({ at }, index) => {
    const day = Math.floor(Date.parse(at) / DAY_MS)
    const age = (newest - Date.parse(at)) / DAY_MS
    if (index === 0 || age <= DENSE_DAYS) return true
    return age <= WEEKLY_DAYS ? day % 7 === 0 : day % 28 === 0
  })
}

function packChanges(rows: readonly ProjectAmounts[]): number[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1] ?? NOTHING
    return KINDS.every((kind) => row[kind] === before[kind]) ? [] : [index, ...row]
  })
}

/** What a project used at a row. */
export function amountsAt(changes: readonly number[], row: number): ProjectAmounts {
  let found = NOTHING
  for (let at = 0; at < changes.length && (changes[at] ?? Infinity) <= row; at += 4) {
    found = [changes[at + 1] ?? 0, changes[at + 2] ?? 0, changes[at + 3] ?? 0]
  }
  return found
}
