import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { archiveYears, groupByDay, monthsOf } from '../../src/lib/archive-calendar.ts'
import { snapshotName } from '../../src/lib/time.ts'

const NAMES = ['2026-09-30T231500Z', '2026-10-01T001500Z', '2026-10-03T120000Z', '2026-10-03T140000Z']

test('a snapshot is of the day that it was where the site is', () => {
  expect([...groupByDay(NAMES, 'UTC').keys()]).toEqual(['2026-09-30', '2026-10-01', '2026-10-03'])
  expect(groupByDay(NAMES, 'Asia/Singapore').get('2026-10-01')).toEqual(NAMES.slice(0, 2))
})

test('a month has its days below their weekdays, with gaps only between the first and the last snapshot', () => {
  const [september, october] = monthsOf(2026, groupByDay(NAMES, 'UTC'), '2026-10-05')
  // 1 September 2026 is a Tuesday.
  expect(september?.weeks[0]?.map((day) => day?.date ?? null)).toEqual([null, 1, 2, 3, 4, 5, 6])
  expect(september?.weeks.flat().filter((day) => day?.isGap)).toEqual([])
  const days = october?.weeks.flat().flatMap((day) => day ?? []) ?? []
  expect(days).toHaveLength(31)
  expect(days.filter(({ isGap }) => isGap).map(({ date }) => date)).toEqual([2])
  expect(days.filter(({ isToday }) => isToday).map(({ date }) => date)).toEqual([5])
  expect(days[2]?.snapshots).toEqual(NAMES.slice(2))
})

test('months go from the first snapshot to today, and years are those that have snapshots', () => {
  const days = groupByDay(['2024-11-30T000000Z', '2026-02-01T000000Z'], 'UTC')
  expect(archiveYears(days)).toEqual([2026, 2024])
  const months = (year: number) => monthsOf(year, days, '2026-04-02').map(({ month }) => month)
  expect(months(2024)).toEqual([11, 12])
  expect(months(2026)).toEqual([1, 2, 3, 4])
  expect(months(2027)).toEqual([])
})

test('a snapshot that is dated later than today has its place', () => {
  const days = groupByDay(['2026-01-05T000000Z', '2026-03-05T000000Z'], 'UTC')
  expect(monthsOf(2026, days, '2026-01-20').map(({ month }) => month)).toEqual([1, 2, 3])
})

test('every snapshot stands in exactly one place, and every week has seven', () => {
  const time = fc.date({
    min: new Date('1999-01-01T00:00:00Z'),
    max: new Date('2040-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(fc.uniqueArray(time, { minLength: 1, maxLength: 30 }), time, (times, now) => {
      const names = [...new Set(times.map((date) => snapshotName(date.toISOString())))].toSorted()
      const days = groupByDay(names, 'America/St_Johns')
      const months = archiveYears(days).flatMap((year) =>
        monthsOf(year, days, now.toISOString().slice(0, 10)),
      )
      const places = months.flatMap(({ weeks }) => weeks)
      expect(places.every((week) => week.length === 7)).toBe(true)
      expect(
        places
          .flat()
          .flatMap((day) => day?.snapshots ?? [])
          .toSorted(),
      ).toEqual(names)
    }),
  )
})
