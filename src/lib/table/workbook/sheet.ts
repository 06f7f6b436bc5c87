/** The XML of one sheet, in pieces, so that a large table never stands in memory as a whole. */
import { cellText } from '../cell-text.ts'
import { cellOf, positionOf, type TableColumn } from '../decode.ts'
import { columnHeading } from '../export-text.ts'
import { sheetCell, textCell } from './cells.ts'

/** Excel's limit, without the heading. */
const SHEET_ROWS = 1_048_575

export interface Sheet {
  title: string
  columns: readonly TableColumn[]
  rows: Uint32Array
}

const PIECE_LENGTH = 65_536
const SAMPLE_ROWS = 200
/** In characters. */
const NARROWEST = 8
const WIDEST = 60
/** Beside a heading stands the button of the filter. */
const FILTER_BUTTON = 3

/** A table with more rows than a sheet can hold goes on in the next one. */
export function splitSheet(sheet: Sheet, rowsEach = SHEET_ROWS): Sheet[] {
  const parts = Math.max(1, Math.ceil(sheet.rows.length / rowsEach))
  return Array.from({ length: parts }, (_, part) => ({
    ...sheet,
    rows: sheet.rows.subarray(part * rowsEach, (part + 1) * rowsEach),
  }))
}

/** `A1:AC10001` */
export function sheetRange({ columns, rows }: Sheet): { first: string; last: string } {
  return { first: 'A1', last: `${columnLetters(columns.length)}${rows.length + 1}` }
}

/** 1 is A, 27 is AA. */
export function columnLetters(number: number): string {
  if (number <= 0) return ''
  return columnLetters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26))
}

export function* writeSheet(sheet: Sheet, onShortened: () => void): Generator<string> {
  const { columns, rows } = sheet
  const { first, last } = sheetRange(sheet)
  const range = `${first}:${last}`
  const widths = columns.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${columnWidth(column, rows)}" customWidth="1"/>`,
  )
  let piece = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="${range}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row>`
  for (const column of columns) piece += textCell(headingOf(column), 'heading')
  piece += '</row>'
  const cells = columns.map((column) => cellWriter(column, onShortened))
  for (const row of rows) {
    piece += '<row>'
    for (const cell of cells) piece += cell(row)
    piece += '</row>'
    if (piece.length < PIECE_LENGTH) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData><autoFilter ref="${range}"/><ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
}

/** A spreadsheet has no zones: times are UTC, and the heading says so. */
function headingOf(column: TableColumn): string {
  return columnHeading(column.kind === 'time' && column.unit === '' ? { ...column, unit: 'UTC' } : column)
}

/** Each distinct value is written once, however many rows have it. */
function cellWriter(column: TableColumn, onShortened: () => void): (row: number) => string {
  if (column.at === null) return (row) => sheetCell(column, row, onShortened)
  const known: string[] = []
  return (row) => {
    const position = positionOf(column, row)
    return (known[position] ??= sheetCell(column, position, onShortened))
  }
}

function columnWidth(column: TableColumn, rows: Uint32Array): number {
  let width = headingOf(column).length + FILTER_BUTTON
  for (const row of rows.subarray(0, SAMPLE_ROWS)) {
    const text = column.kind === 'time' ? '2026-11-22 06:11:00' : cellText(column, cellOf(column, row), 'UTC')
    width = Math.max(width, text.length + 1)
  }
  return Math.min(Math.max(width, NARROWEST), WIDEST)
}
