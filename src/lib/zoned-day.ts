/** Days of the calendar as times: when they begin in a zone. */
import { makeZonedParts } from './zoned-parts.ts'

const readClock = makeZonedParts({
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
})

/** By how much the zone's clocks are ahead of UTC at a time; both in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const parts = readClock(time, timeZone)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type) ?? 0)
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - Math.floor(time / 1000) * 1000
}

/** Midnight of a day (`2027-03-31`) in a zone (IANA), in milliseconds since 1970. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const guess = utc - offsetAt(utc, timeZone)
  // Between the two guesses the clocks may have been changed.
  return utc - offsetAt(guess, timeZone)
}

/** The day that is so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
