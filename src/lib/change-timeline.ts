import type { DatedChange } from './change-fold.ts'
import type { ChangeEvent, HistoryChanges } from './files/history-events.ts'
import { monthBefore } from './month-before.ts'

const MOST_LISTED = 20

/** The events of one thing. */
export interface Timeline {
  /** The newest first. */
  newest: TimedChange[]
  /** There are more. */
  isCut: boolean
}

/** An event with the two collections that it is between; ISO 8601. */
export interface TimedChange extends DatedChange {
  at: string
  previous: string | null
}

/**
 * What happened to each thing of a kind, by its id. `keysOf` says whose timelines an event belongs to. It reaches back to the first of the
 * month before, and not for a number of days: else each collection would change the timelines of what happened that long ago.
 */
export function gatherTimelines(
  changes: readonly HistoryChanges[],
  collectedAt: string,
  keysOf: (event: ChangeEvent) => readonly string[],
): Map<string, Timeline> {
  const since = monthBefore(collectedAt)
  const timelines = new Map<string, Timeline>()
  for (const { at, previous, events } of changes.toReversed()) {
    if (at < since) break
    for (const event of events) {
      for (const key of keysOf(event)) addTo(timelines, key, { at, previous, event })
    }
  }
  return timelines
}

function addTo(timelines: Map<string, Timeline>, key: string, change: TimedChange): void {
  const timeline = timelines.get(key) ?? { newest: [], isCut: false }
  timelines.set(key, timeline)
  if (timeline.newest.length < MOST_LISTED) timeline.newest.push(change)
  else timeline.isCut = true
}

/** The hosts whose page lists an event: its own, its reservation's, and of instances those that came to it or left it. */
export function hostsOfChange({ subject, kind, id, host, fields }: ChangeEvent): readonly string[] {
  if (subject === 'host' || subject === 'reservation') return [id]
  if (subject !== 'instance') return []
  if (kind === 'created' || kind === 'deleted') return host === null ? [] : [host]
  const { from = null, to = null } = fields['host'] ?? {}
  return [from, to].filter((name) => typeof name === 'string')
}
