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
  data: PackedValues
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
