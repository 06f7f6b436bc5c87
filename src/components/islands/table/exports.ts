/** What the export menu does. Loaded when it is opened, so that a table without exports costs nothing. */
import { toClipboard } from '../../../lib/table/clipboard.ts'
import { countRows } from '../../../lib/table/count-rows.ts'
import { toCsv } from '../../../lib/table/csv.ts'
import { cellOf, type Table, type TableColumn } from '../../../lib/table/decode.ts'
import { toJson } from '../../../lib/table/export-json.ts'
import { exportName } from '../../../lib/table/export-text.ts'
import { findWholeIds, type WholeId } from '../../../lib/table/short-ids.ts'
import { CELL_LENGTH } from '../../../lib/table/workbook/cells.ts'
import { writeWorkbook } from '../../../lib/table/workbook/workbook.ts'
import { formatCount, formatCountOf } from '../../../lib/units.ts'
import { copyTexts } from './copy-texts.ts'
import { download } from './download.ts'
import { fetchTable } from './fetch-table.ts'

export interface Excerpt {
  table: Table
  columns: readonly TableColumn[]
  rows: Uint32Array
}

/** Each returns what there is to say when it is done. */
type Export = (excerpt: Excerpt) => Promise<string>

export const EXPORTS = { csv: saveCsv, xlsx: saveWorkbook, json: saveJson, copy } satisfies Record<
  string,
  Export
>

export type ExportFormat = keyof typeof EXPORTS

const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** How long the page may stand still while a workbook is made. */
const SLICE_MS = 50

async function saveCsv({ table, columns, rows }: Excerpt): Promise<string> {
  return save(table, 'csv', new Blob([toCsv(columns, rows)], { type: 'text/csv' }))
}

async function saveJson({ table, columns, rows }: Excerpt): Promise<string> {
  const text = toJson(table, columns, rows, await readWholeIds(columns))
  return save(table, 'json', new Blob([text], { type: 'application/json' }))
}

/** The rows of instances have only the first digits of their volumes' ids; those of the volumes have them whole. */
async function readWholeIds(columns: readonly TableColumn[]): Promise<WholeId> {
  if (!columns.some(({ kind }) => kind === 'volumes')) return () => null
  const volumes = await fetchTable('rows/volumes.json')
  const ids = volumes.column('id')
  return findWholeIds(Array.from({ length: volumes.rows }, (_, row) => String(ids && cellOf(ids, row))))
}

async function saveWorkbook({ table, columns, rows }: Excerpt): Promise<string> {
  const { collectedAt, site, title } = table
  const sheets = [{ title, columns, rows }]
  const pieces = writeWorkbook({ title: `${site}: ${title}`, collectedAt, sheets })
  const parts: Uint8Array<ArrayBuffer>[] = []
  let piece = pieces.next()
  for (let begin = performance.now(); !piece.done; piece = pieces.next()) {
    parts.push(piece.value)
    // In a tab that nobody looks at, timers wait for a second.
    if (document.hidden || performance.now() - begin < SLICE_MS) continue
    await new Promise((resolve) => setTimeout(resolve))
    begin = performance.now()
  }
  const done = save(table, 'xlsx', new Blob(parts, { type: WORKBOOK_TYPE }))
  if (piece.value === 0) return done
  return `${done} ${formatCountOf(piece.value, 'text')} longer than the ${formatCount(CELL_LENGTH)} characters of a cell had to be cut; the CSV and the JSON have them whole.`
}

function save(table: Table, extension: string, content: Blob): string {
  const name = exportName(table, extension)
  download(name, content)
  return `Saved as ${name}.`
}

async function copy({ table, columns, rows }: Excerpt): Promise<string> {
  await copyTexts(toClipboard(columns, rows))
  return `Copied ${countRows(table, rows.length)}.`
}
