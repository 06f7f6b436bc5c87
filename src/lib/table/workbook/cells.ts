/** A table's cells as those of a sheet: numbers, dates and truths as such, everything else as text that is never run. */
import { formatCount } from '../../units.ts'
import type { TableColumn } from '../decode.ts'
import { exportNumber, exportText } from '../export-text.ts'
import { KINDS } from '../kinds.ts'
import { STYLES, type Style } from './styles.ts'
import { escapeXml } from './xml.ts'

/** Excel's limit of one cell, in UTF-16 code units. */
export const CELL_LENGTH = 32_767
const SECONDS_PER_DAY = 86_400
/** 1 January 1970 in Excel's count of days. */
const EPOCH_DAY = 25_569
/** Cells need no address where they stand in order, so an empty one keeps the place. */
const EMPTY = '<c/>'

/** The XML of one cell. A text that Excel could not hold is cut where it says so itself, and `onShortened` is told. */
export function sheetCell(column: TableColumn, position: number, onShortened: () => void): string {
  const { kind } = column
  if (KINDS[kind].numeric) return numberCell(exportNumber(column, position), numberStyle(column))
  if (kind === 'time') return numberCell(toDays(column.number(position)), 'time')
  if (kind === 'boolean') {
    const truth = column.cell(position)
    return truth === null ? EMPTY : `<c t="b"><v>${truth === true ? 1 : 0}</v></c>`
  }
  const text = exportText(column, position)
  if (text.length <= CELL_LENGTH) return textCell(text, 'text')
  onShortened()
  return textCell(shorten(text), 'text')
}

export function textCell(text: string, style: Style): string {
  if (text === '') return EMPTY
  const space = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ''
  return `<c s="${STYLES[style]}" t="inlineStr"><is><t${space}>${escapeXml(text)}</t></is></c>`
}

function numberCell(number: number | null, style: Style): string {
  return number === null ? EMPTY : `<c s="${STYLES[style]}"><v>${number}</v></c>`
}

function numberStyle({ kind, decimals }: TableColumn): Style {
  if (kind === 'ratio') return 'ratio'
  return decimals === 0 ? 'whole' : decimals === 1 ? 'tenths' : 'hundredths'
}

function toDays(seconds: number | null): number | null {
  return seconds === null ? null : seconds / SECONDS_PER_DAY + EPOCH_DAY
}

function shorten(text: string): string {
  const note = ` … (cut: a cell holds ${formatCount(CELL_LENGTH)} characters, this has ${formatCount(text.length)}; the CSV and the JSON have all)`
  return text.slice(0, CELL_LENGTH - note.length).toWellFormed() + note
}
