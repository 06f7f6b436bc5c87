import { dayAt } from '../../src/lib/calendar-day.ts'
import type { Config } from '../../src/lib/model.ts'
import { snapshotTime } from '../../src/lib/time.ts'

/**
 * Why a snapshot is kept. served, newest, unreadable and future stand whatever the policy says; recent: of the last days of
 * which all are kept; day, week, month: the newest of its own.
 */
export type KeepReason = 'served' | 'newest' | 'unreadable' | 'future' | 'recent' | 'day' | 'week' | 'month'

export interface RetentionFacts {
  policy: Config['archive']
  /** The zone in which days begin. */
  timeZone: string
  now: Date
  /** The snapshot that `current` leads to. */
  served: string | null
  unreadable: ReadonlySet<string>
}

/**
 * By name of each snapshot, why it is kept; no reason means that it may go. Days, weeks (from Monday) and months are counted back
 * over those that have a snapshot, so neither a gap nor a clock that jumps ahead costs one; what is dated later than now
 * does not count. Whoever prunes often ends with the same snapshots as who prunes once.
 */
export function decideRetention(
  names: readonly string[],
  { policy, timeZone, now, served, unreadable }: RetentionFacts,
): Map<string, KeepReason[]> {
  const reasons = new Map<string, KeepReason[]>(names.toSorted().map((name) => [name, []]))
  const keep = (name: string | null | undefined, reason: KeepReason) => reasons.get(name ?? '')?.push(reason)
  keep(served, 'served')
  keep([...reasons.keys()].at(-1), 'newest')

  const counted: Dated[] = []
  for (const name of [...reasons.keys()].toReversed()) {
    const time = snapshotTime(name)
    if (time === null || unreadable.has(name)) keep(name, 'unreadable')
    else if (Date.parse(time) > now.getTime()) keep(name, 'future')
    else counted.push({ name, day: dayAt(time, timeZone) })
  }
  const days = newestOf(counted, policy.keepAllDays, (day) => day)
  for (const { name, day } of counted) if (days.has(day)) keep(name, 'recent')
  for (const name of newestOf(counted, policy.keepDaily, (day) => day).values()) keep(name, 'day')
  for (const name of newestOf(counted, policy.keepWeekly, mondayOf).values()) keep(name, 'week')
  for (const name of newestOf(counted, policy.keepMonthly, (day) => day.slice(0, 7)).values())
    keep(name, 'month')
  return reasons
}

interface Dated {
  name: string
  /** 2026-11-22, in the site's zone. */
  day: string
}

/** The newest snapshot of each of the last `count` periods that have one. `descending` is by time. */
function newestOf(
  descending: readonly Dated[],
  count: number | null,
  periodOf: (day: string) => string,
): Map<string, string> {
  const newest = new Map<string, string>()
  for (const { name, day } of descending) {
    const period = periodOf(day)
    if (newest.has(period)) continue
    if (count !== null && newest.size >= count) break
    newest.set(period, name)
  }
  return newest
}

/** The Monday of the day's week. */
function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}
