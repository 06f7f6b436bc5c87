/**
 * The site's own record of what changed, as its documents below rows/changes/ hold it: an index, and a file for each day (UTC), so that a day
 * that is over is the same file in every snapshot.
 */
import type { Cloud } from './cloud-model.ts'
import type { HistoryChanges } from './files/history-events.ts'
import { snapshotName } from './time.ts'

const DAYS = 31
const MOST_EVENTS = 20_000
const DAY_MS = 86_400_000

/** rows/changes/index.json */
export interface ChangeLogIndex {
  schema: 1
  /** The collection that the first one is compared with, by its snapshot's name; null where there is none. */
  start: string | null
  /** Of each collection, ascending. */
  names: string[]
  intervalMinutes: number
  /** Names of hosts and projects that have a page, and the page's path segment. */
  hosts: [string, string][]
  projects: [string, string][]
}

/** rows/changes/2026-11-22.json */
export interface ChangeLogDay {
  schema: 1
  collections: HistoryChanges[]
}

export interface ChangeLog {
  index: ChangeLogIndex
  /** By UTC day. */
  days: Map<string, ChangeLogDay>
}

/** What differs between a collection and the one before; null where nothing is recorded of it. */
export function findOwnChanges(
  collectedAt: string,
  changes: readonly HistoryChanges[],
): HistoryChanges | null {
  const newest = changes.at(-1)
  return newest && snapshotName(newest.at) === snapshotName(collectedAt) ? newest : null
}

/** The newest collections: of 31 days, and not more than 20,000 events where the newest collection alone has fewer. */
function recentChanges(changes: readonly HistoryChanges[]): HistoryChanges[] {
  const newest = changes.at(-1)
  if (newest === undefined) return []
  const since = Date.parse(newest.at) - DAYS * DAY_MS
  let events = 0
  const first = changes.findLastIndex(({ at, events: { length } }, index) => {
    events += length
    return index < changes.length - 1 && (events > MOST_EVENTS || Date.parse(at) < since)
  })
  return changes.slice(first + 1)
}

export function makeChangeLog(
  cloud: Cloud,
  changes: readonly HistoryChanges[],
  intervalMinutes: number,
): ChangeLog {
  const recent = recentChanges(changes)
  const [first] = recent
  return {
    index: {
      schema: 1,
      start: first?.previous ? snapshotName(first.previous) : null,
      names: recent.map(({ at }) => snapshotName(at)),
      intervalMinutes,
      hosts: cloud.hosts.map(({ name, slug }) => [name, slug]),
      projects: cloud.projects.map(({ name, slug }) => [name, slug]),
    },
    days: new Map(
      [...Map.groupBy(recent, ({ at }) => dayOf(snapshotName(at)))].map(([day, collections]) => [
        day,
        { schema: 1, collections },
      ]),
    ),
  }
}

/** The name of the file that has a collection's events, by the collection's. */
export function dayOf(name: string): string {
  return name.slice(0, 10)
}
