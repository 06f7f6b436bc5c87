/** Figures about the rows that are shown: the footer's sums and the choices of a column's filter. */
import { cellItems, cellText } from './cell-text.ts'
import { KINDS } from './kinds.ts'
import { positionOf, type Table, type TableColumn } from './decode.ts'

/** Sum in the column's base unit over the rows where the value is known; null where it is known nowhere. No rows are 0. */
export function sumColumn(column: TableColumn, rows: Uint32Array): number | null {
  let sum = 0
  let known = 0
  for (const row of rows) {
    const value = column.number(positionOf(column, row))
    if (value === null) continue
    sum += value
    known += 1
  }
  return known === 0 && !(rows.length === 0 && isCollected(column)) ? null : sum
}

/** Whether any row, shown or not, has a value; a table without rows lacks nothing. */
function isCollected(column: TableColumn): boolean {
  for (let index = 0; index < column.size; index++) if (column.number(index) !== null) return true
  return (column.at?.length ?? column.size) === 0
}

export interface Choice {
  /** '' stands for "empty". */
  text: string
  count: number
}

/** The distinct values of a column among these rows, most frequent first. A list's entries count one by one; numbers are in the base unit. */
export function countChoices(table: Table, column: TableColumn, rows: Uint32Array): Choice[] {
  const counts = new Uint32Array(column.size)
  for (const row of rows) {
    const position = positionOf(column, row)
    counts[position] = (counts[position] ?? 0) + 1
  }
  const byText = new Map<string, number>()
  counts.forEach((count, index) => {
    if (count === 0) return
    for (const text of choiceTexts(table, column, index)) byText.set(text, (byText.get(text) ?? 0) + count)
  })
  const choices = [...byText].map(([text, count]) => ({ text, count }))
  return choices.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
}

function choiceTexts(table: Table, column: TableColumn, index: number): string[] {
  if (KINDS[column.kind].numeric) return [String(column.number(index) ?? '')]
  const cell = column.cell(index)
  const texts = column.kind === 'boolean' ? [cellText(column, cell, table.timeZone)] : cellItems(column, cell)
  return texts.length === 0 ? [''] : [...new Set(texts)]
}
