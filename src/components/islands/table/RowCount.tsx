import type { Table } from '../../../lib/table/decode.ts'
import type { SortKey } from '../../../lib/table/definition.ts'
import { formatCount } from '../../../lib/units.ts'
import { useSettled } from './use-settled.ts'

interface Props {
  table: Table
  shown: number
  sort: readonly SortKey[]
}

/** Long enough for a word to be typed without a figure being read out at each letter. */
const QUIET_MS = 700

/** "128 of 10,000 instances"; it and the order are read out when they change and typing has paused. */
export function RowCount({ table, shown, sort }: Props) {
  const all = formatCount(table.rows)
  const [singular, plural] = table.noun
  const noun = table.rows === 1 ? singular : plural
  const count = shown === table.rows ? `${all} ${noun}` : `${formatCount(shown)} of ${all} ${noun}`
  return (
    <>
      <p class="dt-count">{count}</p>
      <output class="screen-reader-only" data-said="count">
        {useSettled(count, QUIET_MS)}
      </output>
      <output class="screen-reader-only" data-said="order">
        {useSettled(describeOrder(table, sort), QUIET_MS)}
      </output>
    </>
  )
}

function describeOrder(table: Table, sort: readonly SortKey[]): string {
  const names = sort.flatMap(({ key, descending }) => {
    const title = table.column(key)?.title
    return title === undefined ? [] : [`${title} ${descending ? 'descending' : 'ascending'}`]
  })
  return names.length === 0 ? '' : `Sorted by ${names.join(', then ')}`
}
