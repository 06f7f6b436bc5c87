import { type Growth, WINDOW_DAYS } from './growth.ts'
import { slopeVariance } from './spread.ts'

/** Later than that is not told: nobody plans by it. */
export const LONGEST_DAYS = 730
/** Standard deviations on both sides: 1.28 would hold 8 of 10 cases if the spread were known; it is itself an estimate. */
const DEVIATIONS = 1.41

/** Whole days from the newest one; null is later than LONGEST_DAYS. */
export interface DaysUntil {
  likely: number | null
  /** In about 8 of 10 cases the day is not before `from` and not after `to`. */
  from: number | null
  to: number | null
}

/** How much more is used than on the newest day. */
export interface More {
  likely: number
  low: number
  high: number
}

/** Even the slowest pace of the range is growth. */
export function isGrowing(growth: Growth): boolean {
  return growth.perDay > DEVIATIONS * Math.sqrt(slopeVariance(growth, growth.days))
}

/**
 * What comes to be used on the highest day of a week, so many days after the newest. Where growth gets faster, the likely line goes on
 * doing so, the high one twice as much and the low one no more.
 */
export function lookAhead(growth: Growth, days: number): More {
  const { perDay, gain, peak, walk, noise } = growth
  const variance = walk * days + noise + slopeVariance(growth, growth.days) * days ** 2
  const spread = DEVIATIONS * Math.sqrt(variance)
  // The slope is that of the window's middle.
  const faster = gain * ((WINDOW_DAYS / 2) * days + days ** 2 / 2)
  const steady = perDay * days
  return {
    likely: peak + steady + faster,
    low: steady - spread,
    high: peak + steady + 2 * faster + spread,
  }
}

/** When `room` more than on the newest day will be used. */
export function daysUntil(growth: Growth, room: number): DaysUntil {
  const first = (line: keyof More) => {
    for (let day = 0; day <= LONGEST_DAYS; day += 1) if (lookAhead(growth, day)[line] >= room) return day
    return null
  }
  return { likely: first('likely'), from: first('high'), to: first('low') }
}
