import { useEffect, useRef } from 'preact/hooks'
import { cellText } from '../../../lib/table/cell-text.ts'
import { cellOf, type Table, type TableColumn } from '../../../lib/table/decode.ts'
import { formatAge } from '../../../lib/time.ts'
import { renderCell } from './cells.ts'
import { Icon } from './Icon.tsx'

interface Props {
  table: Table
  column: TableColumn
  row: number
}

/** What is not known of this row is left out: a panel is read, not scanned. */
export function DetailFact({ table, column, row }: Props) {
  const text = cellText(column, cellOf(column, row), table.timeZone)
  if (text === '') return null
  return (
    <div>
      <dt>{column.title}</dt>
      <dd class="dt-fact">
        <CellNode table={table} column={column} row={row} />
        {column.unit !== '' && ` ${column.unit}`}
        {column.kind === 'time' && <span class="dt-age"> {ageOf(table, column, row)}</span>}
        {column.kind === 'id' && (
          <button
            type="button"
            class="button button-quiet dt-copy"
            data-copy={text}
            aria-label={`Copy the ${column.title}`}
          >
            <Icon name="copy" size={12} />
          </button>
        )}
      </dd>
    </div>
  )
}

/** The cell as the grid draws it. */
export function CellNode({ table, column, row }: Props) {
  const node = useRef<HTMLSpanElement>(null)
  useEffect(() => node.current?.replaceChildren(renderCell(table, column, row)), [table, column, row])
  return <span ref={node} />
}

/** As it was when the cloud was collected, so that an archived page stays true. */
function ageOf(table: Table, column: TableColumn, row: number): string {
  const age = Date.parse(table.collectedAt) - Date.parse(String(cellOf(column, row)))
  return age < 0 ? 'while it was collected' : `${formatAge(age)} before the collection`
}
