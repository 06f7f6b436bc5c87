import type { MeasureColumns, TrendData } from './trend-file.ts'
import type { Span } from './trend-range.ts'

const DAY_MS = 86_400_000

/** What is shown of the history, as rows of the table and the CSV file and as points of the charts. */
export interface TrendRows extends TrendData {
  /** From one row to the next usually, in milliseconds. */
  step: number
}

/** The whole history: each collection of the last weeks, and before that one a day and one a week. */
export interface TrendHistory {
  recent: TrendData
  /** Ends the day before the newest collection. */
  daily: TrendData
}

/** Whether every collection of the span is among the recent ones; else it is shown by days. */
export function isRecent({ from }: Span, { times: [oldest = 0], first }: TrendData): boolean {
  return from >= oldest || first >= oldest
}

/** The collections of a span. */
export function recentRows(recent: TrendData, span: Span): TrendRows {
  return cut(recent, span)
}

/** One row a day of a span, and the newest collection for the newest day. */
export function dailyRows({ recent, daily }: TrendHistory, span: Span): TrendRows {
  const newest = recent.times.length - 1
  const time = recent.times[newest]
  if (time === undefined) return cut(daily, span)
  const measures = [...recent.measures].map(([key, columns]): [string, MeasureColumns] => {
    const before = daily.measures.get(key)
    const join = (name: 'used' | 'taken' | 'capacity') => [
      ...(before?.[name] ?? daily.times.map(() => null)),
      columns[name][newest] ?? null,
    ]
    const last = columns.stale.has(newest) ? [daily.times.length] : []
    const stale = new Set([...(before?.stale ?? []), ...last])
    return [key, { used: join('used'), taken: join('taken'), capacity: join('capacity'), stale }]
  })
  return cut({ ...daily, times: [...daily.times, time], measures: new Map(measures) }, span)
}

function cut({ times, first, measures }: TrendData, { from, to }: Span): TrendRows {
  const at = times.findIndex((time) => time >= from)
  const begin = at === -1 ? times.length : at
  const end = times.findLastIndex((time) => time <= to) + 1
  const shown = times.slice(begin, end)
  return {
    times: shown,
    first,
    step: usualStep(shown),
    measures: new Map(
      [...measures].map(([key, { used, taken, capacity, stale }]) => [
        key,
        {
          used: used.slice(begin, end),
          taken: taken.slice(begin, end),
          capacity: capacity.slice(begin, end),
          stale: new Set([...stale].flatMap((row) => (row >= begin && row < end ? row - begin : []))),
        },
      ]),
    ),
  }
}

/** The middle of the distances between rows; a day where there are fewer than two. */
function usualStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time))
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? DAY_MS
}

/** Whether something is missing between two rows. Beyond 800 days there is one a week only. */
export function isGap(before: number, after: number, step: number, newest: number): boolean {
  const isWeekly = newest - before > 799 * DAY_MS
  return after - before > 1.6 * (isWeekly ? Math.max(step, 7 * DAY_MS) : step)
}
