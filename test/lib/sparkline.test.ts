import { expect, test } from 'vitest'
import { listMeasures } from '../../src/lib/forecast/measures.ts'
import { trendOfMonth } from '../../src/lib/month-trend.ts'
import { drawSparkline } from '../../src/lib/sparkline.ts'
import { makeDays, timeAt } from '../support/history.ts'

const DAY_MS = 86_400_000

test('a line goes from left to right, least below and most above, and breaks where days are missing', () => {
  const points = [
    { at: 0, value: 100 },
    { at: DAY_MS, value: 200 },
    { at: 4 * DAY_MS, value: 150 },
  ]
  expect(drawSparkline(points, 100, 20)).toBe('M0 20L25 0M100 10')
})

test('what hardly changes is drawn flat, in the middle', () => {
  const flat = [0, 1, 2].map((day) => ({ at: day * DAY_MS, value: 1000 }))
  expect(drawSparkline(flat, 100, 20)).toBe('M0 10L50 10L100 10')
  expect(drawSparkline([{ at: 0, value: 1 }], 100, 20)).toBe('')
  expect(
    drawSparkline(
      [0, 1].map((day) => ({ at: day, value: 0 })),
      100,
      20,
    ),
  ).not.toMatch(/NaN|Infinity/)
})

test('the month is the last 30 days, without what was not read then', () => {
  const daily = makeDays(50, (day) => ({
    vcpus: 100 + day,
    ...(day >= 40 && { stale: { storage: timeAt(39) } }),
  }))
  const [newest] = daily
  const trends = trendOfMonth(newest ? listMeasures(newest) : [], daily)
  const of = (key: string) => trends.find(({ measure }) => measure.key === key)
  expect(of('all.vcpu')).toMatchObject({ first: 119, last: 149, days: 30 })
  expect(of('storage')).toMatchObject({ days: 20 })
  expect(trendOfMonth(newest ? listMeasures(newest) : [], daily.slice(0, 1))).toEqual([])
})
