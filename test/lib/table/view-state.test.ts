import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultViewState,
  parseViewState,
  serialiseViewState,
  type ViewState,
} from '../../../src/lib/table/view-state.ts'
import { createView } from '../../../src/lib/table/view.ts'
import { openSamples } from './sample.ts'

const table = openSamples([])
const key = fc.constantFrom(...table.columns.map((column) => column.key))
const state: fc.Arbitrary<ViewState> = fc.record({
  query: fc.string({ unit: 'grapheme' }),
  filters: fc.dictionary(key, fc.string({ unit: 'grapheme', minLength: 1 })),
  sort: fc.uniqueArray(fc.record({ key, descending: fc.boolean() }), {
    minLength: 1,
    selector: (sort) => sort.key,
  }),
  columns: fc.option(fc.uniqueArray(key, { minLength: 1 }), { nil: null }),
  id: fc.option(fc.string({ minLength: 1 }), { nil: null }),
})

describe('the address of a view', () => {
  test('leads back to the view', () => {
    fc.assert(
      fc.property(state, fc.constantFrom('', 'b.'), (view, scope) => {
        const { filters, ...rest } = parseViewState(serialiseViewState(view, table, '', scope), table, scope)
        const { filters: expected, ...others } = view
        expect(rest).toEqual(others)
        expect({ ...filters }).toEqual({ ...expected })
      }),
    )
  })

  test('is bare for the default view', () => {
    expect(serialiseViewState(defaultViewState(table), table, '')).toBe('')
  })

  test('opens nothing for an empty id', () => {
    expect(parseViewState('?id=', table).id).toBeNull()
  })

  test('drops what does not fit the table', () => {
    const search = '?q=web&sort=-vcpu,nonsense&cols=name,gone,vcpu,name&f.status=ERROR&f.gone=1&x=1'
    expect(parseViewState(search, table)).toEqual({
      query: 'web',
      filters: { status: 'ERROR' },
      sort: [{ key: 'vcpu', descending: true }],
      columns: ['name', 'vcpu'],
      id: null,
    })
  })

  test('holds nothing but what fits, whatever it is', () => {
    const name = fc.oneof(
      fc.constantFrom('q', 'sort', 'cols', 'id', 'f.vcpu', 'f.gone', 'f.', 'f.__proto__'),
      fc.string(),
    )
    const word = fc.constantFrom(
      'vcpu',
      '-vcpu',
      'name',
      'gone',
      '__proto__',
      'constructor',
      '-',
      ',',
      '%',
      '&',
      '=',
      ' ',
    )
    const value = fc.oneof(
      fc.array(word).map((words) => words.join(',')),
      fc.string(),
    )
    const search = fc.oneof(
      fc.string(),
      fc.array(fc.tuple(name, value)).map((pairs) => `?${pairs.map((pair) => pair.join('=')).join('&')}`),
    )
    const isKnown = (column: string) => table.column(column) !== null
    fc.assert(
      fc.property(search, (text) => {
        const view = parseViewState(text, table)
        expect(Object.keys(view.filters).every(isKnown)).toBe(true)
        expect(view.sort.every((sort) => isKnown(sort.key))).toBe(true)
        expect(new Set(view.sort.map((sort) => sort.key)).size).toBe(view.sort.length)
        expect(view.columns === null || view.columns.length > 0).toBe(true)
        expect((view.columns ?? []).every(isKnown)).toBe(true)
        // What is left is a view like any other: its address leads back to it.
        expect(parseViewState(serialiseViewState(view, table, ''), table)).toEqual(view)
        createView(table).compute(view)
      }),
      { numRuns: 500 },
    )
  })

  test('leaves the parameters of others alone', () => {
    const view = { ...defaultViewState(table), query: 'x' }
    expect(serialiseViewState(view, table, '?from=2026&q=old&f.status=A&b.q=other')).toBe(
      '?from=2026&b.q=other&q=x',
    )
  })
})
