import { dayAt } from './calendar-day.ts'
import { parseTime } from './time.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** `06:11:02 up 30 days, 10:21,  1 user,  load average: ...`, as procps writes it; below an hour `up 21 min`. */
const UPTIME = /\bup\s+(?:(\d+)\s+days?,\s*)?(?:(\d+):(\d\d)|(\d+)\s+min)\b/

/**
 * The day on which a host started, in a zone (IANA), from what Nova passes on of its `uptime` and when that was read. Unlike the
 * text, it stays the same from one collection to the next. Null for other texts, as those of other hypervisors.
 */
export function bootDay(uptime: string, readAt: string, timeZone: string): string | null {
  const match = UPTIME.exec(uptime)
  if (match === null) return null
  const [days, hours, minutes, few] = match.slice(1).map((digits) => Number(digits ?? 0))
  const up = (days ?? 0) * DAY + ((hours ?? 0) * 60 + (minutes ?? 0) + (few ?? 0)) * MINUTE
  return dayAt(new Date(parseTime(readAt) - up).toISOString(), timeZone)
}
