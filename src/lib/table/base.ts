/**
 * Most of what a large table weighs are ids, names and addresses, which stay the same as long as a row lives. They are a file of their own,
 * the base, that later snapshots refer to: there it is a link in the archive, and the browser has it already.
 */
import type {
  BasedColumn,
  BasedTable,
  EncodedColumn,
  EncodedTable,
  PackedValues,
  TableBase,
} from './encoded.ts'
import { cellOf, openColumns, openValues, type TableColumn } from './decode.ts'
import type { Cell } from './definition.ts'
import { packCells } from './encode.ts'

/** Smaller tables are not worth a second file. */
const LEAST_ROWS = 1000
/** Of all rows, those which the base has in vain and those which it lacks: with more of them it is time for a new one. */
export const MOST_OUTDATED = 0.1

export function isWorthBase(table: EncodedTable): boolean {
  return table.rows >= LEAST_ROWS
}

/** The table's own columns with these keys, a value a row. Those that are packed so already are taken as they are. */
export function makeBase(table: EncodedTable, keys: readonly string[]): TableBase {
  const columns = steadyColumns(table, keys).map((column) => [column.key, packRows(table, column)])
  return { schema: 1, rows: table.rows, columns: Object.fromEntries(columns) }
}

function packRows(table: EncodedTable, column: EncodedColumn): PackedValues {
  if (column.at === null && column.data.type !== 'joined') return column.data
  const [opened] = openColumns({ ...table, columns: [column] })
  return packCells(column.kind, opened === undefined ? [] : cellsOf(opened, allRows(table)))
}

/** A table whose base was just made of it. */
export function referToOwnBase(table: EncodedTable, base: TableBase, src: string): BasedTable {
  const columns = steadyColumns(table, Object.keys(base.columns))
  const nothing = new Map(columns.map(({ key, kind }) => [key, packCells(kind, [])]))
  return leaveOut(table, nothing, { src, from: [0, table.rows] })
}

/**
 * The table as what differs from a base below `src`; null where that is more than a share of `mostOutdated`, or the base is of other
 * columns.
 */
export function referToBase(
  table: EncodedTable,
  base: TableBase,
  src: string,
  mostOutdated = MOST_OUTDATED,
): BasedTable | null {
  const keys = Object.keys(base.columns)
  const columns = openColumns({ ...table, columns: steadyColumns(table, keys) })
  if (columns.length !== keys.length) return null
  const places = indexBase(base, columns)
  const from: number[] = []
  const own: number[] = []
  for (const row of allRows(table)) {
    const place = places.get(identify(columns, (column) => cellOf(column, row)))
    appendToRuns(from, place ?? base.rows + own.push(row) - 1)
  }
  const unused = base.rows - (table.rows - own.length)
  if (own.length + unused > table.rows * mostOutdated) return null
  const lacking = new Map(columns.map((column) => [column.key, packCells(column.kind, cellsOf(column, own))]))
  return leaveOut(table, lacking, { src, from })
}

/** The table without what is in its base; `lacking` are the values that are not. */
function leaveOut(
  { columns, ...table }: EncodedTable,
  lacking: ReadonlyMap<string, PackedValues>,
  base: BasedTable['base'],
): BasedTable {
  const based = columns.map((column): BasedColumn => {
    const own = lacking.get(column.key)
    return own === undefined ? column : { ...column, at: null, data: { type: 'based', own } }
  })
  return { ...table, base, columns: based }
}

/** A column that others take their index from cannot give it away; such ones hardly differ from row to row anyway. */
function steadyColumns({ columns }: EncodedTable, keys: readonly string[]): EncodedColumn[] {
  const leading = new Set(columns.map(({ at }) => at))
  return columns.filter(({ key, at }) => keys.includes(key) && typeof at !== 'string' && !leading.has(key))
}

function indexBase(base: TableBase, columns: readonly TableColumn[]): Map<string, number> {
  const values = new Map(
    columns.flatMap((column) => {
      const data = base.columns[column.key]
      return data === undefined ? [] : [[column, openValues(column, data)] as const]
    }),
  )
  const places = new Map<string, number>()
  for (let place = 0; place < base.rows; place++) {
    places.set(
      identify(columns, (column) => values.get(column)?.cell(place) ?? null),
      place,
    )
  }
  return places
}

function identify(columns: readonly TableColumn[], read: (column: TableColumn) => Cell): string {
  return JSON.stringify(columns.map(read))
}

function cellsOf(column: TableColumn, rows: readonly number[]): Cell[] {
  return rows.map((row) => cellOf(column, row))
}

function allRows({ rows }: EncodedTable): number[] {
  return Array.from({ length: rows }, (_, row) => row)
}

/** Runs of places that follow each other: the first one and how many, in turn. */
function appendToRuns(runs: number[], place: number): void {
  const count = runs.at(-1)
  const first = runs.at(-2)
  if (count !== undefined && first !== undefined && first + count === place) runs[runs.length - 1] = count + 1
  else runs.push(place, 1)
}
