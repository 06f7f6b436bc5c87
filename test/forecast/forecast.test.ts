import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysUntil, lookAhead } from '../../src/lib/forecast/ahead.ts'
import { forecastAll, leaveOutSameDisks } from '../../src/lib/forecast/forecast.ts'
import { fitGrowth } from '../../src/lib/forecast/growth.ts'
import { splitAtShifts } from '../../src/lib/forecast/level-shifts.ts'
import { type DayUse, weekdaySlopes } from '../../src/lib/forecast/slope.ts'
import {
  describeConfidence,
  describeDays,
  describeDisks,
  describeRange,
  formatPerDay,
  nameMeasure,
} from '../../src/lib/forecast/words.ts'
import { makeDays, makeTotals, timeAt } from '../support/history.ts'

function days(count: number, use: (day: number) => number): DayUse[] {
  return Array.from({ length: count }, (_, day) => ({ day, used: use(day) }))
}

/** The forecast of one measure after so many days. */
function forecast(
  key: string,
  count: number,
  use: (day: number) => Parameters<typeof makeDays>[1] extends (day: number) => infer S ? S : never,
) {
  const daily = makeDays(count, use)
  const newest = daily.at(-1)
  if (!newest) throw new Error('there is no day')
  const found = forecastAll(newest, daily).find((one) => one.key === key)
  if (!found) throw new Error(`there is no ${key}`)
  return found
}

test('a straight line is full when it meets the capacity', () => {
  // 1,000 + 5 a day: 1,295 on day 59, 705 left of 2,000, which are 141 days.
  const found = forecast('all.vcpu', 60, (day) => ({ vcpus: 1000 + 5 * day }))
  expect(found).toMatchObject({ state: 'growing', used: 1295, capacity: 2000, left: 705, missingDays: 0 })
  expect(found.perDay).toBeCloseTo(5, 9)
  expect(found.days).toEqual({ likely: 141, from: 141, to: 141 })
  expect([describeDays(found), describeRange(found), describeConfidence(found)]).toEqual([
    'in 141 days',
    '141 to 141 days',
    'high',
  ])
})

test('reservations and a new capacity come in as they are today, and are no growth', () => {
  const found = forecast('all.vcpu', 60, (day) => ({
    vcpus: 1000 + 5 * day,
    capacity: day < 50 ? 1400 : 2000,
    reserved: day < 55 ? 0 : 205,
  }))
  expect(found.perDay).toBeCloseTo(5, 9)
  expect(found).toMatchObject({ left: 500, days: { likely: 100 } })
})

test.each([
  ['too few days', 10, 1, 4],
  ['the day before there are enough', 13, 1, 1],
  ['many days of a short time are not there: one counts a day', 14, 1, 0],
  ['days far apart', 10, 3, 4],
])('%s', (_, count, step, missing) => {
  const found = forecast('all.vcpu', count * step, (day) => ({
    vcpus: 1000 + day,
    ...(day % step === 0 ? {} : { stale: { hypervisors: timeAt(0) } }),
  }))
  expect(found.missingDays).toBe(missing)
  expect(found.state).toBe(missing > 0 ? 'not enough data' : 'growing')
})

test('a part that was not read is no evidence, and the others go on', () => {
  const stale = { storage: timeAt(0) }
  const use = (day: number) => (day < 40 ? { vcpus: 1000 + day } : { vcpus: 1000 + day, stale })
  const day = (key: string) => forecast(key, 60, use).ahead?.day ?? NaN
  expect(day('storage')).toBe(day('all.vcpu') - 20)
})

test('a flat, a shrinking and a full cloud say so', () => {
  const flat = forecast('all.vcpu', 60, (day) => ({ vcpus: 1000 + ((day * 7919) % 13) }))
  expect(describeDays(flat)).toBe('not growing')
  expect(forecast('all.vcpu', 60, (day) => ({ vcpus: 1900 - 5 * day })).state).toBe('not growing')
  const full = forecast('all.vcpu', 3, () => ({ vcpus: 2000 }))
  expect([full.state, describeDays(full), full.days]).toEqual(['full', 'full now', null])
})

test('what is more than two years away is not told to the day', () => {
  const found = forecast('all.vcpu', 60, (day) => ({ vcpus: 1000 + day * 0.5 }))
  expect(found.days).toEqual({ likely: null, from: null, to: null })
  expect(describeDays(found)).toBe('in more than 2 years')
})

test('the list begins with what is full, then with what fills first', () => {
  const daily = makeDays(60, (day) => ({ vcpus: 1000 + 5 * day, memoryMb: 2000 * 4096, usedBytes: null }))
  const newest = makeTotals({ at: timeAt(59), vcpus: 1295, memoryMb: 2000 * 4096 })
  const states = forecastAll(newest, daily).map((one) => `${nameMeasure(one)}: ${one.state}`)
  expect(states.slice(0, 3)).toEqual(
    expect.arrayContaining(['All tiers, RAM: full', 'Dedicated, RAM: full', 'Shared 1:4, RAM: full']),
  )
  expect(states.slice(3, 6).every((text) => text.endsWith('vCPU: growing'))).toBe(true)
  expect(states.slice(6)).toEqual(
    expect.arrayContaining(['Raw storage: not enough data', 'Pool volumes: not enough data']),
  )
})

test('one tier alone is all of them, and pools of one name are told apart', () => {
  const line = makeTotals({ at: timeAt(0), vcpus: 100 })
  const [, shared] = line.tiers
  const pools = line.storage?.pools ?? []
  const twice = line.storage && { ...line.storage, pools: [...pools, ...pools] }
  const found = forecastAll({ ...line, tiers: shared ? [shared] : [], storage: twice }, [])
  expect(found.map(nameMeasure).toSorted()).toEqual([
    'Pool volumes',
    'Pool volumes (2)',
    'Raw storage',
    'Shared 1:4, RAM',
    'Shared 1:4, vCPU',
  ])
})

test('a shift is parted off where it happened; batches and weekends are not', () => {
  const shifted = days(56, (day) => 1000 + 3 * day + (day >= 30 ? 200 : 0) + ((day * 31) % 7))
  expect(splitAtShifts(shifted).map((part) => part[0]?.day)).toEqual([0, 30])
  expect(splitAtShifts(days(56, (day) => 1000 + 40 * Math.floor(day / 9) + ((day * 31) % 23)))).toHaveLength(
    1,
  )
  expect(splitAtShifts(days(56, (day) => 1000 + (day % 7 < 5 ? 90 : 0)))).toHaveLength(1)
})

test('weekends do not move the slope, whichever day the window ends on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 21, max: 70 }), fc.integer({ min: 0, max: 400 }), (count, weekend) => {
      const slope = fitGrowth(days(count, (day) => 1000 + 2 * day - (day % 7 < 2 ? weekend : 0)))?.perDay
      expect(slope).toBeCloseTo(2, 6)
    }),
  )
})

test('slopes are taken between days of the same weekday only', () => {
  expect(weekdaySlopes([...days(8, (day) => day * day)])).toEqual([7])
})

test('what is likely lies in its range, and the lines of a drawing meet the days', () => {
  const noisy = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 20, maxLength: 120 })
  fc.assert(
    fc.property(
      noisy,
      fc.integer({ min: 3, max: 20 }),
      fc.integer({ min: 1, max: 3000 }),
      (noise, pace, room) => {
        const growth = fitGrowth(noise.map((more, day) => ({ day, used: 1000 + pace * day + more })))
        if (!growth) throw new Error('enough days, and no fit')
        const { likely, from, to } = daysUntil(growth, room)
        expect(from ?? Infinity).toBeLessThanOrEqual(likely ?? Infinity)
        expect(likely ?? Infinity).toBeLessThanOrEqual(to ?? Infinity)
        if (likely === null) return
        expect(lookAhead(growth, likely).likely).toBeGreaterThanOrEqual(room)
        if (likely > 0) expect(lookAhead(growth, likely - 1).likely).toBeLessThan(room)
      },
    ),
  )
})

/** Three pools on two kinds of disks: the first two share one, the second stores each byte twice, the first thrice. */
function poolsOn(day: number) {
  const pool = (name: string, storedBytes: number, copies: number, maxAvailBytes: number) => ({
    name,
    storedBytes,
    usedBytes: storedBytes * copies,
    usedPercent: 0,
    maxAvailBytes,
  })
  const rawLeft = 60_000 - 3 * 20 * day - 2 * 30 * day
  return [
    pool('volumes', 1000 + 20 * day, 3, rawLeft / 3),
    pool('backups', 5000 + 30 * day, 2, rawLeft / 2),
    pool('fast', 700 + 10 * day, 3, 9000 - 10 * day),
    pool('empty', 0, 0, rawLeft / 2),
  ]
}

test('a pool is filled by those on the same disks, too, and not by others', () => {
  const daily = makeDays(60, (day) => ({ vcpus: 1000 + day })).map((line, day) => ({
    ...line,
    storage: line.storage && { ...line.storage, pools: poolsOn(day) },
  }))
  const newest = daily.at(-1)
  if (!newest) throw new Error('there is no day')
  const found = new Map(forecastAll(newest, daily).map((one) => [one.what, one]))
  // 60,000 raw bytes at 120 a day, of which 59 days are gone.
  expect(found.get('Pool volumes')).toMatchObject({ state: 'growing', days: { likely: 441 } })
  expect(found.get('Pool backups')).toMatchObject({ days: { likely: 441 } })
  expect(found.get('Pool volumes')?.perDay).toBeCloseTo(40, 6)
  expect(found.get('Pool fast')).toMatchObject({ days: { likely: null }, left: 8410 })
  // Empty, it is as good as full when the others have taken its disks.
  expect(found.get('Pool empty')).toMatchObject({ used: 0, days: { likely: 441 } })
  expect(found.get('Raw storage')?.onDisks).toEqual([])
  const listed = leaveOutSameDisks([...found.values()]).filter(({ resource }) => resource === 'pool')
  expect(listed.map(({ what }) => what)).toEqual(['Pool backups', 'Pool fast'])
  expect(listed.map(describeDisks)).toEqual(['shares disks with volumes and empty', ''])
})

test.each([
  ['vCPU', 12.44, '+12'],
  ['vCPU', 0.26, '+0.3'],
  ['vCPU', -3.04, '-3'],
  ['vCPU', 0.04, '0'],
  ['MiB', -2048, '-2 GiB'],
  ['bytes', 0, '0 B'],
] as const)('a growth in %s of %d a day is told as %s', (unit, perDay, words) => {
  const measure = { key: 'x', group: 'x', what: 'X', resource: 'vcpu', unit } as const
  expect(formatPerDay(measure, perDay)).toBe(words)
  expect(formatPerDay(measure, null)).toBe('—')
})
