/** Which snapshots are kept of which day: months as people hang them on a wall, with weeks that begin on Monday. */
import { dayAt } from './calendar-day.ts'
import { snapshotTime } from './time.ts'

export interface CalendarDay {
  /** `2026-11-22`, in the site's zone. */
  day: string
  date: number
  /** Names, ascending. */
  snapshots: string[]
  isToday: boolean
  /** A day between the first and the last snapshot of which none is kept. */
  isGap: boolean
}

export interface CalendarMonth {
  year: number
  /** From 1. */
  month: number
  /** Seven places each; null before the first and after the last day of the month. */
  weeks: (CalendarDay | null)[][]
}

const DAY = 24 * 3_600_000
const DAYS_A_WEEK = 7

/** Names of snapshots by their day in a zone (IANA), in the order in which they come. */
export function groupByDay(names: readonly string[], timeZone: string): Map<string, string[]> {
  return Map.groupBy(names, (name) => dayAt(snapshotTime(name) ?? '', timeZone))
}

/** The years that have snapshots, newest first. A clock that once was wrong adds its year, and not all those between. */
export function archiveYears(days: ReadonlyMap<string, unknown>): number[] {
  return [...new Set([...days.keys()].map((day) => Number(day.slice(0, 4))))].toSorted((a, b) => b - a)
}

/** The months of a year from the first to the last that has snapshots, or to today's. */
export function monthsOf(year: number, days: ReadonlyMap<string, string[]>, today: string): CalendarMonth[] {
  const known = [...days.keys()].toSorted()
  const [first = today, last = today] = [known[0], known.at(-1)]
  const until = last > today ? last : today
  return Array.from({ length: 12 }, (_, index) => index + 1)
    .filter((month) => {
      const name = `${year}-${String(month).padStart(2, '0')}`
      return name >= first.slice(0, 7) && name <= until.slice(0, 7)
    })
    .map((month) => ({ year, month, weeks: weeksOf(year, month, days, { today, first, last }) }))
}

function weeksOf(
  year: number,
  month: number,
  days: ReadonlyMap<string, string[]>,
  { today, first, last }: { today: string; first: string; last: string },
): CalendarMonth['weeks'] {
  const begin = Date.UTC(year, month - 1, 1)
  const length = (Date.UTC(year, month, 1) - begin) / DAY
  const places: (CalendarDay | null)[] = Array.from({ length }, (_, index) => {
    const day = new Date(begin + index * DAY).toISOString().slice(0, 10)
    const snapshots = days.get(day) ?? []
    const isGap = snapshots.length === 0 && day > first && day < last
    return { day, date: index + 1, snapshots, isToday: day === today, isGap }
  })
  const blank = (count: number) => Array.from({ length: count }, () => null)
  const before = (new Date(begin).getUTCDay() + DAYS_A_WEEK - 1) % DAYS_A_WEEK
  const after = (DAYS_A_WEEK - ((before + length) % DAYS_A_WEEK)) % DAYS_A_WEEK
  const all = [...blank(before), ...places, ...blank(after)]
  return Array.from({ length: all.length / DAYS_A_WEEK }, (_, week) =>
    all.slice(week * DAYS_A_WEEK, (week + 1) * DAYS_A_WEEK),
  )
}
