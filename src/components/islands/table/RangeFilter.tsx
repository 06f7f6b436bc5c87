import { joinRange, splitRange } from '../../../lib/table/filter-values.ts'
import type { TableColumn } from '../../../lib/table/decode.ts'

interface Props {
  column: TableColumn
  value: string
  onChange(value: string): void
}

/** From and to, both included. Sizes take units as in the query line. */
export function RangeFilter({ column, value, onChange }: Props) {
  const [from, to] = splitRange(value)
  const hint = column.kind === 'time' ? '2026-11-01' : column.unit
  return (
    <div class="dt-range">
      <label class="dt-field">
        <span>From</span>
        <input
          class="input"
          type="text"
          inputMode={column.kind === 'time' ? 'text' : 'decimal'}
          placeholder={hint}
          value={from}
          onInput={(event) => onChange(joinRange(event.currentTarget.value, to))}
        />
      </label>
      <label class="dt-field">
        <span>to</span>
        <input
          class="input"
          type="text"
          inputMode={column.kind === 'time' ? 'text' : 'decimal'}
          placeholder={hint}
          value={to}
          onInput={(event) => onChange(joinRange(from, event.currentTarget.value))}
        />
      </label>
    </div>
  )
}
