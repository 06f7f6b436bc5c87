import { expect, test } from 'vitest'
import { compareNatural } from '../../src/lib/natural-order.ts'

test('numbers in names count as numbers', () => {
  expect(['cmp10', 'cmp2', 'CMP1', 'alpha'].sort(compareNatural)).toEqual(['alpha', 'CMP1', 'cmp2', 'cmp10'])
})

test('different names are never equal', () => {
  expect(compareNatural('a', 'A')).not.toBe(0)
  expect(compareNatural('a1', 'a01')).not.toBe(0)
  expect(compareNatural('a', 'a')).toBe(0)
})
