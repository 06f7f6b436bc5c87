import { judgeFreshness } from '../../lib/freshness.ts'
import type { SnapshotFacts } from '../../lib/snapshot-sheet.ts'
import { formatAge } from '../../lib/time.ts'

const MINUTE = 60_000

/** Writes the age and the next collection into the banner, now and once a minute. */
export function showAge(banner: HTMLElement, snapshot: SnapshotFacts): void {
  update(banner, snapshot)
  setInterval(() => update(banner, snapshot), MINUTE)
  document.addEventListener('visibilitychange', () => update(banner, snapshot))
}

function update(banner: HTMLElement, { intervalMinutes, timeZone, ...snapshot }: SnapshotFacts): void {
  const collectedAt = Date.parse(snapshot.collectedAt)
  if (Number.isNaN(collectedAt)) return
  const now = Date.now()
  // A clock that is behind the collector's would give a negative age.
  write(banner, '[data-banner-age]', `${formatAge(Math.max(0, now - collectedAt))} ago`)
  if (banner.dataset.archived !== undefined) return
  const next = collectedAt + intervalMinutes * MINUTE
  const clock = formatClock(next, timeZone)
  write(
    banner,
    '[data-banner-next]',
    next > now ? `next about ${clock}` : `next was due ${formatDue(next, now, clock)}`,
  )
  banner.dataset.freshness = judgeFreshness(collectedAt, now, intervalMinutes)
}

function formatClock(time: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(time)
}

/** A time of day says nothing once it is a day ago. */
function formatDue(next: number, now: number, clock: string): string {
  return now - next < 12 * 60 * MINUTE ? `at ${clock}` : `${formatAge(now - next)} ago`
}

function write(banner: HTMLElement, selector: string, text: string): void {
  const place = banner.querySelector(selector)
  if (place && place.textContent !== text) place.textContent = text
}
