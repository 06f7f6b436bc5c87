import { type DayUse, median } from './slope.ts'

const WEEK = 7
const FORTNIGHT = 14
/**
 * What a random walk of variance 1 a day, less its fitted slope, shows in 8 weeks of `far` less `near` (below); found with
 * simulated walks, whose days until full the range then covers as often as it says.
 */
const WALK = 5.7
/** What the same walk puts into `near`: twice the variance within a week of seven. */
const WALK_IN_NEAR = 8 / 3

/** How use strays from its slope, as variances. */
export interface Spread {
  /** Of a random walk, a day: strays for good. */
  walk: number
  /** Of each day for itself: gone on the next. */
  noise: number
}

/** What is left of the days without their slope and level. */
export function flatten(days: readonly DayUse[], perDay: number): DayUse[] {
  const rest = days.map(({ day, used }) => ({ day, used: used - perDay * day }))
  const level = median(rest.map(({ used }) => used))
  return rest.map(({ day, used }) => ({ day, used: used - level }))
}

/**
 * Tells noise from wandering: a fortnight apart both differ, and within a week the changes since the same weekday of the week
 * before differ by noise alone. Both differences are free of a weekly rhythm.
 */
export function measureSpread(parts: readonly DayUse[][]): Spread {
  const far = meanSquare(parts.flatMap((part) => changes(part, FORTNIGHT).map(({ used }) => used)))
  const near = withinWeeks(parts)
  const walk = Math.max(0, far - near) / WALK
  return { walk, noise: Math.max(0, near - WALK_IN_NEAR * walk) / 2 }
}

function changes(days: readonly DayUse[], distance: number): DayUse[] {
  const byDay = new Map(days.map(({ day, used }) => [day, used]))
  return days.flatMap(({ day, used }) => {
    const before = byDay.get(day - distance)
    return before === undefined ? [] : { day, used: used - before }
  })
}

/** The variance within weeks, over all weeks. */
function withinWeeks(parts: readonly DayUse[][]): number {
  const weeks = parts.flatMap((part) => {
    const first = part[0]?.day ?? 0
    const byWeek = Map.groupBy(changes(part, WEEK), ({ day }) => Math.floor((day - first) / WEEK))
    return [...byWeek.values()].map((week) => week.map(({ used }) => used))
  })
  const freedom = weeks.reduce((sum, week) => sum + week.length - 1, 0)
  if (freedom === 0) return 0
  const squares = weeks.flatMap((week) => {
    const mean = week.reduce((sum, value) => sum + value, 0) / week.length
    return week.map((value) => (value - mean) ** 2)
  })
  return squares.reduce((sum, square) => sum + square, 0) / freedom
}

function meanSquare(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value ** 2, 0) / values.length
}

/** The variance of a slope that is fitted over so many days. */
export function slopeVariance({ walk, noise }: Spread, days: number): number {
  return (1.2 * walk) / days + (12 * noise) / days ** 3
}
