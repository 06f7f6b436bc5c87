import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countParts, countTimelineParts, partOf } from '../../../src/lib/table/parts.ts'

test('there are as many parts as keep each small: one at least, and no more than a folder bears', () => {
  expect([0, 1, 80, 81, 10_000, 100_000, 500_000].map(countParts)).toEqual([1, 1, 1, 2, 128, 1024, 1024])
  expect([0, 320, 321, 10_000, 500_000].map(countTimelineParts)).toEqual([1, 1, 2, 32, 1024])
})

test('some owners more or less leave all others where they are', () => {
  for (const owners of [9000, 9500, 10_000]) expect(countParts(owners)).toBe(countParts(9999))
  fc.assert(
    fc.property(fc.nat(200_000), (owners) => {
      expect(Math.log2(countParts(owners)) % 1).toBe(0)
    }),
  )
})

test('whatever the id looks like, it has one part of those that there are', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 300 }), (id, parts) => {
      const part = partOf(id, parts)
      expect(Number.isInteger(part) && part >= 0 && part < parts).toBe(true)
      expect(partOf(id, parts)).toBe(part)
    }),
  )
})

test('the parts are about as large as each other', () => {
  const sizes = Array.from({ length: 256 }, () => 0)
  for (let index = 0; index < 10_000; index++) {
    const part = partOf(`3e5c28f7-e680-4fb5-a0f0-${index.toString(16).padStart(12, '0')}`, 256)
    sizes[part] = (sizes[part] ?? 0) + 1
  }
  expect(Math.min(...sizes)).toBeGreaterThan(15)
  expect(Math.max(...sizes)).toBeLessThan(80)
})
