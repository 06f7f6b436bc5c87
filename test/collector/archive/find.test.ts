import { expect, test } from 'vitest'
import { findSnapshot } from '../../../collector/archive/find.ts'

const FIRST = '2026-11-20T000000Z'
const SECOND = '2026-11-21T061100Z'
const NEWEST = '2026-11-22T061100Z'

test('a time is found by its begin, if it fits one', () => {
  const names = [FIRST, SECOND, NEWEST]
  expect(findSnapshot('2026-11-22', names)).toBe(NEWEST)
  expect(findSnapshot('2026-11-21 06:11', names)).toBe(SECOND)
  expect(findSnapshot('2026-11-21t0611', names)).toBe(SECOND)
  expect(findSnapshot('2026-11-20T00:00:00Z', names)).toBe(FIRST)
  expect(() => findSnapshot('2026-11-2', names)).toThrow(`3 snapshots begin with "2026-11-2": ${FIRST}, `)
  expect(() => findSnapshot('2025', names)).toThrow(
    `No snapshot begins with "2025". The newest is ${NEWEST}.`,
  )
  expect(() => findSnapshot('2025', [])).toThrow('The archive is empty.')
})

