import type { Measure } from '../../../lib/forecast/measures.ts'
import { formatLevel, nameMeasure } from '../../../lib/forecast/words.ts'
import { formatTime } from '../../../lib/time.ts'
import type { MeasureColumns } from '../../../lib/trends/trend-file.ts'
import type { TrendRows } from '../../../lib/trends/trend-rows.ts'

interface Props {
  measure: Measure
  rows: TrendRows
  columns: MeasureColumns
  timeZone: string
}

/** What a chart of the history draws, newest first. */
export function TrendTable({ measure, rows, columns, timeZone }: Props) {
  const { used, taken, capacity, stale } = columns
  const show = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? '—' : formatLevel(measure, amount)
  const label = `${nameMeasure(measure)}: table`
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div class="table-scroll trends-rows" role="region" aria-label={label} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Collected</th>
            <th scope="col" class="number">
              Used
            </th>
            <th scope="col" class="number">
              Given away
            </th>
            <th scope="col" class="number">
              Capacity
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.times
            .map((time, row) => (
              <tr key={time}>
                <th scope="row">
                  {formatTime(new Date(time).toISOString(), timeZone)}
                  {stale.has(row) && ' (figures of an earlier one)'}
                </th>
                <td class="number">{show(used[row])}</td>
                <td class="number">{show(taken[row])}</td>
                <td class="number">{show(capacity[row])}</td>
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </div>
  )
}
