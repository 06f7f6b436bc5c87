/** Times: ISO 8601 in UTC inside, a named zone at the edge. */
import { makeZonedParts } from './zoned-parts.ts'

const HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d)$/i

/** Milliseconds since 1970; NaN where there is no time. OpenStack leaves the zone out and means UTC, not the reader's. */
export function parseTime(iso: string): number {
  return Date.parse(iso.includes('T') && !HAS_ZONE.test(iso) ? `${iso}Z` : iso)
}

export function isTime(iso: string): boolean {
  return !Number.isNaN(parseTime(iso))
}

const readTime = makeZonedParts({
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'shortOffset',
})

/** `22 Nov 2026, 14:11 UTC+7`; "unknown" for no time or one that cannot be read. */
export function formatTime(iso: string | null, timeZone: string): string {
  const time = iso === null ? NaN : parseTime(iso)
  if (Number.isNaN(time)) return 'unknown'
  const parts = readTime(time, timeZone)
  const zone = (parts.get('timeZoneName') ?? '').replace(/^GMT(\+0$)?/, 'UTC')
  return `${parts.get('day')} ${parts.get('month')} ${parts.get('year')}, ${parts.get('hour')}:${parts.get('minute')} ${zone}`
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length of time in milliseconds: `under a minute`, `37 min`, `5 h 12 min`, `12 days`. */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown'
  if (ms < MINUTE) return 'under a minute'
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms >= 2 * DAY) return `${Math.floor(ms / DAY)} days`
  const hours = Math.floor(ms / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`
}

/** The folder name of an archived snapshot: `2026-11-22T061100Z`. Throws a RangeError for a time that cannot be read. */
export function snapshotName(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replaceAll(':', '')}Z`
}

/** The time of a snapshot by its name, in ISO 8601; null where the name is no time. */
export function snapshotTime(name: string): string | null {
  const iso = name.replace(/T(\d\d)(\d\d)(\d\d)Z$/, 'T$1:$2:$3Z')
  // Date.parse takes 30 February for 2 March.
  return Number.isNaN(Date.parse(iso)) || snapshotName(iso) !== name ? null : iso
}
