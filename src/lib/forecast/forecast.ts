import type { HistoryTotals } from '../files/history-totals.ts'
import { daysUntil, type DaysUntil, isGrowing } from './ahead.ts'
import { fitGrowth, type Growth, missingDays } from './growth.ts'
import { type Figures, isStale, type Level, listMeasures, type Measure, readLevel } from './measures.ts'
import { poolsOnDisks, readDemand } from './pool-demand.ts'
import type { DayUse } from './slope.ts'

export type ForecastState = 'growing' | 'not growing' | 'not enough data' | 'full'

/** When one measure will be full. Amounts are in its unit. */
export interface Forecast extends Measure, Pick<Level, 'used' | 'capacity' | 'left'> {
  state: ForecastState
  /** Of a pool: the pools that fill it, with itself. */
  onDisks: string[]
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
    .map((measure) => forecastMeasure(measure, newest, daily))
    .toSorted(compareUrgency)
}

/** Pools on the same disks are full together: of them the one that holds most stands for all. */
export function leaveOutSameDisks(forecasts: readonly Forecast[]): Forecast[] {
  const isLess = (one: Forecast) => (other: Forecast) =>
    other.onDisks.length > 0 && other.onDisks.join('\n') === one.onDisks.join('\n') && other.used > one.used
  return forecasts.filter((one) => !forecasts.some(isLess(one)))
}

/** The forecast of docs/forecasting.md. */
function forecastMeasure(
  measure: Measure,
  newest: Figures & { at: string },
  daily: readonly HistoryTotals[],
): Forecast {
  const { used, capacity, left } = readLevel(measure, newest) ?? NO_LEVEL
  const onDisks = poolsOnDisks(measure, newest)
  const readUse = readDemand(measure, onDisks, newest)
  const days = daily.flatMap((line): DayUse[] => {
    const most = isStale(measure, line) ? null : readUse(line)
    return most === null ? [] : [{ day: dayOf(line.at), used: most }]
  })
  const last = days.at(-1)
  const growth = fitGrowth(days)
  const known = {
    ...measure,
    onDisks,
    used,
    capacity,
    left,
    perDay: growth?.perDay ?? null,
    basisDays: growth?.days ?? 0,
    days: null,
    missingDays: 0,
    ahead: null,
  }
  if (left <= 0 && capacity > 0) return { ...known, state: 'full' }
  if (!growth || !last) return { ...known, state: 'not enough data', missingDays: missingDays(days) }
  if (!isGrowing(growth)) return { ...known, state: 'not growing' }
  // A pool's demand is more than its own use; only how it changes matters.
  const sinceLast = (readUse(newest) ?? last.used) - last.used
  const until = daysUntil(growth, sinceLast + left)
  const age = Math.max(0, dayOf(newest.at) - last.day)
  const fromToday = (day: number | null) => day && Math.max(0, day - age)
  return {
    ...known,
    state: 'growing',
    days: { likely: fromToday(until.likely), from: fromToday(until.from), to: fromToday(until.to) },
    ahead: { day: last.day, taken: capacity - left - sinceLast, growth },
  }
}

const NO_LEVEL: Level = { used: 0, reserved: 0, capacity: 0, left: 0 }

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
