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
  /** One sentence, or ''. */
  help: string
  /** Whether the column shows this number somewhere; left out where that is not known. */
  shows?(number: number): boolean
}

/** `Power State`, `power-state`, `power_state` and `powerState` are one name. */
export function simplifyName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

export function namesOf(field: QueryField): string[] {
  return [field.key, field.title, ...field.aliases].map(simplifyName)
}

/** Whether a text fits a regular expression. */
export type TextTest = (text: string) => boolean

/** Throws where there is no such expression, with a reason that can be shown. */
export type CompileRegex = (pattern: string, flags: string) => TextTest

/** One value of `field:a,b`. Numbers are in the column's base unit, times in seconds since 1970; `to` is exclusive where said. */
export type ValueTest =
  | { type: 'contains'; text: string }
  | { type: 'equals'; text: string }
  | { type: 'regex'; fits: TextTest }
  | { type: 'range'; from: number; to: number; toIncluded: boolean; fromIncluded: boolean }
  | { type: 'truth'; value: boolean }
  | { type: 'network'; range: AddressRange }
  | { type: 'empty' }

export type QueryTerm =
  | { type: 'word'; text: string }
  | { type: 'regex'; fits: TextTest }
  /** Fits when any of the tests does. */
  | { type: 'field'; key: string; tests: ValueTest[] }

export interface QueryPart {
  negated: boolean
  term: QueryTerm
  /** The part as typed; equal sources mean the same. */
  source: string
  span: Span
}

/** Where something stands in the line. */
export interface Span {
  from: number
  to: number
}

/** A part that filters nothing because it cannot be understood: where it stands and why. */
export interface QueryProblem extends Span {
  message: string
}

export interface Query {
  parts: QueryPart[]
  /** Of every part, whether it is understood, wrong or still being typed. */
  spans: Span[]
  problems: QueryProblem[]
  /** Whether a regular expression filters nothing yet, since what reads it has not been loaded. */
  waiting: boolean
}
