/** The query line as it is understood. docs/searching.md has the grammar for people. */
import type { ColumnKind } from './definition.ts'
import type { AddressRange } from './ip-address.ts'

/** What may stand before a colon. */
export interface QueryField {
  /** Key of the column. */
  key: string
  title: string
  kind: ColumnKind
  /** Further names, in lower case. */
  aliases: readonly string[]
}

/** One value of `field:a,b`. Numbers are in the column's base unit, times in seconds since 1970; `to` is exclusive where said. */
export type ValueTest =
  | { type: 'contains'; text: string }
  | { type: 'equals'; text: string }
  | { type: 'regex'; regex: RegExp }
  | { type: 'range'; from: number; to: number; toIncluded: boolean; fromIncluded: boolean }
  | { type: 'truth'; value: boolean }
  | { type: 'network'; range: AddressRange }
  | { type: 'empty' }

export type QueryTerm =
  | { type: 'word'; text: string }
  | { type: 'regex'; regex: RegExp }
  /** Fits when any of the tests does. */
  | { type: 'field'; key: string; tests: ValueTest[] }

export interface QueryPart {
  negated: boolean
  term: QueryTerm
  /** The part as typed; equal sources mean the same. */
  source: string
}

/** A part that filters nothing because it cannot be understood: where it stands and why. */
export interface QueryProblem {
  from: number
  to: number
  message: string
}

export interface Query {
  parts: QueryPart[]
  problems: QueryProblem[]
}
