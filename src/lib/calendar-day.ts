/** Days as people write them in files and forms: `2027-03-31`, in a zone that is named elsewhere. */
import { makeZonedParts } from './zoned-parts.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Whether it is a day of the calendar, as `2027-03-31`; the 31st of April is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const readDay = makeZonedParts({ year: 'numeric', month: '2-digit', day: '2-digit' })

/** The day that it is at a time (ISO 8601) in a zone (IANA). */
export function dayAt(iso: string, timeZone: string): string {
  const parts = readDay(Date.parse(iso), timeZone)
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
}

/** `3 Mar 2026`; what is no day is shown as it was written. */
export function formatDay(day: string): string {
  if (!isDay(day)) return day
  const [year, month, date] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}
