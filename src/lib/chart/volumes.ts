import type { Cloud, ProjectUse, VolumeTotals } from '../cloud.ts'
import { quoteValue } from '../table/query-parse.ts'
import { formatCount, formatPercent } from '../units.ts'
import type { ChartSpec } from './spec.ts'

const TOP_PROJECTS = 10
const TOP_STATUSES = 9

/** The three pictures of the Volumes page: every status, every size class, the ten largest projects. */
export function volumeCharts({ volumeTotals, projects }: Cloud): ChartSpec[] {
  if (volumeTotals === null || volumeTotals.count === 0) return []
  return [statusChart(volumeTotals), sizeChart(volumeTotals), projectChart(volumeTotals, projects)]
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
  }
}

function projectChart({ totalGib }: VolumeTotals, projects: readonly ProjectUse[]): ChartSpec {
  const top = projects
    .filter(({ volumeGib }) => volumeGib > 0)
    .toSorted((a, b) => b.volumeGib - a.volumeGib)
    .slice(0, TOP_PROJECTS)
  const share = top.reduce((sum, { volumeGib }) => sum + volumeGib, 0)
  return {
    title:
      top.length < TOP_PROJECTS
        ? `The largest project holds ${formatPercent(top[0]?.volumeGib ?? 0, totalGib)} of the space`
        : `The ${formatCount(top.length)} largest projects hold ${formatPercent(share, totalGib)} of the space`,
    kind: 'bar',
    horizontal: true,
    categories: top.map(({ name }) => name),
    series: [{ name: 'Size', values: top.map(({ volumeGib }) => volumeGib) }],
    unit: 'GiB',
    links: top.map(({ name }) => filterLink('project', name)),
  }
}

export function statusLink(status: string): string {
  return filterLink('status', status)
}

function filterLink(key: string, value: string): string {
  return `volumes/?f.${key}=${encodeURIComponent(quoteValue(value))}`
}
