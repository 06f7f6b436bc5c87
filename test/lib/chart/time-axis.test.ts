import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChartLook, configureChart } from '../../../src/lib/chart/config.ts'
import type { ChartSpec } from '../../../src/lib/chart/spec.ts'
import { chooseTicks } from '../../../src/lib/chart/time-axis.ts'

const from = Date.parse('2026-03-27T10:00:00Z')
const DAY_MS = 86_400_000

function labels(days: number, most: number, timeZone = 'UTC'): string[] {
  return chooseTicks(from, from + days * DAY_MS, timeZone, most).map(({ label }) => label)
}

test('ticks are round hours, days or months of the zone', () => {
  expect(labels(1, 5)).toEqual(['12:00', '18:00', '28 Mar', '06:00'])
  expect(labels(4, 5)).toEqual(['28 Mar', '29 Mar', '30 Mar', '31 Mar'])
  expect(labels(30, 6)).toEqual(['3 Apr', '10 Apr', '17 Apr', '24 Apr'])
  expect(labels(200, 10)).toEqual([
    'Apr 2026',
    'May 2026',
    'Jun 2026',
    'Jul 2026',
    'Aug 2026',
    'Sep 2026',
    'Oct 2026',
  ])
  expect(labels(1000, 5).every((label) => label.startsWith('Jan '))).toBe(true)
})

test('a day begins at the zone’s midnight, also after the clocks were changed', () => {
  const ticks = chooseTicks(from, from + 4 * DAY_MS, 'Europe/Berlin', 5)
  expect(ticks.map(({ value }) => new Date(value).toISOString().slice(11, 16))).toEqual([
    '23:00',
    '23:00',
    '22:00',
    '22:00',
  ])
})

test('ticks lie within, ascend, and are not many more than there is room for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 14 }), (days, most) => {
      const ticks = chooseTicks(from, from + days * DAY_MS, 'Asia/Jakarta', most)
      expect(ticks.length).toBeLessThanOrEqual(most + 1)
      expect(ticks.every(({ value }) => value >= from && value <= from + days * DAY_MS)).toBe(true)
      expect(ticks.toSorted((a, b) => a.value - b.value)).toEqual(ticks)
    }),
  )
})

const look: ChartLook = {
  colour: (token) => (token === 'surface' ? 'surface' : 'rgb(1, 2, 3)'),
  pattern: (pattern, token) => `${pattern} ${token}`,
  font: 'sans-serif',
  still: false,
}

test('a chart of times stands at their distances, with bands, dashes, steps and marks', () => {
  const spec: ChartSpec = {
    title: 'Use',
    kind: 'line',
    unit: 'vCPU',
    categories: ['a', 'b', 'c'],
    times: [from, from + DAY_MS, from + 5 * DAY_MS],
    series: [
      { name: 'Capacity', values: [4, 4, 8], line: 'stepped' },
      { name: 'Used', values: [1, 2, null], marks: new Set([1]) },
      { name: 'At least', values: [null, 2, 3], line: 'band-low' },
      { name: 'At most', values: [null, 2, 6], line: 'band-high' },
      { name: 'Forecast', values: [null, 2, 4], line: 'dashed' },
    ],
  }
  const { data, options } = configureChart(spec, look)
  expect(data.labels).toEqual(spec.times)
  expect(options?.scales?.['x']).toMatchObject({ type: 'linear', min: from, max: from + 5 * DAY_MS })
  const [capacity, used, low, high, forecast] = data.datasets
  expect(capacity).toMatchObject({ stepped: 'before' })
  expect(used).toMatchObject({
    pointRadius: [0, 2.5, 0],
    pointBackgroundColor: ['rgb(1, 2, 3)', 'surface', 'rgb(1, 2, 3)'],
  })
  expect(low).toMatchObject({ fill: false, borderWidth: 0 })
  expect(high).toMatchObject({ fill: '-1', backgroundColor: 'rgba(1, 2, 3, 0.14)' })
  expect(forecast).toMatchObject({ borderDash: [5, 4], spanGaps: false })
  const title = options?.plugins?.tooltip?.callbacks?.title as unknown as (items: object[]) => string
  expect(title([{ dataIndex: 2 }])).toBe('c')
})
