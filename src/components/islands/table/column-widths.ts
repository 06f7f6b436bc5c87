import type { TableColumn } from '../../../lib/table/decode.ts'
import { KINDS } from '../../../lib/table/kinds.ts'

/** Room for the vertical scroll bar, so that filling the width never adds a horizontal one. */
const SCROLL_BAR = 16

/** Pixels for each column. What is left of the width goes to the texts that nobody has sized, in proportion. */
export function fitWidths(
  columns: readonly TableColumn[],
  chosen: Readonly<Record<string, number>>,
  available: number,
): number[] {
  const wanted = columns.map((column) => chosen[column.key] ?? column.width)
  const left = available - SCROLL_BAR - wanted.reduce((sum, width) => sum + width, 0)
  const growing = columns.map((column) => chosen[column.key] === undefined && !KINDS[column.kind].numeric)
  const base = wanted.reduce((sum, width, index) => sum + (growing[index] ? width : 0), 0)
  if (left <= 0 || base === 0) return wanted
  return wanted.map((width, index) => (growing[index] ? Math.floor(width + (left * width) / base) : width))
}
