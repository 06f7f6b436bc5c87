/** Exports rows as CSV (RFC 4180) that a spreadsheet opens as it stands and never runs. */
import { snapshotName } from '../time.ts'
import { cellItems, cellText, deviceName, shownNumber } from './cell-text.ts'
import type { AttachedVolume, Cell } from './definition.ts'
import { positionOf, type Table, type TableColumn } from './decode.ts'
import { KINDS } from './kinds.ts'

/** Without it Excel reads UTF-8 as the local code page. */
const BYTE_ORDER_MARK = '\uFEFF'

export function toCsv(columns: readonly TableColumn[], rows: Uint32Array): string {
  const head = columns.map(columnHeading)
  const body = Array.from(rows, (row) => columns.map((column) => exportText(column, row)))
  const lines = [head, ...body].map((values) => values.map(quote).join(','))
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`
}

/** `RAM (GiB)` */
export function columnHeading(column: Pick<TableColumn, 'title' | 'unit'>): string {
  return column.unit === '' ? column.title : `${column.title} (${column.unit})`
}

/** `cloud-instances-2026-11-22T061100Z.csv` */
export function exportName(table: Pick<Table, 'site' | 'name' | 'collectedAt'>, extension: string): string {
  const site = table.site
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return [site, table.name, snapshotName(table.collectedAt)].filter(Boolean).join('-') + `.${extension}`
}

/** Numbers as plain numbers in the header's unit, times as ISO 8601, text guarded against being read as a formula. */
function exportText(column: TableColumn, row: number): string {
  const position = positionOf(column, row)
  const cell = column.cell(position)
  if (KINDS[column.kind].numeric) {
    const number = column.number(position)
    return number === null ? '' : String(shownNumber(column, number))
  }
  if (column.kind === 'time') return typeof cell === 'string' ? cell : ''
  if (column.kind === 'volumes') return guardFormula(exportVolumes(cell))
  if (column.kind === 'tags') return guardFormula(cellItems(column, cell).join(', '))
  return guardFormula(cellText(column, cell, 'UTC'))
}

/** As the earlier tool wrote them, for the sheets that read its exports: `sda, name, 50GB; sdb, name, 100GB`. */
function exportVolumes(cell: Cell): string {
  if (!Array.isArray(cell)) return ''
  const volumes = cell as AttachedVolume[]
  return volumes
    .map(({ device, name, id, sizeGib }) => `${deviceName(device)}, ${name || id}, ${sizeGib ?? '?'}GB`)
    .join('; ')
}

function guardFormula(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
