/** The shape of a table on its way to the browser: columns, not rows, each with its distinct values once. */
import type { Part } from '../stale-parts.ts'
import type { ColumnKind, DetailGroup, FilterKind, SortKey } from './definition.ts'

/**
 * Strings as they are; or, where few are different, each once and which one stands where; or, where every one ends in a UUID,
 * the UUIDs' bytes in one base64 string behind a common prefix.
 */
export type PackedStrings =
  | { list: (string | null)[] }
  | { words: (string | null)[]; at: number[] }
  | { prefix: string; uuids: string }

/** Numbers, as differences from `base` where that is shorter. */
export interface PackedNumbers {
  base: number
  list: (number | null)[]
}

/** Lists of small records, field by field: `counts` says how many records each value has (null: the value is null). */
export interface PackedRecords {
  counts: PackedNumbers
  strings: Record<string, PackedStrings>
  numbers: Record<string, PackedNumbers>
}

export type PackedValues =
  | { type: 'strings'; values: PackedStrings }
  | { type: 'numbers'; values: PackedNumbers }
  | { type: 'records'; values: PackedRecords }

/** The values of a base, then those that it lacks: see base.ts. Never on the wire. */
export interface JoinedValues {
  type: 'joined'
  first: PackedValues
  /** How many `first` has. */
  count: number
  further: PackedValues
}

export interface EncodedColumn {
  key: string
  title: string
  kind: ColumnKind
  unit: string
  help: string
  hidden: boolean
  priority: 1 | 2 | 3
  sum: boolean
  width: number
  filter: FilterKind
  aliases: string[]
  /** Row -> distinct value. null: one value a row. []: every row has the first one. A text: as in the column with that key. */
  at: number[] | string | null
  data: PackedValues | JoinedValues
}

export interface EncodedTable {
  schema: 1
  name: string
  title: string
  noun: [string, string]
  rows: number
  sort: SortKey[]
  idKey: string | null
  commands: string[]
  details: DetailGroup[]
  home: string | null
  empty: string
  site: string
  /** When its rows were read is told apart from it: see TableContext. */
  part: Part | null
  timeZone: string
  columns: EncodedColumn[]
}

/** Columns of an earlier snapshot's rows, a value a row, by their keys. */
export interface TableBase {
  schema: 1
  rows: number
  columns: Record<string, PackedValues>
}

/** A column whose values are those of the base and then its own. */
export interface BasedColumn extends Omit<EncodedColumn, 'data'> {
  data: EncodedColumn['data'] | { type: 'based'; own: PackedValues }
}

/** A table on the wire of which a part is in another file. */
export interface BasedTable extends Omit<EncodedTable, 'columns'> {
  base: {
    /** Path below the site's root. */
    src: string
    /** Which value each row has of such columns, as runs: the first one and how many, in turn. */
    from: number[]
  }
  columns: BasedColumn[]
}
