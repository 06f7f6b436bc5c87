import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeBase, referToBase, referToOwnBase } from '../../../src/lib/table/base.ts'
import { cellOf, decodeTable } from '../../../src/lib/table/decode.ts'
import { encodeTable } from '../../../src/lib/table/encode.ts'
import type { EncodedTable } from '../../../src/lib/table/encoded.ts'
import { resolveBase } from '../../../src/lib/table/resolve-base.ts'
import { arbitrarySample } from './arbitrary-sample.ts'
import { sampleTable, type Sample } from './sample.ts'

const KEYS = ['id', 'name', 'networks', 'volumes', 'created']
const context = { site: 'X', part: null, timeZone: 'UTC' }
const at = '2026-11-22T06:11:00Z'
const encode = (rows: readonly Sample[]) => encodeTable(sampleTable, rows, context)

/** Through the wire and opened, every cell of every column. */
function readAll(table: EncodedTable) {
  const opened = decodeTable(table, () => at)
  const rows = Array.from({ length: opened.rows }, (_, row) => row)
  return opened.columns.map((column) => [column.key, rows.map((row) => cellOf(column, row))])
}

function send<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

const many = fc.array(arbitrarySample, { minLength: 60, maxLength: 80 })
const few = fc.array(arbitrarySample, { maxLength: 1 })

test('a table arrives as it is when rows came, went, changed and moved since its base', () => {
  fc.assert(
    fc.property(many, few, fc.nat(59), fc.nat(59), fc.string(), (before, came, gone, changed, name) => {
      const base = makeBase(encode(before), KEYS)
      const kept = before.map((row, index) => (index === changed ? { ...row, name, status: 'ERROR' } : row))
      const after = [...kept.toSpliced(gone, 1).toReversed(), ...came]
      const table = encode(after)
      const based = referToBase(table, base, 'rows/base/x.json')
      // A column that stands for others in one of the two tables, because few of its values differ, is in no base.
      fc.pre(based !== null)
      expect(readAll(resolveBase(send(based), send(base)))).toEqual(readAll(table))
    }),
    { numRuns: 30 },
  )
})

test('a table arrives as it is with the base that was just made of it', () => {
  fc.assert(
    fc.property(many, (rows) => {
      const table = encode(rows)
      const base = makeBase(table, KEYS)
      expect(readAll(resolveBase(send(referToOwnBase(table, base, 'x')), send(base)))).toEqual(readAll(table))
    }),
    { numRuns: 30 },
  )
})

const rows = fc.sample(arbitrarySample, { numRuns: 2000, seed: 7 })
const base = makeBase(encode(rows), KEYS)

test('what changed from day to day, not what stays, is in the table, and nothing of it in its base', () => {
  const after = rows.map((row, index) => (index % 40 === 0 ? { ...row, status: 'SHUTOFF' } : row))
  const table = referToBase(encode(after), base, 'rows/base/x.json')
  expect(JSON.stringify(table?.columns.find(({ key }) => key === 'id')?.data).length).toBeLessThan(100)
  expect(JSON.stringify(table).length).toBeLessThan(JSON.stringify(encode(after)).length * 0.7)
  expect(Object.keys(base.columns).toSorted()).toEqual(KEYS.toSorted())
})

test('a base of which more than a tenth is outdated is not referred to any more', () => {
  const without = (count: number) => referToBase(encode(rows.slice(count)), base, 'x')
  expect(without(180)).not.toBe(null)
  expect(without(220)).toBe(null)
  const renamed = (count: number) =>
    referToBase(
      encode(rows.map((row, index) => (index < count ? { ...row, name: `new ${index}` } : row))),
      base,
      'x',
    )
  expect(renamed(95)).not.toBe(null)
  expect(renamed(110)).toBe(null)
})

test('a base of other columns is not referred to', () => {
  const { columns, ...table } = encode(rows)
  expect(referToBase({ ...table, columns: columns.filter(({ key }) => key !== 'networks') }, base, 'x')).toBe(
    null,
  )
})

test('rows and a base that do not belong together are not shown', () => {
  const table = referToBase(encode(rows), base, 'x')
  if (table === null) throw new Error('no table')
  expect(() => resolveBase(table, { ...base, columns: {} })).toThrow('reload the page')
  expect(() => resolveBase({ ...table, rows: 1999 }, base)).toThrow('reload the page')
})
