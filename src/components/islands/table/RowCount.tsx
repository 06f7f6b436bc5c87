import type { Table } from '../../../lib/table/decode.ts'
import type { SortKey } from '../../../lib/table/definition.ts'
import { formatCount } from '../../../lib/units.ts'
import { Announcement } from './Announcement.tsx'

interface Props {
  table: Table
  shown: number
  sort: readonly SortKey[]
}

/** "128 of 10,000 instances"; it and the order are read out when they change and typing has paused. */
export function RowCount({ table, shown, sort }: Props) {
  const all = formatCount(table.rows)
  const [singular, plural] = table.noun
  const noun = table.rows === 1 ? singular : plural
  const count = shown === table.rows ? `${all} ${noun}` : `${formatCount(shown)} of ${all} ${noun}`
  return (
    <>
      <p class="dt-count">{count}</p>
      <Announcement about="count" text={count} />
      <Announcement about="order" text={describeOrder(table, sort)} />
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
