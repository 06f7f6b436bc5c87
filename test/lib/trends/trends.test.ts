import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitGrowth } from '../../../src/lib/forecast/growth.ts'
import { listMeasures } from '../../../src/lib/forecast/measures.ts'
import { packColumn, unpackColumn } from '../../../src/lib/trends/columns.ts'
import { trendChart } from '../../../src/lib/trends/trend-chart.ts'
import { trendCsv } from '../../../src/lib/trends/trend-csv.ts'
import { makeTrendFile, openTrendFile, type TrendData } from '../../../src/lib/trends/trend-file.ts'
import { parseTrendView, serialiseTrendView } from '../../../src/lib/trends/trend-link.ts'
import { daysOf, spanOf } from '../../../src/lib/trends/trend-range.ts'
import { dailyRows, isRecent, recentRows } from '../../../src/lib/trends/trend-rows.ts'
import { makeDays, makeTotals, type Sample, timeAt } from '../../support/history.ts'

const MIB = 1024 ** 2
const measures = listMeasures(makeTotals({ at: timeAt(0), vcpus: 1 }))

function measureOf(key: string) {
  const found = measures.find((one) => one.key === key)
  if (!found) throw new Error(`there is no ${key}`)
  return found
}

function dataOf(days: number, use: (day: number) => Omit<Sample, 'at'>, first = timeAt(0)): TrendData {
  const file = makeTrendFile(measures, makeDays(days, use), first)
  return openTrendFile(JSON.parse(JSON.stringify(file)) as typeof file, measures)
}

const everything = { from: 0, to: Date.parse(timeAt(10_000)) }

test('columns come back as they were, as whole numbers', () => {
  const numbers = fc.array(fc.option(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { nil: null }))
  fc.assert(
    fc.property(numbers, (values) => {
      expect(unpackColumn(packColumn(values))).toEqual(values)
    }),
  )
  expect(unpackColumn(packColumn([1.4, null, 1.6]))).toEqual([1, null, 2])
})

test('a file holds what is used, given away and there, bytes to a MiB', () => {
  const data = dataOf(3, (day) => ({
    vcpus: 1000 + day,
    reserved: 50,
    usedBytes: day === 1 ? null : (5000 + day) * MIB + 7,
    ...(day === 2 && { stale: { storage: timeAt(1) } }),
  }))
  expect(data.times).toEqual([0, 1, 2].map((day) => Date.parse(timeAt(day))))
  expect(data.measures.get('all.vcpu')).toEqual({
    used: [1000, 1001, 1002],
    taken: [1050, 1051, 1052],
    capacity: [2000, 2000, 2000],
    stale: new Set(),
  })
  expect(data.measures.get('storage')).toMatchObject({
    used: [5000 * MIB, null, 5002 * MIB],
    stale: new Set([2]),
  })
})

describe('ranges', () => {
  const recent = dataOf(31, () => ({ vcpus: 1 }), timeAt(-400))

  test('by name end at the newest collection, and all begins at the first', () => {
    const newest = Date.parse(timeAt(30))
    expect(spanOf('7d', recent, 'UTC')).toEqual({ from: Date.parse(timeAt(23)), to: newest })
    expect(spanOf('all', recent, 'UTC')).toEqual({ from: Date.parse(timeAt(-400)), to: newest })
    expect(isRecent(spanOf('30d', recent, 'UTC'), recent)).toBe(true)
    expect(isRecent(spanOf('90d', recent, 'UTC'), recent)).toBe(false)
    // There was nothing before.
    const young = { ...recent, first: recent.times[0] ?? NaN }
    expect(isRecent(spanOf('90d', young, 'UTC'), young)).toBe(true)
  })

  test('by days are days of the zone, also where the clocks are changed', () => {
    const range = { from: '2026-03-28', to: '2026-03-29' }
    const span = spanOf(range, recent, 'Europe/Berlin')
    expect(new Date(span.from).toISOString()).toBe('2026-03-27T23:00:00.000Z')
    expect(new Date(span.to).toISOString()).toBe('2026-03-29T21:59:59.999Z')
    expect(daysOf(span, 'Europe/Berlin')).toEqual(range)
  })
})

test('days are joined by the newest collection, once', () => {
  const daily = dataOf(60, (day) => ({ vcpus: 100 + day }))
  const recent = openTrendFile(
    makeTrendFile(
      measures,
      [makeTotals({ at: timeAt(60.25), vcpus: 500, stale: { hypervisors: timeAt(0) } })],
      '',
    ),
    measures,
  )
  const rows = dailyRows({ recent, daily }, { from: Date.parse(timeAt(58)), to: Date.parse(timeAt(61)) })
  expect(rows.measures.get('all.vcpu')).toMatchObject({ used: [158, 159, 500], stale: new Set([2]) })
  expect(rows.times.at(-1)).toBe(Date.parse(timeAt(60.25)))
})

describe('a chart', () => {
  const measure = measureOf('all.vcpu')
  const draw = (data: TrendData, ahead: Parameters<typeof trendChart>[0]['ahead'] = null) =>
    trendChart({ measure, rows: recentRows(data, everything), ahead, timeZone: 'UTC' })

  test('breaks its lines where nothing was collected, and marks what is older', () => {
    const lines = makeDays(20, (day) => ({
      vcpus: 1000 + day,
      ...(day === 3 && { stale: { providers: timeAt(2) } }),
    })).filter((_, day) => day < 8 || day > 11)
    const spec = draw(openTrendFile(makeTrendFile(measures, lines, timeAt(0)), measures))
    const used = spec?.series.find(({ name }) => name === 'Used')
    expect(used?.values.indexOf(null)).toBe(8)
    expect(used?.values.filter((value) => value === null)).toHaveLength(1)
    expect([...(used?.marks ?? [])]).toEqual([3])
    expect(spec?.times).toHaveLength(used?.values.length ?? NaN)
    expect(spec?.title).toBe('All tiers, vCPU: 50.9 % used, +19 since 2 Mar 2026')
  })

  test('goes on with the forecast until it is full, at the capacity that is left', () => {
    const data = dataOf(60, (day) => ({ vcpus: 1000 + 15 * day, reserved: 25 }))
    const growth = fitGrowth(
      Array.from({ length: 60 }, (_, day) => ({
        day: Date.parse(timeAt(day)) / 86_400_000,
        used: 1000 + 15 * day,
      })),
    )
    if (!growth) throw new Error('60 days are enough')
    const day = Date.parse(timeAt(59)) / 86_400_000
    const spec = draw(data, { day, taken: 1910, growth })
    const likely = spec?.series.find(({ name }) => name === 'Forecast')?.values ?? []
    const known = likely.filter((value) => value !== null)
    expect(known[0]).toBe(1910)
    // 90 are left, at 15 a day.
    const last = likely.findLastIndex((value) => value !== null)
    const days = ((spec?.times?.[last] ?? 0) - Date.parse(timeAt(59))) / 86_400_000
    expect(days).toBeGreaterThan(5)
    expect(days).toBeLessThanOrEqual(6)
    expect(Math.max(...known)).toBeLessThanOrEqual(2000)
    const kinds = spec?.series.map(({ line }) => line)
    expect(kinds?.indexOf('band-high')).toBe((kinds?.indexOf('band-low') ?? NaN) + 1)
  })

  test('is none where nothing was collected', () => {
    const rows = recentRows(
      dataOf(3, () => ({ vcpus: 1, usedBytes: null })),
      everything,
    )
    expect(trendChart({ measure: measureOf('storage'), rows, ahead: null, timeZone: 'UTC' })).toBeNull()
  })
})

test('the CSV file has the rows and the columns that are shown, and no formula', () => {
  const rows = recentRows(
    dataOf(2, (day) => ({ vcpus: 8 + day, usedBytes: null })),
    everything,
  )
  const evil = { ...measureOf('tier-4.vcpu'), what: '=cmd' }
  const [head = '', ...lines] = trendCsv([evil, measureOf('storage')], rows)
    .trim()
    .split('\r\n')
  expect(head).toContain("'=cmd, vCPU: used (vCPU)")
  expect(lines).toEqual(['2026-03-02T00:00:00.000Z,7,7,1750,,,,,', '2026-03-03T00:00:00.000Z,8,8,1750,,,,,'])
})

describe('a link', () => {
  const known = ['all.vcpu', 'storage', 'pool-a, b&c']
  const usual = ['all.vcpu']

  test('holds the view, whatever pools are called, and leaves the rest of the address alone', () => {
    const view = { range: { from: '2026-01-01', to: '2026-02-01' }, show: ['storage', 'pool-a, b&c'] }
    const search = serialiseTrendView(view, usual, '?x=1')
    expect(search.startsWith('?x=1&')).toBe(true)
    expect(parseTrendView(search, known, usual)).toEqual(view)
    expect(serialiseTrendView({ range: '30d', show: usual }, usual, search)).toBe('?x=1')
  })

  test.each([
    ['?range=8d&show=nothing', '30d'],
    ['?from=2026-02-30&to=2026-03-01', '30d'],
    ['?range=90d&from=yesterday', '90d'],
    ['?from=2026-03-01&to=2026-02-01', { from: '2026-02-01', to: '2026-03-01' }],
  ])('%s is taken as far as it means something', (search, range) => {
    expect(parseTrendView(search, known, usual)).toEqual({ range, show: usual })
  })
})
