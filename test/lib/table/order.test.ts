import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderRows } from '../../../src/lib/table/order.ts'
import { nextSort } from '../../../src/lib/table/sorting.ts'
import { sumColumn } from '../../../src/lib/table/totals.ts'
import { openSamples } from './sample.ts'

describe('the order of rows', () => {
  test('names sort as people do, whatever their case', () => {
    const table = openSamples(['web-10', 'Web-9', 'db-2', 'web-1'].map((name) => ({ name })))
    expect([...orderRows(table, [{ key: 'name', descending: false }])]).toEqual([2, 3, 1, 0])
  })

  test('what is not known comes last, up or down', () => {
    const table = openSamples([{ vcpu: null }, { vcpu: 2 }, { vcpu: 16 }])
    expect([...orderRows(table, [{ key: 'vcpu', descending: false }])]).toEqual([1, 2, 0])
    expect([...orderRows(table, [{ key: 'vcpu', descending: true }])]).toEqual([2, 1, 0])
  })

  test('sizes sort as numbers', () => {
    const table = openSamples([{ size: 900 }, { size: 1000 }, { size: 20 }])
    expect([...orderRows(table, [{ key: 'size', descending: true }])]).toEqual([1, 0, 2])
  })

  test('the second key decides between equals, then the order they came in', () => {
    const rows = [
      { status: 'b', vcpu: 1 },
      { status: 'a', vcpu: 1 },
      { status: 'b', vcpu: 3 },
      { status: 'a', vcpu: 1 },
    ]
    const sort = [
      { key: 'status', descending: false },
      { key: 'vcpu', descending: true },
    ]
    expect([...orderRows(openSamples(rows), sort)]).toEqual([1, 3, 2, 0])
  })

  test('every row is there once', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string(), { nil: null })), fc.boolean(), (names, descending) => {
        const order = orderRows(openSamples(names.map((name) => ({ name }))), [{ key: 'name', descending }])
        expect([...order].sort((a, b) => a - b)).toEqual(names.map((_, index) => index))
      }),
    )
  })
})

describe('a click on a header', () => {
  const initial = [{ key: 'name', descending: false }]
  const vcpu = { key: 'vcpu', kind: 'vcpu' } as const
  const name = { key: 'name', kind: 'text' } as const

  test('numbers start with the largest, then turn, then return to the default', () => {
    const first = nextSort(initial, initial, vcpu, false)
    expect(first).toEqual([{ key: 'vcpu', descending: true }])
    const second = nextSort(first, initial, vcpu, false)
    expect(second).toEqual([{ key: 'vcpu', descending: false }])
    expect(nextSort(second, initial, vcpu, false)).toEqual(initial)
  })

  test('with Shift it adds to the sort', () => {
    expect(nextSort(initial, initial, vcpu, true)).toEqual([...initial, { key: 'vcpu', descending: true }])
  })

  test('text starts at A', () => {
    expect(nextSort([{ key: 'vcpu', descending: true }], initial, name, false)).toEqual(initial)
  })
})

describe('sums', () => {
  test('add up what is known of the rows given', () => {
    const column = openSamples([{ vcpu: 2 }, { vcpu: null }, { vcpu: 8 }, { vcpu: 100 }]).column('vcpu')
    expect(column && sumColumn(column, Uint32Array.of(0, 1, 2))).toBe(10)
    expect(column && sumColumn(column, Uint32Array.of(1))).toBeNull()
  })

  test('over no rows are nothing, and unknown only where nothing was collected', () => {
    const table = openSamples([{ vcpu: 2 }])
    const [known, unknown] = [table.column('vcpu'), table.column('ram')]
    expect(known && sumColumn(known, Uint32Array.of())).toBe(0)
    expect(unknown && sumColumn(unknown, Uint32Array.of())).toBeNull()
    const none = openSamples([]).column('vcpu')
    expect(none && sumColumn(none, Uint32Array.of())).toBe(0)
  })
})
