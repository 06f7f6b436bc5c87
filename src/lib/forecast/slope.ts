/** What was used at most on a day; days are whole days since 1970, UTC. */
export interface DayUse {
  day: number
  used: number
}

const WEEK = 7

/**
 * The slopes a day between any two days of the same weekday, ascending. Their median is the seasonal Theil-Sen estimate (Hirsch, Slack
 * and Smith 1982, https://doi.org/10.1029/WR018i001p00107): a weekly rhythm cancels out, gaps do not matter, and neither do outliers.
 */
export function weekdaySlopes(days: readonly DayUse[]): number[] {
  const slopes: number[] = []
  for (const [index, late] of days.entries()) {
    for (const early of days.slice(0, index)) {
      const distance = late.day - early.day
      if (distance > 0 && distance % WEEK === 0) slopes.push((late.used - early.used) / distance)
    }
  }
  return slopes.toSorted((a, b) => a - b)
}

/** The middle of a list; NaN where it is empty. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2
}
