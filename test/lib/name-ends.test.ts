import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitNames } from '../../src/lib/name-ends.ts'

test('the end is what stands before the domain that all share', () => {
  const ends = splitNames(['sgp1-cmp028.cloud.example', 'jkt2-cmp1.cloud.example'])
  expect(ends.domain).toBe('.cloud.example')
  expect([...ends.parts.values()]).toEqual([
    { head: 'sgp1-', end: 'cmp028.cloud.example' },
    { head: 'jkt', end: '2-cmp1.cloud.example' },
  ])
  expect(splitNames(['rack-10-cmp01', 'b.example']).parts.get('rack-10-cmp01')).toEqual({
    head: 'rack-10',
    end: '-cmp01',
  })
  expect(splitNames(['cmp01']).parts.get('cmp01')).toEqual({ head: '', end: 'cmp01' })
})

test('both parts are the name, and none is cut within a character', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (names) => {
      for (const [name, { head, end }] of splitNames(names).parts) {
        expect(head + end).toBe(name)
        expect(head.isWellFormed()).toBe(true)
      }
    }),
  )
})
