/** Rows for the clipboard: as text with tabs and as a table, so that a spreadsheet pastes cells and an editor pastes columns. */
import { positionOf, type TableColumn } from './decode.ts'
import { columnHeading, guardedText } from './export-text.ts'
import { KINDS } from './kinds.ts'

/** A table of more cells would take a spreadsheet minutes to read; it takes the text instead. */
const HTML_CELLS = 200_000

export interface ClipboardTexts {
  text: string
  /** Null where the rows are too many. */
  html: string | null
}

export function toClipboard(columns: readonly TableColumn[], rows: Uint32Array): ClipboardTexts {
  const tabular = [columns.map((column) => quote(columnHeading(column))).join('\t')]
  for (const row of rows) {
    tabular.push(columns.map((column) => quote(guardedText(column, positionOf(column, row)))).join('\t'))
  }
  const fits = columns.length * rows.length <= HTML_CELLS
  return { text: `${tabular.join('\n')}\n`, html: fits ? toHtml(columns, rows) : null }
}

function toHtml(columns: readonly TableColumn[], rows: Uint32Array): string {
  const head = columns.map((column) => `<th>${escapeHtml(columnHeading(column))}</th>`).join('')
  const body = Array.from(
    rows,
    (row) => `<tr>${columns.map((column) => htmlCell(column, row)).join('')}</tr>`,
  )
  return `<meta charset="utf-8"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

/** Excel keeps as text what says so: else an id such as 1e5 would become a number. */
function htmlCell(column: TableColumn, row: number): string {
  const text = escapeHtml(guardedText(column, positionOf(column, row)))
  if (KINDS[column.kind].numeric || column.kind === 'time') return `<td>${text}</td>`
  return `<td style="mso-number-format:'\\@'">${text}</td>`
}

/** As spreadsheets write and read it themselves. */
function quote(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
