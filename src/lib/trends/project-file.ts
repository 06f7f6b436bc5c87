import type { HistoryTotals } from '../files/history-totals.ts'

/** rows/history-projects.json: what the projects that changed most used on each day. */
export interface ProjectFile {
  /** Seconds since 1970, ascending. */
  at: number[]
  projects: PackedProject[]
  /** How many projects there are, also those that are left out. */
  count: number
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
  const names = [...new Set(lines.flatMap(({ projects }) => Object.keys(projects)))]
  const series = lines.map(({ projects }) => new Map(Object.entries(projects)))
  const all = names.map((name) => ({
    name,
    rows: series.map((projects): ProjectAmounts => {
      const [, vcpus = 0, memoryMb = 0, , gib = 0] = projects.get(name) ?? []
      return [vcpus, memoryMb, gib]
    }),
  }))
  const kept = new Set(KINDS.flatMap((kind) => mostChanged(all, kind)))
  return {
    at: lines.map(({ at }) => Date.parse(at) / 1000),
    projects: all
      .filter((project) => kept.has(project))
      .map(({ name, rows }) => ({ name, slug: slugOf(name), changes: packChanges(rows) })),
    count: names.length,
  }
}

interface Project {
  name: string
  rows: ProjectAmounts[]
}

function mostChanged(projects: readonly Project[], kind: (typeof KINDS)[number]): Project[] {
  return projects
    .map((project) => {
      const amounts = project.rows.map((row) => row[kind])
      return { project, change: Math.max(...amounts) - Math.min(...amounts) }
    })
    .filter(({ change }) => change > 0)
    .toSorted((a, b) => b.change - a.change)
    .slice(0, MOST_PROJECTS)
    .map(({ project }) => project)
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
