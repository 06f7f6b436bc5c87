import { dayAt, isDay } from '../calendar-day.ts'
import type { TrendData } from './trend-file.ts'
import { addDays, startOfDay } from '../zoned-day.ts'

const DAY_MS = 86_400_000

/** The last so many days by name; `all` is as far as the history goes. */
export const PRESETS = [
  { key: '7d', title: '7 days', days: 7 },
  { key: '30d', title: '30 days', days: 30 },
  { key: '90d', title: '90 days', days: 90 },
  { key: '1y', title: '1 year', days: 365 },
  { key: 'all', title: 'All', days: null },
] as const

export type Preset = (typeof PRESETS)[number]['key']

/** Days of the site's zone, both included. */
export interface DayRange {
  from: string
  to: string
}

export type TrendRange = Preset | DayRange

/** From one time to another, in milliseconds since 1970. */
export interface Span {
  from: number
  to: number
}

/** What a range means for a history whose newest collections are `recent`. */
export function spanOf(range: TrendRange, { first, times }: TrendData, timeZone: string): Span {
  const newest = times.at(-1) ?? first
  if (typeof range === 'object') {
    return { from: startOfDay(range.from, timeZone), to: startOfDay(addDays(range.to, 1), timeZone) - 1 }
  }
  const days = PRESETS.find(({ key }) => key === range)?.days ?? null
  return { from: days === null ? first : newest - days * DAY_MS, to: newest }
}

/** The days that a span covers, to go on from with own ones. */
export function daysOf({ from, to }: Span, timeZone: string): DayRange {
  return {
    from: dayAt(new Date(from).toISOString(), timeZone),
    to: dayAt(new Date(to).toISOString(), timeZone),
  }
}

/** Two days in their order; null where one is no day. */
export function makeDayRange(from: string, to: string): DayRange | null {
  if (!isDay(from) || !isDay(to)) return null
  return from <= to ? { from, to } : { from: to, to: from }
}
