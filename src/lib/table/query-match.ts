/** Which rows a query lets through. Every distinct value is looked at once, and a term that was seen is not computed again. */
import { isTextKind, shownNumber } from './cell-text.ts'
import { createColumnTexts, type ColumnTexts } from './column-texts.ts'
import type { Table, TableColumn } from './decode.ts'
import { type Fitting, fitsTest, fitsWord, testEach } from './query-fit.ts'
import type { Query, QueryField, QueryPart, QueryTerm, TextTest } from './query.ts'
import { IP_FIELD } from './query-values.ts'

/** One byte a row: 1 where the row fits. */
type Mask = Uint8Array
const REMEMBERED_TERMS = 48
/** For one regular expression over all values: a page that stands still for longer is taken for broken. */
const PATIENCE_MS = 2000
const BETWEEN_LOOKS = 8

class OutOfTime extends Error {}

export interface Matches {
  /** Null where the queries let everything through. */
  mask: Mask | null
  /** Parts whose regular expression took too long here: they filter nothing. */
  slow: QueryPart[]
}

export interface Matcher {
  match(queries: readonly Query[]): Matches
  /** What the first search would otherwise have to do at once; each does its part for one column. */
  preparations(): (() => void)[]
}

export function queryFields(table: Table): QueryField[] {
  const fields: QueryField[] = table.columns.map(fieldOf)
  const addresses = table.columns.find((column) => column.kind === 'addresses')
  if (!addresses || table.column(IP_FIELD)) return fields
  const help = 'A whole one, a part, or a network as 10.20.0.0/16.'
  return [...fields, { key: IP_FIELD, title: 'IP address', kind: 'addresses', aliases: ['address'], help }]
}

function fieldOf(column: TableColumn): QueryField {
  const { key, title, kind, aliases, help } = column
  return { key, title, kind, aliases, help, shows: (number) => showsNumber(column, number) }
}

function showsNumber(column: TableColumn, number: number): boolean {
  for (let index = 0; index < column.size; index++) {
    const value = column.number(index)
    if (value !== null && shownNumber(column, value) === number) return true
  }
  return false
}

/** The clock is in milliseconds. */
export function createMatcher(table: Table, clock: () => number = () => performance.now()): Matcher {
  const remembered = new Map<string, Mask | null>()
  const texts = createColumnTexts(table)

  function maskOf(part: QueryPart): Mask | null {
    const source = part.negated ? part.source.slice(1) : part.source
    const known = remembered.get(source)
    if (known !== undefined) return known
    const mask = matchInTime(table, part, texts, clock)
    if (remembered.size >= REMEMBERED_TERMS) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(source, mask)
    return mask
  }

  function match(queries: readonly Query[]): Matches {
    const parts = queries.flatMap((query) => query.parts)
    if (parts.length === 0) return { mask: null, slow: [] }
    const slow: QueryPart[] = []
    const result = new Uint8Array(table.rows).fill(1)
    for (const part of parts) {
      const mask = maskOf(part)
      if (!mask) {
        slow.push(part)
        continue
      }
      const wanted = part.negated ? 0 : 1
      for (let row = 0; row < result.length; row++) if (mask[row] !== wanted) result[row] = 0
    }
    return { mask: result, slow }
  }

  return {
    match,
    preparations: () => table.columns.filter(isTextKind).map((column) => () => texts.folded(column)),
  }
}

/** Null where a regular expression was given up: each text takes its bounded time, but a table may hold very many. */
function matchInTime(
  table: Table,
  { term }: QueryPart,
  texts: ColumnTexts,
  clock: () => number,
): Mask | null {
  const end = clock() + PATIENCE_MS
  const limit = (fits: TextTest): TextTest => {
    let tested = 0
    return (text) => {
      tested += 1
      if (tested % BETWEEN_LOOKS === 0 && clock() > end) throw new OutOfTime()
      return fits(text)
    }
  }
  try {
    return matchTerm(table, limitTerm(term, limit), texts)
  } catch (error) {
    if (error instanceof OutOfTime) return null
    throw error
  }
}

function limitTerm(term: QueryTerm, limit: (fits: TextTest) => TextTest): QueryTerm {
  if (term.type === 'regex') return { ...term, fits: limit(term.fits) }
  if (term.type === 'word') return term
  const tests = term.tests.map((test) => (test.type === 'regex' ? { ...test, fits: limit(test.fits) } : test))
  return { ...term, tests }
}

function matchTerm(table: Table, term: QueryTerm, texts: ColumnTexts): Mask {
  const mask = new Uint8Array(table.rows)
  if (term.type === 'field') {
    const column = columnOf(table, term.key)
    if (!column) return mask
    for (const test of term.tests) addMatches(mask, column, fitsTest(test, column, texts))
    return mask
  }
  for (const column of table.columns) {
    if (term.type === 'word') addMatches(mask, column, fitsWord(term.text, column, texts))
    else if (isTextKind(column)) addMatches(mask, column, fitsRegex(term.fits, column, mask, texts))
  }
  return mask
}

/** A regular expression is slow: where each row has its own text, those of rows that fit already are left out. */
function fitsRegex(fits: TextTest, column: TableColumn, mask: Mask, texts: ColumnTexts): Fitting {
  const shown = texts.asShown(column)
  const isKnown = (index: number) => column.at === null && mask[index] === 1
  return testEach(column, (index) => !isKnown(index) && fits(shown[index] ?? ''))
}

/** Runs over every row of every column at each keystroke: nothing is called in here. */
function addMatches(mask: Mask, { at }: TableColumn, fitting: Fitting | null): void {
  if (!fitting?.includes(1)) return
  if (at === null) {
    for (let row = 0; row < mask.length; row++) if (fitting[row] === 1) mask[row] = 1
    return
  }
  for (let row = 0; row < mask.length; row++) if (fitting[at[row] ?? 0] === 1) mask[row] = 1
}

function columnOf(table: Table, key: string): TableColumn | null {
  if (key !== IP_FIELD) return table.column(key)
  return table.column(key) ?? table.columns.find((column) => column.kind === 'addresses') ?? null
}
