import { CsvError, parse, type Options } from 'csv-parse/sync'
import type { Problem } from '../model.ts'
import { DataFileError, quote, refuseEmpty, RowError } from './parsed.ts'

export interface Row {
  /** Null where the column is missing, or its cell is empty and (in files of ours) not quoted. */
  cell(title: string): string | null
  /** As `cell`, with '' for null. */
  text(title: string): string
  /** The file has a column that only we write: it is read strictly, so that a server called `None` keeps its name. */
  ours: boolean
}

/** A record on one line, over several lines, or a line that was split without regard to quotes. */
type Shape = 'one' | 'several' | 'plain'

/** Thrown out of csv-parse where a row has to be read again as one plain line. */
class BrokenRow extends Error {}

/** An opening quote that nothing closes must not swallow the file. No row of ours comes near it. */
const LARGEST_ROW_BYTES = 4 * 1024 * 1024
const NEWLINE = 0x0a
const RETURN = 0x0d
const OPTIONS: Options = {
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: LARGEST_ROW_BYTES,
}

/**
 * Reads a file with a header row by row; the delimiter is `|`, or a comma where the header has none (`-f csv`).
 * Rows that cannot be split, or for which `onRow` throws a RowError, are skipped and reported.
 * Throws DataFileError where the file is empty or its header lacks a required column.
 */
export function readTable(
  text: string,
  options: { file: string; required: string[]; ourColumn: string },
  onRow: (row: Row) => void,
): Problem[] {
  const { file } = options
  refuseEmpty(text, file)
  const bytes = Buffer.from(text.startsWith('\uFEFF') ? text.slice(1) : text)
  const headerLine = bytes.subarray(0, endOfLine(bytes, 0)).toString()
  const delimiter = headerLine.includes('|') ? '|' : ','
  const header = (splitQuoted(headerLine, delimiter) ?? splitPlain(headerLine, delimiter)).map((title) =>
    title.trim(),
  )
  const columns = new Map(header.map((title, index) => [title.toLowerCase(), index]))
  const missing = options.required.filter((title) => !columns.has(title.toLowerCase()))
  if (missing.length > 0) {
    throw new DataFileError(
      file,
      1,
      `the header has no column ${missing.map(quote).join(' and ')}; collect it again`,
    )
  }

  const problems: Problem[] = []
  const ours = columns.has(options.ourColumn.toLowerCase())
  let cells: (string | null)[] = []
  const indexes = new Map<string, number>()
  function cell(title: string): string | null {
    let index = indexes.get(title)
    if (index === undefined) {
      index = columns.get(title.toLowerCase()) ?? -1
      indexes.set(title, index)
    }
    return cells[index] ?? null
  }
  const row: Row = { ours, cell, text: (title) => cell(title) ?? '' }
  function report(line: number, reason: string): true {
    problems.push({ file, line, reason: `row skipped: ${reason}` })
    return true
  }
  readRows(bytes, { delimiter, ours, start: endOfLine(bytes, 0) + 1 }, (record, line, shape) => {
    if (record.length === 1 && record[0]?.trim() === '') return true
    if (ours && shape === 'plain') return report(line, 'its quotes are not closed')
    if (!ours && shape === 'several' && (record.length !== header.length || holdsRows(record, delimiter)))
      return false
    if (record.length !== header.length) {
      return report(line, `expected ${header.length} fields, found ${record.length}`)
    }
    // Python's csv writer, as the client sets it up, doubles backslashes.
    cells = delimiter === ',' ? record.map((value) => value?.replaceAll('\\\\', '\\') ?? null) : record
    try {
      onRow(row)
    } catch (error) {
      if (error instanceof RowError) return report(line, error.message)
      throw error
    }
    return true
  })
  return problems
}

/**
 * Calls `onRecord` with each record and its first line. Where quotes are broken, or a record of several lines is refused
 * (false), its first line is read again as plain text and reading goes on behind it.
 */
function readRows(
  bytes: Buffer,
  from: { delimiter: string; ours: boolean; start: number },
  onRecord: (record: (string | null)[], line: number, shape: Shape) => boolean,
): void {
  let { start } = from
  let line = 2
  while (start < bytes.length) {
    const base = start
    try {
      parse(bytes.subarray(start), {
        ...OPTIONS,
        delimiter: from.delimiter,
        // As in PostgreSQL's CSV: an empty cell is "not known", a quoted empty one is the empty text.
        ...(from.ours && { cast: (value, context) => (value === '' && !context.quoting ? null : value) }),
        on_record: (record: (string | null)[], context) => {
          const end = base + context.bytes
          const blank = countBlankLines(bytes, start)
          const lines = countLines(bytes, start + blank.bytes, end)
          if (!onRecord(record, line + blank.lines, lines > 1 ? 'several' : 'one')) throw new BrokenRow()
          start = end
          line += blank.lines + lines
          return null
        },
      })
      return
    } catch (error) {
      if (!(error instanceof BrokenRow || error instanceof CsvError)) throw error
    }
    const end = endOfLine(bytes, start)
    const plain = bytes.subarray(start, end).toString()
    if (plain.trim() !== '') onRecord(splitPlain(plain, from.delimiter), line, 'plain')
    start = end + 1
    line += 1
  }
}

/** Lines are counted here, by their line feeds: csv-parse counts a CRLF inside quotes twice. */
function countLines(bytes: Buffer, from: number, to: number): number {
  let lines = 0
  for (let at = from; at < to; at = endOfLine(bytes, at) + 1) lines += 1
  return lines
}

function countBlankLines(bytes: Buffer, from: number): { lines: number; bytes: number } {
  let at = from
  let lines = 0
  while (bytes[at] === NEWLINE || (bytes[at] === RETURN && bytes[at + 1] === NEWLINE)) {
    at += bytes[at] === NEWLINE ? 1 : 2
    lines += 1
  }
  return { lines, bytes: at - from }
}

function endOfLine(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(NEWLINE, from)
  return end === -1 ? bytes.length : end
}

/** Two stray quotes rows apart make one cell of all that stands between them. */
function holdsRows(record: (string | null)[], delimiter: string): boolean {
  return record.some((cell) => cell?.includes('\n') && cell.includes(delimiter))
}

function splitQuoted(line: string, delimiter: string): string[] | null {
  try {
    return parse(line, { delimiter, relax_column_count: true })[0] ?? []
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

function splitPlain(line: string, delimiter: string): string[] {
  return line.replace(/\r$/, '').split(delimiter)
}

/** One line of a file with delimiter `|`. Null is an empty cell, '' a quoted empty one; RFC 4180 quoting where it is needed. */
export function serialiseRow(cells: (string | null)[]): string {
  return cells.map(serialiseCell).join('|')
}

function serialiseCell(value: string | null): string {
  if (value === null) return ''
  return value === '' || /[|"\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
