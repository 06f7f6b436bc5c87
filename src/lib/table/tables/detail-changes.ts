import type { Timeline, TimedChange } from '../../change-timeline.ts'
import { describeChange } from '../../change-words.ts'
import { snapshotName } from '../../time.ts'
import type { Link, TableDefinition } from '../definition.ts'
import { quoteValue } from '../query-parse.ts'

/** A change in the details of an instance or a volume; null stands for those before. */
export interface TimelineRow {
  id: string
  change: TimedChange | null
}

export function timelineRows(id: string, timeline: Timeline | undefined): TimelineRow[] {
  if (timeline === undefined) return []
  const rows: TimelineRow[] = timeline.newest.map((change) => ({ id, change }))
  return timeline.isCut ? [...rows, { id, change: null }] : rows
}

export const timelineTable: TableDefinition<TimelineRow> = {
  name: 'timeline',
  title: 'What changed',
  noun: ['change', 'changes'],
  idKey: 'id',
  columns: [
    { key: 'id', title: 'ID', kind: 'id', value: ({ id }) => id },
    { key: 'at', title: 'Seen', kind: 'time', value: ({ change }) => change?.at ?? null },
    { key: 'change', title: 'Change', kind: 'link', value: linkToChange },
  ],
}

function linkToChange({ id, change }: TimelineRow): Link {
  const filter = { 'f.id': quoteValue(id) }
  if (change === null) return { text: 'Earlier changes', href: allChangesHref(filter) }
  return { text: describeChange(change.event), href: changeHref(change, filter) }
}

/** The Changes page at the collection that shows it; null where there was none before it to compare with. */
export function changeHref({ at, previous }: TimedChange, filter: Record<string, string>): string | null {
  return previous === null ? null : `changes/?${new URLSearchParams({ to: snapshotName(at), ...filter })}`
}

/** Every change that is recorded. */
export function allChangesHref(filter: Record<string, string>): string {
  return `changes/?${new URLSearchParams({ range: 'all', list: 'each', ...filter })}`
}
