import type { Table } from '../../../lib/table/decode.ts'
import { formatCount } from '../../../lib/units.ts'

/** "128 of 10,000 instances"; read out when it changes. */
export function RowCount({ table, shown }: { table: Table; shown: number }) {
  const all = formatCount(table.rows)
  const [singular, plural] = table.noun
  const noun = table.rows === 1 ? singular : plural
  return (
    <output class="dt-count" aria-live="polite">
      {shown === table.rows ? `${all} ${noun}` : `${formatCount(shown)} of ${all} ${noun}`}
    </output>
  )
}
