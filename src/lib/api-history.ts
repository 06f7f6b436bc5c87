/** The two documents of /api/v1 that tell of more than their own collection. Both are bounded, since each snapshot has its own. */
import { findOwnChanges } from './change-log.ts'
import type { ChangeEvent, HistoryChanges } from './files/history-events.ts'
import type { HistoryTotals } from './files/history-totals.ts'

export interface HistoryInput {
  collectedAt: string
  site: string
  /** Ascending. */
  changes: readonly HistoryChanges[]
  /** One a day, ascending. */
  daily: readonly HistoryTotals[]
}

const RECENT_MS = 7 * 86_400_000
const MOST_RECENT_EVENTS = 1000
const MOST_DAYS = 400

/** changes.json: this collection's own changes, all of them, and the newest of the last seven days as far as they are 1,000. */
export function serialiseChanges({ collectedAt, site, changes }: HistoryInput): string {
  const own = findOwnChanges(collectedAt, changes)
  const recent = takeRecent(
    changes.filter((collection) => collection !== own),
    Date.parse(collectedAt),
  )
  const { events = [], ...head } = own ?? { at: collectedAt, previous: null, notCompared: {} }
  return `${JSON.stringify({ ...head, schema: 1, collectedAt, site }).slice(0, -1)},${rows('events', own && events)},${rows('recent', recent.map(withoutSchema))}}\n`
}

/** The newest first. */
function takeRecent(changes: readonly HistoryChanges[], until: number): HistoryChanges[] {
  const within = changes.filter(({ at }) => Date.parse(at) >= until - RECENT_MS).toReversed()
  let events = 0
  const end = within.findIndex((collection) => (events += collection.events.length) > MOST_RECENT_EVENTS)
  return end < 0 ? within : within.slice(0, end)
}

/** history.json: the figures of summary.json day by day. */
export function serialiseHistory({ collectedAt, site, daily }: HistoryInput): string {
  const days = daily
    .slice(-MOST_DAYS)
    .map(({ projects: _projects, hosts: _hosts, ...day }) => withoutSchema(day))
  return `${JSON.stringify({ schema: 1, collectedAt, site }).slice(0, -1)},${rows('days', days)}}\n`
}

function withoutSchema<Row extends { schema: number }>({
  schema: _schema,
  ...row
}: Row): Omit<Row, 'schema'> {
  return row
}

/** One row a line, as in the other documents; null where it was not recorded. */
function rows(key: string, list: readonly (ChangeEvent | object)[] | null): string {
  if (list === null) return `"${key}":null`
  return `"${key}":[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]`
}
