import type { Measure } from '../forecast/measures.ts'
import { nameMeasure } from '../forecast/words.ts'
import { csvLine, joinCsv } from '../table/csv.ts'
import { guardFormula } from '../table/export-text.ts'
import type { TrendRows } from './trend-rows.ts'

/** What the page shows, a row a time (UTC), numbers without units; those are in the headings. */
export function trendCsv(measures: readonly Measure[], rows: TrendRows): string {
  const columns = measures.flatMap((measure) => {
    const found = rows.measures.get(measure.key)
    if (!found) return []
    const heading = (what: string) => guardFormula(`${nameMeasure(measure)}: ${what} (${measure.unit})`)
    return [
      { heading: heading('used'), read: (row: number) => found.used[row] },
      { heading: heading('given away'), read: (row: number) => found.taken[row] },
      { heading: heading('capacity'), read: (row: number) => found.capacity[row] },
      {
        heading: guardFormula(`${nameMeasure(measure)}: from an earlier collection`),
        read: (row: number) => (found.stale.has(row) ? 'yes' : ''),
      },
    ]
  })
  const head = csvLine(['Time (UTC)', ...columns.map(({ heading }) => heading)])
  const lines = rows.times.map((time, row) =>
    csvLine([new Date(time).toISOString(), ...columns.map(({ read }) => `${read(row) ?? ''}`)]),
  )
  return joinCsv([head, ...lines])
}
