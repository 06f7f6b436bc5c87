import type { HistoryTotals } from '../files/history-totals.ts'
import { daysUntil, type DaysUntil, isGrowing } from './ahead.ts'
import { fitGrowth, type Growth, missingDays } from './growth.ts'
import { type Figures, isStale, type Level, listMeasures, type Measure, readLevel } from './measures.ts'
import { readDemand, type ReadUse } from './pool-demand.ts'
import type { DayUse } from './slope.ts'

export type ForecastState = 'growing' | 'not growing' | 'not enough data' | 'full'

/** When one measure will be full. Amounts are in its unit. */
export interface Forecast extends Measure, Pick<Level, 'used' | 'capacity' | 'left'> {
  state: ForecastState
  /** The growth a day, which may be less than 0; null without enough data. */
  perDay: number | null
  /** From the collection on; only where it grows. */
  days: DaysUntil | null
  /** The length of time that the pace rests on, in days; 0 without enough data. */
  basisDays: number
  /** Days of collections until there can be a forecast. */
  missingDays: number
  /** What its line ahead is drawn from; null where it has none. */
  ahead: Ahead | null
}

/** The growth and the day that it begins from. */
export interface Ahead {
  day: number
  /** What was given away on it: what is held back beside its use is as it is now. */
  taken: number
  growth: Growth
}

const DAY_MS = 86_400_000

/** A forecast of each measure of the newest figures, by the daily maxima of the history; those that fill first come first. */
export function forecastAll(newest: Figures & { at: string }, daily: readonly HistoryTotals[]): Forecast[] {
  return listMeasures(newest)
    .map((measure) => {
      const level = readLevel(measure, newest) ?? { used: 0, reserved: 0, capacity: 0, left: 0 }
      const readUse = readDemand(measure, newest)
      const days = dailyUse(measure, daily, readUse)
      // What counts as used may be more than the measure's own use; only how it changes matters.
      const sinceNewest = (readUse(newest) ?? level.used) - (days.at(-1)?.used ?? 0)
      return forecastMeasure(measure, level, days, sinceNewest, dayOf(newest.at))
    })
    .toSorted(compareUrgency)
}

/** The daily maxima of what fills a measure, without days that are no evidence. */
function dailyUse(measure: Measure, daily: readonly HistoryTotals[], readUse: ReadUse): DayUse[] {
  return daily.flatMap((line) => {
    const used = isStale(measure, line) ? null : readUse(line)
    return used === null ? [] : { day: dayOf(line.at), used }
  })
}

/**
 * The forecast of docs/forecasting.md. `sinceNewest` is what more is used now than at most on the newest of the days; `today` counts
 * days since 1970, UTC, as they do.
 */
function forecastMeasure(
  measure: Measure,
  { used, capacity, left }: Level,
  days: readonly DayUse[],
  sinceNewest: number,
  today: number,
): Forecast {
  const growth = fitGrowth(days)
  const newest = days.at(-1)
  const known = {
    ...measure,
    used,
    capacity,
    left,
    perDay: growth?.perDay ?? null,
    basisDays: growth?.days ?? 0,
  }
  const nothing = { days: null, missingDays: 0, ahead: null }
  if (left <= 0 && capacity > 0) return { ...known, ...nothing, state: 'full' }
  if (!growth || !newest) {
    return { ...known, ...nothing, missingDays: missingDays(days), state: 'not enough data' }
  }
  if (!isGrowing(growth)) return { ...known, ...nothing, state: 'not growing' }
  const until = daysUntil(growth, sinceNewest + left)
  const age = Math.max(0, today - newest.day)
  const fromToday = (day: number | null) => day && Math.max(0, day - age)
  return {
    ...known,
    ...nothing,
    state: 'growing',
    days: { likely: fromToday(until.likely), from: fromToday(until.from), to: fromToday(until.to) },
    ahead: { day: newest.day, taken: capacity - left - sinceNewest, growth },
  }
}

/** Whole days since 1970, UTC. */
function dayOf(at: string): number {
  return Math.floor(Date.parse(at) / DAY_MS)
}

const ORDER: Record<ForecastState, number> = { full: 0, growing: 1, 'not growing': 2, 'not enough data': 3 }

function compareUrgency(a: Forecast, b: Forecast): number {
  return (
    ORDER[a.state] - ORDER[b.state] ||
    (a.days?.likely ?? Infinity) - (b.days?.likely ?? Infinity) ||
    (a.days?.from ?? Infinity) - (b.days?.from ?? Infinity) ||
    shareUsed(b) - shareUsed(a)
  )
}

function shareUsed({ left, capacity }: Forecast): number {
  return capacity > 0 ? 1 - left / capacity : 0
}
