import { useMemo, useState } from 'preact/hooks'
import { chartHeight } from '../../../lib/chart/config.ts'
import type { Ahead } from '../../../lib/forecast/forecast.ts'
import type { Measure } from '../../../lib/forecast/measures.ts'
import { nameMeasure } from '../../../lib/forecast/words.ts'
import { trendChart } from '../../../lib/trends/trend-chart.ts'
import type { TrendRows } from '../../../lib/trends/trend-rows.ts'
import { Chart } from '../Chart.tsx'
import { TrendTable } from './TrendTable.tsx'

interface Props {
  measure: Measure
  rows: TrendRows
  ahead: Ahead | null
  timeZone: string
}

/** One measure as a chart, and the same as a table. */
export function TrendFigure({ measure, rows, ahead, timeZone }: Props) {
  const [isTable, setTable] = useState(false)
  const spec = useMemo(() => trendChart({ measure, rows, ahead, timeZone }), [measure, rows, ahead, timeZone])
  const columns = rows.measures.get(measure.key)
  if (!spec || !columns) {
    return (
      <figure class="trends-figure">
        <figcaption>{nameMeasure(measure)}</figcaption>
        <p class="trends-nothing">Nothing was collected of it in this range.</p>
      </figure>
    )
  }
  return (
    <figure class="trends-figure">
      <figcaption>{spec.title}</figcaption>
      <div class="trends-plot" style={{ height: `${chartHeight(spec)}px` }}>
        <Chart spec={spec} />
      </div>
      {columns.stale.size > 0 && (
        <p class="trends-note">Circles: figures of an earlier collection, since it could not be read then.</p>
      )}
      <details onToggle={(event) => setTable(event.currentTarget.open)}>
        <summary>Show as table</summary>
        {isTable && <TrendTable measure={measure} rows={rows} columns={columns} timeZone={timeZone} />}
      </details>
    </figure>
  )
}
