/** Opens an encoded table in the browser. Cells are built when they are asked for, so that opening costs little. */
import type { Part } from '../stale-parts.ts'
import type { Cell, CellTypes, ColumnKind } from './definition.ts'
import type { EncodedColumn, EncodedTable } from './encoded.ts'
import { countDecimals } from './cell-text.ts'
import { KINDS } from './kinds.ts'
import { unpackNumbers, unpackStrings } from './pack.ts'
import { isRecordKind, unpackRecords } from './records.ts'

export interface TableColumn extends Omit<EncodedColumn, 'at' | 'data'> {
  /** How many distinct values there are to look at; a search looks at each once, not at each row. */
  size: number
  /** Row -> distinct value; null where each row has its own. */
  at: Uint16Array | Uint32Array | null
  /** Of the numbers as shown. */
  decimals: 0 | 1 | 2
  cell(index: number): Cell
  /** What the value sorts and compares by, in the kind's base unit (MiB, GiB, bytes, seconds since 1970); null if not known. */
  number(index: number): number | null
}

export interface Table extends Omit<EncodedTable, 'columns'> {
  /** When the rows were read. ISO 8601. */
  collectedAt: string
  columns: TableColumn[]
  column(key: string): TableColumn | null
}

/** When a part of the snapshot was read; null: with the collection. */
export type ReadAt = (part: Part | null) => string

/** Throws where the file was written by another version of this module. */
export function decodeTable(encoded: EncodedTable, readAt: ReadAt): Table {
  if (encoded.schema !== 1)
    throw new Error('These rows were written by another version of the site: reload the page.')
  const columns = openColumns(encoded)
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const collectedAt = readAt(encoded.part)
  return { ...encoded, collectedAt, columns, column: (key) => byKey.get(key) ?? null }
}

export function openColumns({ columns, rows }: EncodedTable): TableColumn[] {
  return resolveIndexes(columns).map((column) => decodeColumn(column, rows))
}

/** Index of the row's value among the column's distinct values. */
export function positionOf(column: TableColumn, row: number): number {
  return column.at === null ? row : (column.at[row] ?? 0)
}

export function cellOf(column: TableColumn, row: number): Cell {
  return column.cell(positionOf(column, row))
}

/** The row with this id, or else every row whose id begins so. */
export function matchId(table: Table, id: string): number[] {
  const column = table.idKey === null ? null : table.column(table.idKey)
  if (!column || id === '') return []
  const candidates: number[] = []
  for (let row = 0; row < table.rows; row++) {
    const value = cellOf(column, row)
    if (value === id) return [row]
    if (typeof value === 'string' && value.startsWith(id)) candidates.push(row)
  }
  return candidates
}

/** Every row with exactly this id: tables of what belongs to something have several. */
export function findRows(table: Table, id: string): number[] {
  const column = table.idKey === null ? null : table.column(table.idKey)
  if (!column) return []
  return Array.from({ length: table.rows }, (_, row) => row).filter((row) => cellOf(column, row) === id)
}

interface IndexedColumn extends Omit<EncodedColumn, 'at'> {
  at: number[] | null
}

/** Columns that follow another get its index: see column-index.ts. */
function resolveIndexes(columns: readonly EncodedColumn[]): IndexedColumn[] {
  const own = new Map(columns.map(({ key, at }) => [key, at]))
  return columns.map((column) => {
    const at = typeof column.at === 'string' ? own.get(column.at) : column.at
    return { ...column, at: Array.isArray(at) ? at : null }
  })
}

function decodeColumn({ at, data, ...traits }: IndexedColumn, rows: number): TableColumn {
  const size = at === null ? rows : 1 + at.reduce((high, index) => Math.max(high, index), 0)
  const values = openValues(traits, data)
  const decimals = KINDS[traits.kind].numeric ? countDecimals(traits.kind, numbersOf(values, size)) : 0
  return { ...traits, size, at: decodeIndex(at, size, rows), decimals, ...values }
}

function* numbersOf({ number }: Pick<TableColumn, 'number'>, size: number): Iterable<number | null> {
  for (let index = 0; index < size; index++) yield number(index)
}

function decodeIndex(at: number[] | null, size: number, rows: number): TableColumn['at'] {
  if (at === null) return null
  const index = size > 65_535 ? new Uint32Array(rows) : new Uint16Array(rows)
  index.set(at)
  return index
}

/** A column's distinct values. */
export function openValues(
  { kind }: Pick<EncodedColumn, 'kind'>,
  data: EncodedColumn['data'],
): Pick<TableColumn, 'cell' | 'number'> {
  if (data.type === 'joined') {
    const [first, further] = [openValues({ kind }, data.first), openValues({ kind }, data.further)]
    const { count } = data
    return {
      cell: (index) => (index < count ? first.cell(index) : further.cell(index - count)),
      number: (index) => (index < count ? first.number(index) : further.number(index - count)),
    }
  }
  if (data.type === 'strings') return { cell: unpackStrings(data.values), number: () => null }
  if (data.type === 'numbers') {
    const number = unpackNumbers(data.values)
    if (kind === 'time') return { number, cell: (index) => isoOf(number(index)) }
    if (kind === 'boolean') return { number, cell: (index) => truthOf(number(index)) }
    return { number, cell: number }
  }
  if (!isRecordKind(kind)) throw new Error(`A column of kind "${kind}" holds no records.`)
  const cell = unpackRecords(kind, data.values)
  return { cell, number: (index) => measureRecords(kind, cell(index)) }
}

function measureRecords(kind: ColumnKind, cell: Cell): number | null {
  if (kind === 'capacity') return fillOf(cell as CellTypes['capacity'])
  if (kind === 'count') return (cell as CellTypes['count'])?.count ?? null
  return kind === 'volumes' && Array.isArray(cell) ? cell.length : null
}

function isoOf(seconds: number | null): string | null {
  return seconds === null ? null : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
}

function truthOf(bit: number | null): boolean | null {
  return bit === null ? null : bit === 1
}

/** Share of the capacity that is in use. */
function fillOf(figures: CellTypes['capacity']): number | null {
  return figures?.capacity ? figures.used / figures.capacity : null
}
