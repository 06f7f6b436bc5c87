/** Which rows a query lets through. Every distinct value is looked at once, and a term that was seen is not computed again. */
import { isTextKind } from './cell-text.ts'
import { createColumnTexts, type ColumnTexts } from './column-texts.ts'
import { positionOf, type Table, type TableColumn } from './decode.ts'
import { fitsTest, fitsWord } from './query-fit.ts'
import type { Query, QueryField, QueryPart } from './query.ts'
import { IP_FIELD } from './query-values.ts'

/** One byte a row: 1 where the row fits. */
type Mask = Uint8Array
const REMEMBERED_TERMS = 48

export interface Matcher {
  /** Null where the queries let everything through. */
  match(queries: readonly Query[]): Mask | null
  /** What the first search would otherwise have to do at once; each does its part for one column. */
  preparations(): (() => void)[]
}

export function queryFields(table: Table): QueryField[] {
  const fields: QueryField[] = [...table.columns]
  const addresses = table.columns.find((column) => column.kind === 'addresses')
  if (!addresses || table.column(IP_FIELD)) return fields
  const help = 'A whole one, a part, or a network as 10.20.0.0/16.'
  return [...fields, { key: IP_FIELD, title: 'IP address', kind: 'addresses', aliases: ['address'], help }]
}

export function createMatcher(table: Table): Matcher {
  const remembered = new Map<string, Mask>()
  const texts = createColumnTexts(table)

  function maskOf(part: QueryPart): Mask {
    const source = part.negated ? part.source.slice(1) : part.source
    const known = remembered.get(source)
    if (known) return known
    const mask = matchTerm(table, part, texts)
    if (remembered.size >= REMEMBERED_TERMS) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(source, mask)
    return mask
  }

  function match(queries: readonly Query[]): Mask | null {
    const parts = queries.flatMap((query) => query.parts)
    if (parts.length === 0) return null
    const result = new Uint8Array(table.rows).fill(1)
    for (const part of parts) {
      const mask = maskOf(part)
      const wanted = part.negated ? 0 : 1
      for (let row = 0; row < result.length; row++) if (mask[row] !== wanted) result[row] = 0
    }
    return result
  }

  return {
    match,
    preparations: () => table.columns.filter(isTextKind).map((column) => () => texts.inLowerCase(column)),
  }
}

function matchTerm(table: Table, { term }: QueryPart, texts: ColumnTexts): Mask {
  const mask = new Uint8Array(table.rows)
  if (term.type === 'field') {
    const column = columnOf(table, term.key)
    if (!column) return mask
    addMatches(mask, column, (index) => term.tests.some((test) => fitsTest(test, column, index, texts)))
    return mask
  }
  for (const column of table.columns) {
    if (term.type === 'word') addMatches(mask, column, fitsWord(term.text, column, texts))
    else if (isTextKind(column)) {
      const shown = texts.asShown(column)
      addMatches(mask, column, (index) => term.regex.test(shown[index] ?? ''))
    }
  }
  return mask
}

function addMatches(mask: Mask, column: TableColumn, test: ((index: number) => boolean) | null): void {
  if (test === null) return
  if (column.at === null) {
    for (let row = 0; row < mask.length; row++) if (mask[row] === 0 && test(row)) mask[row] = 1
    return
  }
  const fitting = Uint8Array.from({ length: column.size }, (_, index) => Number(test(index)))
  if (!fitting.includes(1)) return
  for (let row = 0; row < mask.length; row++) {
    if (fitting[positionOf(column, row)] === 1) mask[row] = 1
  }
}

function columnOf(table: Table, key: string): TableColumn | null {
  if (key !== IP_FIELD) return table.column(key)
  return table.column(key) ?? table.columns.find((column) => column.kind === 'addresses') ?? null
}
