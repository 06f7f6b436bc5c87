import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultViewState,
  parseViewState,
  serialiseViewState,
  type ViewState,
} from '../../../src/lib/table/view-state.ts'
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
  id: fc.option(fc.string(), { nil: null }),
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

  test('leaves the parameters of others alone', () => {
    const view = { ...defaultViewState(table), query: 'x' }
    expect(serialiseViewState(view, table, '?from=2026&q=old&f.status=A&b.q=other')).toBe(
      '?from=2026&b.q=other&q=x',
    )
  })
})
