import { newestLevel, splitAtShifts } from './level-shifts.ts'
import { type DayUse, median, weekdaySlopes } from './slope.ts'
import { flatten, measureSpread, slopeVariance, type Spread } from './spread.ts'

/** Eight whole weeks: long enough for a slope, short enough to follow a change of pace. */
export const WINDOW_DAYS = 56
/** Fewer daily values, or from a shorter time, say nothing about growth. */
const LEAST_DAYS = 14
/** Slopes from fewer pairs of days are chance. */
const LEAST_PAIRS = 7
/** The window before must hold so many daily values to say how fast it grew then. */
const LEAST_DAYS_BEFORE = 28
/** So many standard errors must lie between two paces, so that the growth counts as getting faster. */
const FASTER = 2.5

/** How use grows, from the newest of the days. */
export interface Growth extends Spread {
  perDay: number
  /** By how much `perDay` gets faster each day; 0 where that is not clear. */
  gain: number
  /** What the highest of the last seven days is above the newest, the growth between them taken off. */
  peak: number
  /** The length of time, in days, that the slope rests on. */
  days: number
}

/** How many days of collections are still missing until there is a forecast. */
export function missingDays(days: readonly DayUse[]): number {
  const [first] = days
  const span = first ? (days.at(-1)?.day ?? first.day) - first.day + 1 : 0
  return Math.max(0, LEAST_DAYS - Math.min(days.length, span))
}

/** The robust fit of docs/forecasting.md on daily maxima, ascending; null where they are too few. */
export function fitGrowth(all: readonly DayUse[]): Growth | null {
  const newest = all.at(-1)
  if (!newest) return null
  const border = newest.day - WINDOW_DAYS
  const now = fitWindow(all.filter(({ day }) => day > border))
  if (!now) return null
  const fit = { perDay: now.perDay, days: now.days, peak: peakOf(now.rest.at(-1) ?? []) }
  const earlier = all.filter(({ day }) => day <= border && day > border - WINDOW_DAYS)
  const before = earlier.length < LEAST_DAYS_BEFORE ? null : fitWindow(earlier)
  if (!before) return { ...fit, gain: 0, ...measureSpread(now.rest) }
  const spread = measureSpread([...now.rest, ...before.rest])
  const faster = now.perDay - before.perDay
  const error = Math.sqrt(2 * slopeVariance(spread, WINDOW_DAYS))
  const isFaster = now.perDay > 0 && faster > FASTER * error
  return { ...fit, gain: isFaster ? faster / WINDOW_DAYS : 0, ...spread }
}

interface Fit {
  perDay: number
  days: number
  /** What the slope leaves of each part. */
  rest: DayUse[][]
}

function fitWindow(days: readonly DayUse[]): Fit | null {
  const [first] = days
  if (!first || missingDays(days) > 0) return null
  const parts = splitAtShifts(days)
  const within = parts.flatMap(weekdaySlopes)
  const perDay = median(within.length < LEAST_PAIRS ? weekdaySlopes(days) : within)
  return {
    perDay,
    days: (days.at(-1)?.day ?? first.day) - first.day + 1,
    rest: parts.map((part) => flatten(part, perDay)),
  }
}

/** Full is when the highest day of a week is full. */
function peakOf(rest: readonly DayUse[]): number {
  const newest = rest.at(-1)?.used ?? 0
  return Math.max(...newestLevel(rest).map(({ used }) => used - newest))
}
