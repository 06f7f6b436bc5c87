import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellOf } from '../../../src/lib/table/decode.ts'
import { splitRange } from '../../../src/lib/table/filter-values.ts'
import { parseFilter, quoteValue } from '../../../src/lib/table/query-parse.ts'
import { createRegexCompiler } from '../../../src/lib/table/regex-engine.ts'
import { createView } from '../../../src/lib/table/view.ts'
import { openSamples } from './sample.ts'

const table = openSamples([
  { name: 'web-01', status: 'ACTIVE', project: { text: 'shop', href: null }, vcpu: 2 },
  { name: 'web-02', status: 'ERROR', project: { text: 'shop-test', href: null }, vcpu: 8 },
  { name: 'db', status: 'SHUTOFF', project: { text: 'crm', href: null }, vcpu: 16 },
  { name: null, status: 'ACTIVE' },
])
const view = createView(table, createRegexCompiler())

function found(query: string, filters: Record<string, string>): number[] {
  return [...view.compute({ query, filters, sort: [] }).rows]
}

describe('column filters', () => {
  test('choices mean the whole value', () => {
    expect(found('', { project: 'shop' })).toEqual([0])
    expect(found('', { project: 'shop,crm' })).toEqual([0, 2])
    expect(found('', { status: 'active' })).toEqual([0, 3])
  })

  test('a link may hold a choice as it is, with its blanks and signs', () => {
    const names = ['<b>bold</b> team', 'team', 'a >= b', 'bold']
    const bold = createView(openSamples(names.map((text) => ({ project: { text, href: null } }))))
    const rowsOf = (project: string) => {
      const { rows, filterProblems } = bold.compute({ query: '', filters: { project }, sort: [] })
      expect(filterProblems).toEqual({})
      return [...rows]
    }
    expect(rowsOf('<b>bold</b> team')).toEqual([0])
    expect(rowsOf('a >= b')).toEqual([2])
    expect(rowsOf('team, <b>bold</b> team')).toEqual([0, 1])
    expect(rowsOf('"a >= b",team')).toEqual([1, 2])
  })

  test('an empty choice is what has no value', () => {
    expect(found('', { project: '""' })).toEqual([3])
  })

  test('go together with the query', () => {
    expect(found('web', { vcpu: '4..' })).toEqual([1])
  })

  test('a wrong one is reported by its column and filters nothing', () => {
    const shown = view.compute({ query: '', filters: { vcpu: 'x..y' }, sort: [] })
    expect(Object.keys(shown.filterProblems)).toEqual(['vcpu'])
    expect(shown.rows).toHaveLength(4)
  })

  test('choices count what everything else lets through', () => {
    const status = table.column('status')
    expect(status && view.choices({ query: 'web', filters: { status: 'ERROR' } }, status)).toEqual([
      { text: 'ACTIVE', count: 1 },
      { text: 'ERROR', count: 1 },
    ])
  })

  test.each([
    ['4..16', ['4', '16']],
    ['..16', ['', '16']],
    ['>=4', ['4', '']],
    ['<=16', ['', '16']],
    ['8', ['8', '8']],
  ])('the range %s has its ends in the fields', (value, ends) => {
    expect(splitRange(value)).toEqual(ends)
  })

  test('any value can be chosen by quoting it', () => {
    const choice = (text: string) => openSamples([{ name: text }, { name: `${text}x` }])
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const samples = choice(text)
        const name = samples.column('name')
        if (!name) throw new Error('no column')
        const { parts, problems: wrong } = parseFilter(quoteValue(text), name, { now: 0, whole: true })
        expect(wrong).toEqual([])
        const [part] = parts
        expect(part?.term).toMatchObject({
          tests: [{ type: 'equals', text: String(cellOf(name, 0)).toLowerCase() }],
        })
      }),
    )
  })
})
