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
  /** How a line is drawn. What lies between a band's low and the high that follows it is tinted; neither has a name at its end. */
  line?: 'solid' | 'dashed' | 'dotted' | 'stepped' | 'band-low' | 'band-high'
  /** The values that stand out as small circles, because they are older than their time. */
  marks?: ReadonlySet<number>
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
  /** Of a line chart, one a category, ascending: milliseconds since 1970. Without them the categories stand at even distances. */
  times?: number[]
  /** In which the times are told; IANA. */
  timeZone?: string
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

/** Whether a series is named at the end of its line. */
export function hasName({ line }: ChartSeries): boolean {
  return line !== 'band-low' && line !== 'band-high'
}

/** The colour of a series: its own, that of used capacity where it is the only one, else its place among the categorical ones. */
export function seriesToken({ series }: ChartSpec, index: number): string {
  return series[index]?.token ?? (series.length === 1 ? 'capacity-used' : `category-${(index % 8) + 1}`)
}
