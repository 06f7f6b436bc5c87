import type { Cloud, ProjectUse, VolumeTotals } from '../cloud.ts'
import { quoteValue } from '../table/query-parse.ts'
import { formatCount, formatPercent } from '../units.ts'
import type { ChartSpec } from './spec.ts'

const TOP_PROJECTS = 10
const TOP_STATUSES = 9

/** Two pictures of the Volumes page: every status, every size class. */
export function volumeCharts({ volumeTotals }: Pick<Cloud, 'volumeTotals'>): ChartSpec[] {
  if (volumeTotals === null || volumeTotals.count === 0) return []
  return [statusChart(volumeTotals), sizeChart(volumeTotals)]
}

/** The projects that hold most, by size and by number of volumes. */
export function projectCharts({ volumeTotals, projects }: Pick<Cloud, 'volumeTotals' | 'projects'>): {
  bySize: ChartSpec
  byCount: ChartSpec
} | null {
  if (volumeTotals === null || volumeTotals.count === 0) return null
  const sized = { name: 'Size', unit: 'GiB', noun: 'space', whole: volumeTotals.totalGib } as const
  const counted = { name: 'Volumes', unit: 'count', noun: 'volumes', whole: volumeTotals.count } as const
  return {
    bySize: projectChart(projects, sized, ({ volumeGib }) => volumeGib),
    byCount: projectChart(projects, counted, ({ volumes }) => volumes.length),
  }
}

/** Cinder has more statuses than a drawing has room for: the rarest share a bar, and the page lists each of them. */
function statusChart({ byStatus: all, count }: VolumeTotals): ChartSpec {
  const rest = all.slice(TOP_STATUSES)
  const other = { status: `${rest.length} others`, count: rest.reduce((sum, entry) => sum + entry.count, 0) }
  const byStatus = rest.length > 1 ? [...all.slice(0, TOP_STATUSES), other] : all
  const [first] = all
  return {
    title: `${formatCount(first?.count ?? 0)} of ${formatCount(count)} volumes are ${first?.status ?? ''}`,
    kind: 'bar',
    horizontal: true,
    categories: byStatus.map(({ status }) => status),
    series: [{ name: 'Volumes', values: byStatus.map((entry) => entry.count) }],
    unit: 'count',
    links: byStatus.map((entry) => (entry === other ? null : statusLink(entry.status))),
  }
}

function sizeChart({ bySizeClass, count }: VolumeTotals): ChartSpec {
  const largest = bySizeClass.reduce((most, entry) => (entry.count > most.count ? entry : most))
  return {
    title: `${formatPercent(largest.count, count)} of the volumes are ${largest.label}`,
    kind: 'bar',
    horizontal: true,
    categories: bySizeClass.map(({ label }) => label),
    series: [{ name: 'Volumes', values: bySizeClass.map((entry) => entry.count) }],
    unit: 'count',
    links: bySizeClass.map(({ fromGib, toGib }) =>
      sizeLink(toGib === null ? `>=${fromGib}` : `${fromGib}..${toGib}`),
    ),
  }
}

function projectChart(
  projects: readonly ProjectUse[],
  { name, unit, noun, whole }: { name: string; unit: 'GiB' | 'count'; noun: string; whole: number },
  measure: (project: ProjectUse) => number,
): ChartSpec {
  const top = projects
    .filter((project) => measure(project) > 0)
    .toSorted((a, b) => measure(b) - measure(a))
    .slice(0, TOP_PROJECTS)
  const values = top.map(measure)
  const share = values.reduce((sum, value) => sum + value, 0)
  return {
    title:
      top.length < TOP_PROJECTS
        ? `The first project holds ${formatPercent(values[0] ?? 0, whole)} of the ${noun}`
        : `The first ${formatCount(top.length)} projects hold ${formatPercent(share, whole)} of the ${noun}`,
    kind: 'bar',
    horizontal: true,
    categories: top.map((project) => project.name),
    series: [{ name, values }],
    unit,
    links: top.map((project) => projectVolumesLink(project.name)),
  }
}

/** The volumes of one project, in the table. */
export function projectVolumesLink(name: string): string {
  return filterLink('project', name)
}

export function statusLink(status: string): string {
  return filterLink('status', status)
}

function sizeLink(range: string): string {
  return `volumes/?f.size=${encodeURIComponent(range)}`
}

function filterLink(key: string, value: string): string {
  return `volumes/?f.${key}=${encodeURIComponent(quoteValue(value))}`
}
