import type { HistoryTotals } from './files/history-totals.ts'
import { isStale, type Measure, readLevel } from './forecast/measures.ts'
import type { SparkPoint } from './sparkline.ts'

export interface MonthTrend {
  measure: Measure
  /** What was used at most on each day, ascending. */
  points: SparkPoint[]
  first: number
  last: number
  /** How far the first day is from the last one. */
  days: number
}

const DAY_MS = 86_400_000
const MONTH_DAYS = 30

/** What the last 30 days did to the use of these measures; those of which fewer than two days are known are left out. */
export function trendOfMonth(measures: readonly Measure[], daily: readonly HistoryTotals[]): MonthTrend[] {
  const until = Date.parse(daily.at(-1)?.at ?? '')
  const month = daily.filter(({ at }) => Date.parse(at) >= until - MONTH_DAYS * DAY_MS)
  return measures.flatMap((measure) => {
    const points = month.flatMap((line) => {
      const level = isStale(measure, line) ? null : readLevel(measure, line)
      return level ? { at: Date.parse(line.at), value: level.used } : []
    })
    const [first] = points
    const last = points.at(-1)
    if (!first || !last || first === last) return []
    const days = Math.round((last.at - first.at) / DAY_MS)
    return { measure, points, first: first.value, last: last.value, days }
  })
}
