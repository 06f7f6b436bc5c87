import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawCapacity, takenFraction } from '../../src/lib/capacity-bar.ts'

test('the parts follow each other in one order and fill the bar', () => {
  const { segments, tick } = drawCapacity({ used: 50, reserved: 20, spare: 10, capacity: 100 })
  expect(segments).toEqual([
    { part: 'used', x: 0, width: 50 },
    { part: 'reserved', x: 50, width: 20 },
    { part: 'spare', x: 70, width: 10 },
    { part: 'free', x: 80, width: 20 },
  ])
  expect(tick).toBeNull()
})

test('what is free on hosts that are down is drawn apart, and never more than is free', () => {
  const parts = { used: 50, reserved: 20, spare: 10, capacity: 100 }
  expect(drawCapacity({ ...parts, unavailable: 15 }).segments.slice(3)).toEqual([
    { part: 'unavailable', x: 80, width: 15 },
    { part: 'free', x: 95, width: 5 },
  ])
  expect(drawCapacity({ ...parts, unavailable: 90 }).segments.slice(3)).toEqual([
    { part: 'unavailable', x: 80, width: 20 },
  ])
})

test('what is beyond 100 % is drawn beyond the mark', () => {
  const { segments, tick } = drawCapacity({ used: 110, reserved: 15, spare: 0, capacity: 100 })
  expect(tick).toBe(80)
  expect(segments.map(({ part, x, width }) => [part, Math.round(x), Math.round(width)])).toEqual([
    ['used', 0, 80],
    ['over', 80, 20],
  ])
})

test('bars of one list share a scale, so that their marks line up', () => {
  const full = drawCapacity({ used: 125, reserved: 0, spare: 0, capacity: 100 }, 1.25)
  const half = drawCapacity({ used: 5, reserved: 0, spare: 0, capacity: 10 }, 1.25)
  expect(half.tick).toBe(full.tick)
  expect(half.segments[0]?.width).toBeCloseTo(40)
})

test('nothing is drawn of an unknown capacity', () => {
  expect(drawCapacity({ used: 4, reserved: 0, spare: 0, capacity: null })).toEqual({
    segments: [],
    tick: null,
  })
  expect(takenFraction({ used: 4, reserved: 0, spare: 0, capacity: 0 })).toBe(0)
})

test('whatever the amounts, the segments neither overlap nor leave the drawing', () => {
  const amount = fc.integer({ min: -100, max: 5000 })
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.integer({ min: 1, max: 3000 }),
      (used, reserved, spare, capacity) => {
        const segments = drawCapacity({ used, reserved, spare, capacity }).segments.toSorted(
          (a, b) => a.x - b.x,
        )
        let end = 0
        for (const { x, width } of segments) {
          expect(x).toBeCloseTo(end, 6)
          end = x + width
        }
        expect(end).toBeCloseTo(100, 6)
      },
    ),
  )
})
