import type { TableColumn } from '../../../lib/table/decode.ts'
import { KINDS } from '../../../lib/table/kinds.ts'

/** Room for the vertical scroll bar, so that filling the width never adds a horizontal one. */
const SCROLL_BAR = 16
/** On a telephone everything makes room, so that four columns are seen at once; a name then takes what is left. */
const NARROW = 480
const NARROW_TEXT = 120
/** `SHUTOFF` with its icon. */
const NARROW_STATUS = 104
/** Of the header: a character, and what is around title, unit, arrow and the number that stands beside it where several columns sort. */
const CHARACTER = 6.7
const HEADER_ROOM = 54
/** Where only one column sorts and cells are closer. */
const NARROW_HEADER_ROOM = 30

/** Pixels for each column. What is left of the width goes to the texts that nobody has sized, in proportion. */
export function fitWidths(
  columns: readonly TableColumn[],
  chosen: Readonly<Record<string, number>>,
  available: number,
): number[] {
  const narrow = available < NARROW
  const wanted = columns.map((column) => chosen[column.key] ?? naturalWidth(column, narrow))
  // A telephone's scroll bar lies on what it scrolls.
  const left = available - (narrow ? 0 : SCROLL_BAR) - wanted.reduce((sum, width) => sum + width, 0)
  const growing = columns.map((column) => chosen[column.key] === undefined && grows(column))
  const base = wanted.reduce((sum, width, index) => sum + (growing[index] ? width : 0), 0)
  if (left <= 0 || base === 0) return wanted
  return wanted.map((width, index) => (growing[index] ? Math.floor(width + (left * width) / base) : width))
}

function naturalWidth({ kind, title, unit, width }: TableColumn, narrow: boolean): number {
  const words = Math.ceil((title.length + unit.length) * CHARACTER)
  if (!narrow) return Math.max(width, words + HEADER_ROOM)
  const header = words + NARROW_HEADER_ROOM
  if (KINDS[kind].numeric) return header
  return Math.max(Math.min(width, kind === 'status' ? NARROW_STATUS : NARROW_TEXT), header)
}

/** Numbers and ids have the width they need; more of it would only part them from their neighbours. */
function grows({ kind }: TableColumn): boolean {
  return !KINDS[kind].numeric && kind !== 'id' && kind !== 'boolean'
}
