import { expect, test } from 'vitest'
import { formatAge, formatTime, parseTime, snapshotName, snapshotTime } from '../../src/lib/time.ts'

test('a time names its zone', () => {
  expect(formatTime('2026-11-22T07:11:00Z', 'Asia/Jakarta')).toBe('22 Nov 2026, 14:11 UTC+7')
  expect(formatTime('2026-11-22T07:11:00Z', 'UTC')).toBe('22 Nov 2026, 07:11 UTC')
  expect(formatTime('2026-09-01T00:00:00Z', 'Asia/Kolkata')).toBe('1 Sep 2026, 05:30 UTC+5:30')
  expect(formatTime('2026-11-22T23:59:00Z', 'Europe/Berlin')).toBe('23 Nov 2026, 00:59 UTC+1')
})

test('a time without a zone is UTC, whatever the reader is set to', () => {
  expect(parseTime('2024-08-05T10:38:57.000000')).toBe(Date.UTC(2024, 7, 5, 10, 38, 57))
  expect(parseTime('2024-08-05T10:38:57+07:00')).toBe(Date.UTC(2024, 7, 5, 3, 38, 57))
})

test('no time is unknown', () => {
  expect(formatTime(null, 'UTC')).toBe('unknown')
  expect(formatTime('yesterday', 'UTC')).toBe('unknown')
  expect(formatAge(NaN)).toBe('unknown')
})

test.each([
  [59_000, 'under a minute'],
  [37 * 60_000, '37 min'],
  [60 * 60_000, '1 h'],
  [(5 * 60 + 12) * 60_000, '5 h 12 min'],
  [47.5 * 3_600_000, '47 h 30 min'],
  [12.9 * 86_400_000, '12 days'],
])('%d ms is %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text)
})

test('a snapshot is named after its time to the second', () => {
  expect(snapshotName('2026-11-22T06:11:00.789Z')).toBe('2026-11-22T061100Z')
  expect(snapshotName('2026-11-22T13:11:00+07:00')).toBe('2026-11-22T061100Z')
  expect(() => snapshotName('soon')).toThrow(RangeError)
})

test('a snapshot tells its time, if its name is one', () => {
  expect(snapshotTime('2026-11-22T061100Z')).toBe('2026-11-22T06:11:00Z')
  for (const name of ['2026-02-30T061100Z', '2026-11-22T256100Z', '2026-11-22T06:11:00Z', 'notes', '']) {
    expect(snapshotTime(name)).toBeNull()
  }
})
