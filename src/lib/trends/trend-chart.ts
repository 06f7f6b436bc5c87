import { dayAt, formatDay } from '../calendar-day.ts'
import { categoryToken } from '../chart/category.ts'
import type { ChartSeries, ChartSpec } from '../chart/spec.ts'
import { lookAhead } from '../forecast/ahead.ts'
import type { Ahead } from '../forecast/forecast.ts'
import type { Measure } from '../forecast/measures.ts'
import { formatLevel, nameMeasure } from '../forecast/words.ts'
import { formatTime } from '../time.ts'
import { formatPercent } from '../units.ts'
import type { MeasureColumns } from './trend-file.ts'
import { isGap, type TrendRows } from './trend-rows.ts'

const DAY_MS = 86_400_000
/** The forecast takes at most a third as much room as the past. */
const AHEAD_SHARE = 1 / 3
const AHEAD_STEPS = 24

interface Drawn {
  measure: Measure
  rows: TrendRows
  /** Null where there is no forecast, or where the newest collection is not shown. */
  ahead: Ahead | null
  timeZone: string
}

/** A measure over time: what is used, what is given away where that is more, the capacity, and where its use is going. */
export function trendChart({ measure, rows, ahead, timeZone }: Drawn): ChartSpec | null {
  const columns = rows.measures.get(measure.key)
  if (!columns || !columns.used.some((value) => value !== null)) return null
  const past = withGaps(rows, columns)
  const future = ahead ? aheadOf(ahead, columns, rows) : []
  const token = categoryToken(measure.what)
  const before = (values: (number | null)[]) => [...values, ...future.map(() => null)]
  const after = (read: (point: AheadPoint) => number | null) => [
    ...past.times.map(() => null),
    ...future.map(read),
  ]
  const isTakenMore = columns.taken.some((taken, row) => (taken ?? 0) > (columns.used[row] ?? 0))
  const capacityNow = columns.capacity.findLast((value) => value !== null) ?? 0
  const series: (ChartSeries | false)[] = [
    {
      name: 'Capacity',
      values: [...past.capacity, ...future.map(() => capacityNow)],
      token: 'fg',
      line: 'stepped',
    },
    isTakenMore && { name: 'Given away', values: before(past.taken), token: 'muted', line: 'dotted' },
    { name: 'Used', values: before(past.used), token, marks: past.marks },
    future.length > 0 && { name: 'At least', values: after(({ low }) => low), token, line: 'band-low' },
    future.length > 0 && { name: 'At most', values: after(({ high }) => high), token, line: 'band-high' },
    future.length > 0 && { name: 'Forecast', values: after(({ likely }) => likely), token, line: 'dashed' },
  ]
  const times = [...past.times, ...future.map(({ time }) => time)]
  return {
    title: titleOf(measure, columns, rows.times, timeZone),
    kind: 'line',
    categories: times.map((time) => formatTime(new Date(time).toISOString(), timeZone)),
    times,
    timeZone,
    series: series.filter((one) => one !== false),
    unit: measure.unit,
  }
}

/** "Shared 1:4, RAM: 62.1 % used, +51 GiB since 23 Oct 2026" */
function titleOf(
  measure: Measure,
  { used, capacity }: MeasureColumns,
  times: readonly number[],
  timeZone: string,
): string {
  const isKnown = (value: number | null) => value !== null
  const begin = used.findIndex(isKnown)
  const last = used.findLast(isKnown) ?? 0
  const change = last - (used[begin] ?? 0)
  const changed =
    change === 0 ? 'unchanged' : `${change < 0 ? '-' : '+'}${formatLevel(measure, Math.abs(change))}`
  const since = formatDay(dayAt(new Date(times[begin] ?? 0).toISOString(), timeZone))
  return `${nameMeasure(measure)}: ${formatPercent(last, capacity.findLast(isKnown) ?? 0)} used, ${changed} since ${since}`
}

interface Past extends Omit<MeasureColumns, 'stale'> {
  times: number[]
  marks: ReadonlySet<number>
}

/** Where nothing was collected for a while the lines break: a row without figures stands between. */
function withGaps({ times, step }: TrendRows, columns: MeasureColumns): Past {
  const newest = times.at(-1) ?? 0
  const order = times.flatMap((time, row) => {
    const before = times[row - 1]
    const missing = before !== undefined && isGap(before, time, step, newest)
    return missing
      ? [
          { time: (before + time) / 2, row: null },
          { time, row },
        ]
      : [{ time, row }]
  })
  const read = (values: readonly (number | null)[]) =>
    order.map(({ row }) => (row === null ? null : (values[row] ?? null)))
  return {
    times: order.map(({ time }) => time),
    used: read(columns.used),
    taken: read(columns.taken),
    capacity: read(columns.capacity),
    marks: new Set(order.flatMap(({ row }, index) => (row !== null && columns.stale.has(row) ? index : []))),
  }
}

interface AheadPoint {
  time: number
  /** Null once it is full. */
  likely: number | null
  low: number
  high: number
}

/**
 * The forecast of what will be given away: use grows, what is held back beside it stays as it is. So the line meets the capacity on
 * the day that the forecast names.
 */
function aheadOf(
  { day, taken, growth }: Ahead,
  { capacity }: MeasureColumns,
  { times }: TrendRows,
): AheadPoint[] {
  const [first = 0, newest = 0] = [times[0], times.at(-1)]
  const days = Math.max(2, ((newest - first) / DAY_MS) * AHEAD_SHARE)
  const start = Math.max(0, newest / DAY_MS - day)
  const full = capacity.findLast((value) => value !== null) ?? Infinity
  return Array.from({ length: AHEAD_STEPS + 1 }, (_, step) => {
    const more = lookAhead(growth, start + (step / AHEAD_STEPS) * days)
    const level = (amount: number) => Math.max(0, taken + amount)
    const likely = level(more.likely)
    return {
      time: newest + (step / AHEAD_STEPS) * days * DAY_MS,
      likely: likely > full ? null : likely,
      low: Math.min(level(more.low), full),
      high: Math.min(level(more.high), full),
    }
  })
}
