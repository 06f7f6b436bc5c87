/** Exports rows as CSV (RFC 4180) that a spreadsheet opens as it stands and never runs. */
import { positionOf, type TableColumn } from './decode.ts'
import { columnHeading, guardedText } from './export-text.ts'

/** Without it Excel reads UTF-8 as the local code page. */
const BYTE_ORDER_MARK = '\uFEFF'

export function toCsv(columns: readonly TableColumn[], rows: Uint32Array): string {
  const lines = [csvLine(columns.map(columnHeading))]
  for (const row of rows) {
    lines.push(csvLine(columns.map((column) => guardedText(column, positionOf(column, row)))))
  }
  return joinCsv(lines)
}

/** Cells must be guarded already. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(quote).join(',')
}

export function joinCsv(lines: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
