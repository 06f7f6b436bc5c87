/** On paper the grid is a plain table with all of its rows: what scrolls on the screen would be cut off there. */
import { shortenId } from '../../../lib/shorten-id.ts'
import { cellText } from '../../../lib/table/cell-text.ts'
import { columnHeading } from '../../../lib/table/export-text.ts'
import { cellOf, type Table, type TableColumn } from '../../../lib/table/decode.ts'
import type { ColumnKind } from '../../../lib/table/definition.ts'
import { KINDS } from '../../../lib/table/kinds.ts'
import { formatCount } from '../../../lib/units.ts'
import { element } from './cells.ts'

/** More than this is a ream of paper, and minutes of laying it out. */
const PRINTED_ROWS = 5000
/** What lists several things in one cell is given more of the sheet, so that rows stay low. */
const MANY: ReadonlySet<ColumnKind> = new Set(['addresses', 'volumes'])

export function makePrintTable(table: Table, columns: readonly TableColumn[], rows: Uint32Array): Node {
  const fragment = document.createDocumentFragment()
  const node = element('table', 'table dt-print')
  const head = document.createElement('tr')
  head.append(...columns.map((column) => textCell('th', column, columnHeading(column))))
  node.append(wrap('thead', [head]))
  const body = Array.from(rows.subarray(0, PRINTED_ROWS), (row) => {
    const line = document.createElement('tr')
    line.append(
      ...columns.map((column) =>
        textCell('td', column, cellText(column, cellOf(column, row), table.timeZone)),
      ),
    )
    return line
  })
  node.append(wrap('tbody', body))
  fragment.append(node)
  if (rows.length > PRINTED_ROWS) {
    const left = formatCount(rows.length - PRINTED_ROWS)
    fragment.append(
      element('p', 'dt-print', `${left} more ${table.noun[1]} are not printed; the CSV has them all.`),
    )
  }
  return fragment
}

function textCell(name: 'th' | 'td', column: TableColumn, text: string): HTMLElement {
  // Whole, an id would take a quarter of the sheet.
  if (column.kind === 'id' && name === 'td') return element(name, 'dt-id', shortenId(text), text)
  if (MANY.has(column.kind)) return element(name, 'dt-many', text)
  return element(name, KINDS[column.kind].numeric ? 'number' : '', text)
}

function wrap(name: string, children: Node[]): HTMLElement {
  const node = document.createElement(name)
  node.append(...children)
  return node
}
