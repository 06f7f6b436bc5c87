import { formatAmount } from './scale.ts'
import type { ChartSpec } from './spec.ts'

export interface ChartTableRow {
  category: string
  /** Path below the site's root. */
  link: string | null
  cells: string[]
}

/** The chart as a table: a row a category, a column a series, each figure with its unit. */
export function tabulateChart(spec: ChartSpec): ChartTableRow[] {
  return spec.categories.map((category, at) => ({
    category,
    link: spec.links?.[at] ?? null,
    cells: spec.series.map((series) => formatAmount(series.values[at] ?? null, spec.unit)),
  }))
}
