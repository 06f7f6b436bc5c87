import { type DayUse, median } from './slope.ts'

const WEEK = 7
/** A change of level is looked at from at least so many days on both sides. */
const LEAST_DAYS = 3
/** So many median deviations from the usual are no noise; 1.4826 of them are one standard deviation of a normal distribution. */
const SURPRISE = 4 * 1.4826
/** What is less than this share of what is used is no shift, however quiet the days are. */
const LEAST_SHARE = 0.01
/** More of them in a window are no exceptions but the way in which it grows: in batches. */
const MOST_SHIFTS = 2

interface Jump {
  /** The index of the new level's first day. */
  at: number
  size: number
}

/**
 * Parts the days where the level jumped and stayed: a migration of many instances, a mass deletion. A jump is how far the days of
 * a week are above those of the week before, beyond what they usually are, so that neither growth nor a weekly rhythm is one.
 */
export function splitAtShifts(days: readonly DayUse[]): DayUse[][] {
  const cuts = findShifts(days)
  if (cuts.length > MOST_SHIFTS) return [[...days]]
  return [0, ...cuts].map((from, index) => days.slice(from, cuts[index]))
}

function findShifts(days: readonly DayUse[]): number[] {
  const jumps = measureJumps(days)
  const usual = median(jumps.map(({ size }) => size))
  // Where nothing changed the level did not jump, even if it usually grows.
  const excess = ({ size }: Jump) => Math.min(Math.abs(size - usual), Math.abs(size))
  const least = Math.max(
    SURPRISE * median(jumps.map(({ size }) => Math.abs(size - usual))),
    LEAST_SHARE * median(days.map(({ used }) => used)),
  )
  const cuts: number[] = []
  let left = jumps.filter((jump) => excess(jump) > least)
  while (left.length > 0) {
    const greatest = left.reduce((most, jump) => (excess(jump) > excess(most) ? jump : most))
    const cut = sharpen(days, greatest.at, Math.sign(greatest.size - usual))
    cuts.push(cut)
    left = left.filter(({ at }) => Math.abs(at - cut) > WEEK)
  }
  return cuts.toSorted((a, b) => a - b)
}

/** The median change of a week's days since the same weekdays of the week before, for each day that a new level may begin on. */
function measureJumps(days: readonly DayUse[]): Jump[] {
  const changes = weekChanges(days)
  return changes.flatMap((_, at) => {
    const across = changes.slice(at, at + WEEK).filter((change) => change !== null)
    return across.length < LEAST_DAYS ? [] : { at, size: median(across) }
  })
}

/** What each day is above the same weekday of the week before; null where that day is not known. */
function weekChanges(days: readonly DayUse[]): (number | null)[] {
  const byDay = new Map(days.map(({ day, used }) => [day, used]))
  return days.map(({ day, used }) => {
    const before = byDay.get(day - WEEK)
    return before === undefined ? null : used - before
  })
}

/** Medians are as high a day or two beside the shift: it is where one day differs most from the one before. */
function sharpen(days: readonly DayUse[], near: number, sign: number): number {
  const step = (at: number) => sign * ((days[at]?.used ?? 0) - (days[at - 1]?.used ?? 0))
  const first = Math.max(1, near - LEAST_DAYS)
  const candidates = days.slice(first, near + LEAST_DAYS + 1).map((_, index) => first + index)
  return candidates.reduce((best, at) => (step(at) > step(best) ? at : best), first)
}

/** The newest days, at most a week, whose level is that of the very last: fewer where a shift is too young to be parted off. */
export function newestLevel(days: readonly DayUse[]): DayUse[] {
  const changes = weekChanges(days)
  const known = changes.filter((change) => change !== null)
  const usual = median(known)
  const least = SURPRISE * median(known.map((change) => Math.abs(change - usual)))
  const isUsual = (change: number | null) => change === null || Math.abs(change - usual) <= least
  const sinceShift = changes.length - 1 - changes.findLastIndex(isUsual)
  return days.slice(-(sinceShift > 0 ? Math.min(sinceShift, WEEK) : WEEK))
}
