/** Which rows a query lets through. Every distinct value is looked at once, and a term that was seen is not computed again. */
import { cellItems, cellText, isTextKind, shownNumber } from './cell-text.ts'
import { positionOf, type Table, type TableColumn } from './decode.ts'
import { isWithin } from './ip-address.ts'
import type { Query, QueryField, QueryPart, ValueTest } from './query.ts'
import { IP_FIELD } from './query-values.ts'

/** One byte a row: 1 where the row fits. */
type Mask = Uint8Array
const REMEMBERED_TERMS = 48

export interface Matcher {
  /** Null where the queries let everything through. */
  match(queries: readonly Query[]): Mask | null
}

export function queryFields(table: Table): QueryField[] {
  const fields: QueryField[] = [...table.columns]
  const addresses = table.columns.find((column) => column.kind === 'addresses')
  if (!addresses || table.column(IP_FIELD)) return fields
  return [...fields, { key: IP_FIELD, title: 'IP', kind: 'addresses', aliases: ['address'] }]
}

export function createMatcher(table: Table): Matcher {
  const remembered = new Map<string, Mask>()
  const texts = new Map<TableColumn, string[]>()

  /** In lower case; made at the first search and kept. */
  function textsOf(column: TableColumn): string[] {
    const known = texts.get(column)
    if (known) return known
    const all = Array.from({ length: column.size }, (_, index) =>
      cellText(column, column.cell(index), table.timeZone).toLowerCase(),
    )
    texts.set(column, all)
    return all
  }

  function maskOf(part: QueryPart): Mask {
    const source = part.negated ? part.source.slice(1) : part.source
    const known = remembered.get(source)
    if (known) return known
    const mask = matchTerm(table, part, textsOf)
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

  return { match }
}

function matchTerm(table: Table, { term }: QueryPart, textsOf: (column: TableColumn) => string[]): Mask {
  const mask = new Uint8Array(table.rows)
  if (term.type === 'field') {
    const column = columnOf(table, term.key)
    if (column)
      addMatches(mask, column, (index) => term.tests.some((test) => fits(test, column, index, textsOf)))
    return mask
  }
  for (const column of table.columns) {
    if (term.type === 'word') addWordMatches(mask, column, term.text, textsOf)
    else if (isTextKind(column)) {
      addMatches(mask, column, (index) =>
        term.regex.test(cellText(column, column.cell(index), table.timeZone)),
      )
    }
  }
  return mask
}

/** A word is looked for in every text; a number is found where it is the whole number shown. */
function addWordMatches(
  mask: Mask,
  column: TableColumn,
  word: string,
  textsOf: (column: TableColumn) => string[],
): void {
  if (isTextKind(column)) {
    const all = textsOf(column)
    addMatches(mask, column, (index) => all[index]?.includes(word) ?? false)
    return
  }
  if (column.kind === 'time' || !/^\d+(\.\d+)?$/.test(word)) return
  addMatches(mask, column, (index) => {
    const number = column.kind === 'boolean' ? null : column.number(index)
    return number !== null && shownNumber(column, number) === Number(word)
  })
}

function addMatches(mask: Mask, column: TableColumn, test: (index: number) => boolean): void {
  if (column.at === null) {
    for (let row = 0; row < mask.length; row++) if (mask[row] === 0 && test(row)) mask[row] = 1
    return
  }
  const fitting = Uint8Array.from({ length: column.size }, (_, index) => Number(test(index)))
  for (let row = 0; row < mask.length; row++) {
    if (fitting[positionOf(column, row)] === 1) mask[row] = 1
  }
}

function columnOf(table: Table, key: string): TableColumn | null {
  if (key !== IP_FIELD) return table.column(key)
  return table.column(key) ?? table.columns.find((column) => column.kind === 'addresses') ?? null
}

function fits(
  test: ValueTest,
  column: TableColumn,
  index: number,
  textsOf: (column: TableColumn) => string[],
): boolean {
  if (test.type === 'contains') return textsOf(column)[index]?.includes(test.text) ?? false
  if (test.type === 'empty') return textsOf(column)[index] === ''
  if (test.type === 'regex') return test.regex.test(cellText(column, column.cell(index), 'UTC'))
  if (test.type === 'truth') return column.cell(index) === test.value
  if (test.type === 'range') return isInRange(test, column.number(index))
  if (test.type === 'network')
    return addressesOf(column, index).some((address) => isWithin(test.range, address))
  if (textsOf(column)[index] === test.text) return true
  return cellItems(column, column.cell(index)).some((item) => item.toLowerCase() === test.text)
}

function isInRange(test: Extract<ValueTest, { type: 'range' }>, value: number | null): boolean {
  if (value === null) return false
  const afterStart = test.fromIncluded ? value >= test.from : value > test.from
  return afterStart && (test.toIncluded ? value <= test.to : value < test.to)
}

function addressesOf(column: TableColumn, index: number): string[] {
  const cell = column.cell(index)
  if (!Array.isArray(cell)) return []
  return cell.flatMap((item) => (typeof item === 'object' && 'addresses' in item ? item.addresses : []))
}
