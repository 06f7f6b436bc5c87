/** Sorts rows. Names sort as people do (web-2 before web-10); what is not known comes last, whichever way. */
import { cellText } from './cell-text.ts'
import type { SortKey } from './definition.ts'
import { positionOf, type Table, type TableColumn } from './decode.ts'
import { KINDS } from './kinds.ts'

const ranks = new WeakMap<TableColumn, Float64Array>()

/** Row numbers in order; equal rows stay as they were. */
export function orderRows(table: Table, sort: readonly SortKey[]): Uint32Array {
  const order = Uint32Array.from({ length: table.rows }, (_, row) => row)
  const keys = sort.flatMap(({ key, descending }) => {
    const column = table.column(key)
    return column ? [{ rank: rankRows(table, column), sign: descending ? -1 : 1 }] : []
  })
  if (keys.length === 0) return order
  return order.sort((a, b) => {
    for (const { rank, sign } of keys) {
      const left = rank[a] ?? Infinity
      const right = rank[b] ?? Infinity
      if (left === right) continue
      if (left === Infinity) return 1
      if (right === Infinity) return -1
      return left < right ? -sign : sign
    }
    return a - b
  })
}

/** Keeps the order, leaves out what the mask leaves out. */
export function filterRows(order: Uint32Array, mask: Uint8Array | null): Uint32Array {
  return mask === null ? order : order.filter((row) => mask[row] === 1)
}

function rankRows(table: Table, column: TableColumn): Float64Array {
  const known = ranks.get(column)
  if (known) return known
  const values = sortsAsNumber(column) ? rankNumbers(column) : rankTexts(column, table.timeZone)
  const rows = column.at === null ? values : spread(column, values, table.rows)
  ranks.set(column, rows)
  return rows
}

function sortsAsNumber(column: TableColumn): boolean {
  return KINDS[column.kind].numeric || ['time', 'boolean', 'capacity', 'volumes'].includes(column.kind)
}

function spread(column: TableColumn, values: Float64Array, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[positionOf(column, row)] ?? Infinity)
}

function rankNumbers(column: TableColumn): Float64Array {
  return Float64Array.from({ length: column.size }, (_, index) => column.number(index) ?? Infinity)
}

/** Equal texts share a rank, so that the next sort key decides. */
function rankTexts(column: TableColumn, timeZone: string): Float64Array {
  const keys = Array.from({ length: column.size }, (_, index) =>
    naturalKey(column, cellText(column, column.cell(index), timeZone)),
  )
  const sorted = [...new Set(keys)].sort()
  const rankByKey = new Map(sorted.map((key, rank) => [key, rank]))
  return Float64Array.from(keys, (key) => (key === '' ? Infinity : (rankByKey.get(key) ?? Infinity)))
}

/** Plain comparison of these keys is many times faster than a collator on 100,000 names. */
function naturalKey(column: TableColumn, text: string): string {
  const lower = text.toLowerCase()
  return column.kind === 'id' ? lower : lower.replace(/\d+/g, (digits) => digits.padStart(12, '0'))
}
