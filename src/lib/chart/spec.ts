import type { CapacitySegment } from '../capacity-bar.ts'

export type ChartUnit = 'vCPU' | 'MiB' | 'GiB' | 'bytes' | 'count' | 'percent'

export interface ChartSeries {
  name: string
  /** In the chart's unit; null where nothing is known, which leaves a gap. */
  values: (number | null)[]
  /** A colour of tokens.css without the dashes; see seriesToken where there is none. */
  token?: string
  /** As in capacity bars: solid is used, hatched reserved, dotted spare, crossed unavailable, empty free. */
  pattern?: 'solid' | 'hatched' | 'dotted' | 'crossed' | 'empty'
}

/** A chart as plain data: the same is drawn, written as a table, and tested. */
export interface ChartSpec {
  /** What it says, as a sentence: "Two projects use half of the vCPUs". */
  title: string
  kind: 'bar' | 'stacked-bar' | 'line'
  horizontal?: boolean
  categories: string[]
  series: ChartSeries[]
  unit: ChartUnit
  /** One a category: a path below the site's root that a press on the bar opens. */
  links?: (string | null)[]
}

const PATTERNS = {
  used: { token: 'capacity-used', pattern: 'solid' },
  reserved: { token: 'capacity-reserved', pattern: 'hatched' },
  spare: { token: 'capacity-spare', pattern: 'dotted' },
  unavailable: { token: 'capacity-spare', pattern: 'crossed' },
  free: { token: 'capacity-free', pattern: 'empty' },
  over: { token: 'capacity-over', pattern: 'solid' },
} as const

/** How a part of a capacity bar is drawn in a chart. */
export function capacitySeries(
  part: CapacitySegment['part'],
  name: string,
  values: (number | null)[],
): ChartSeries {
  return { name, values, ...PATTERNS[part] }
}

/** The colour of a series: its own, that of used capacity where it is the only one, else its place among the categorical ones. */
export function seriesToken({ series }: ChartSpec, index: number): string {
  return series[index]?.token ?? (series.length === 1 ? 'capacity-used' : `category-${(index % 8) + 1}`)
}
