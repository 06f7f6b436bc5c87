/** What exports have in common: what a column is called, what a cell says as plain text, what the file is called. */
import { isTime, snapshotName } from '../time.ts'
import { cellItems, cellText, deviceName, shownNumber } from './cell-text.ts'
import type { AttachedVolume, Cell } from './definition.ts'
import type { Table, TableColumn } from './decode.ts'
import { KINDS } from './kinds.ts'

/** Some file systems hold 255 bytes, and a letter may take four. */
const SITE_LENGTH = 40

/** `RAM (GiB)` */
export function columnHeading(column: Pick<TableColumn, 'title' | 'unit'>): string {
  return column.unit === '' ? column.title : `${column.title} (${column.unit})`
}

/** `cloud-instances-2026-11-22T061100Z.csv`: letters and digits of any script, so that no file system minds. */
export function exportName(table: Pick<Table, 'site' | 'name' | 'collectedAt'>, extension: string): string {
  const words =
    table.site
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const site = [...words.join('-')].slice(0, SITE_LENGTH).join('').replace(/-$/, '')
  const time = isTime(table.collectedAt) ? snapshotName(table.collectedAt) : ''
  return [site, table.name, time].filter(Boolean).join('-') + `.${extension}`
}

/** The number as the column shows it, in the heading's unit; null where it is not known. */
export function exportNumber(column: TableColumn, position: number): number | null {
  const number = column.number(position)
  return number === null || !Number.isFinite(number) ? null : shownNumber(column, number)
}

/** Numbers as plain numbers in the heading's unit, times as ISO 8601, everything else in words; '' where nothing is known. */
export function exportText(column: TableColumn, position: number): string {
  if (KINDS[column.kind].numeric) return String(exportNumber(column, position) ?? '')
  const cell = column.cell(position)
  if (column.kind === 'time') return typeof cell === 'string' ? cell : ''
  if (column.kind === 'volumes') return volumesText(cell)
  if (column.kind === 'tags') return cellItems(column, cell).join(', ')
  return cellText(column, cell, 'UTC')
}

/** As `exportText`, with an apostrophe before what a spreadsheet would run as a formula. */
export function guardedText(column: TableColumn, position: number): string {
  const text = exportText(column, position)
  return KINDS[column.kind].numeric || column.kind === 'time' ? text : guardFormula(text)
}

export function guardFormula(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

/** As the earlier tool wrote them, for the sheets that read its exports: `sda, name, 50GB; sdb, name, 100GB`. */
function volumesText(cell: Cell): string {
  if (!Array.isArray(cell)) return ''
  const volumes = cell as AttachedVolume[]
  return volumes
    .map(({ device, name, id, sizeGib }) => `${deviceName(device)}, ${name || id}, ${sizeGib ?? '?'}GB`)
    .join('; ')
}
