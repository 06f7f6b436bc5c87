import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ArchivedTotals,
  openArchiveIndex,
  serialiseArchiveIndex,
  UNKNOWN_TOTALS,
} from '../../src/lib/archive-index.ts'
import { snapshotName } from '../../src/lib/time.ts'

const total = fc.option(fc.nat())
const totals = fc.record(Object.fromEntries(Object.keys(UNKNOWN_TOTALS).map((key) => [key, total])))
const time = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-01-01T00:00:00Z'),
  noInvalidDate: true,
})
const snapshot = fc.record({
  name: time.map((date) => snapshotName(date.toISOString())),
  totals: totals as unknown as fc.Arbitrary<ArchivedTotals>,
})

test('an index comes back as it was written', () => {
  fc.assert(
    fc.property(fc.array(snapshot), (snapshots) => {
      expect(openArchiveIndex(JSON.parse(serialiseArchiveIndex(snapshots)))).toEqual(snapshots)
    }),
  )
})

test('an index of an earlier version names its snapshots without totals', () => {
  const index = { schema: 1, snapshots: ['2026-11-22T061100Z'] }
  expect(openArchiveIndex(index)).toEqual([{ name: '2026-11-22T061100Z', totals: UNKNOWN_TOTALS }])
})

test('what is no name of a snapshot is left out, and the totals stay with theirs', () => {
  const index = {
    schema: 2,
    snapshots: ['../etc', 7, '2026-11-22T061100Z'],
    totals: { instances: [1, 2, 3], hosts: 'none' },
  }
  expect(openArchiveIndex(index)).toEqual([
    { name: '2026-11-22T061100Z', totals: { ...UNKNOWN_TOTALS, instances: 3 } },
  ])
})

test('what is no index is none', () => {
  expect([null, [], {}, 'x', { snapshots: 'x' }].map(openArchiveIndex)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})

test('a thousand snapshots of a large cloud are some 100 kB at most', () => {
  const large: ArchivedTotals = {
    instances: 123_456,
    hosts: 2_000,
    projects: 1_234,
    volumes: 80_000,
    vcpuUsed: 456_789,
    vcpuCapacity: 654_321,
    memoryMbUsed: 1_234_567_890,
    memoryMbCapacity: 2_345_678_901,
    storageBytesUsed: 9_876_543_210_123_456,
    storageBytesTotal: 9_876_543_210_123_456,
  }
  const snapshots = Array.from({ length: 1000 }, () => ({ name: '2026-11-22T061100Z', totals: large }))
  expect(serialiseArchiveIndex(snapshots).length).toBeLessThan(120_000)
})
