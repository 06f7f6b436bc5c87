import type { ChangeSubject } from '../../src/lib/change-kinds.ts'
import type { ChangeValue } from '../../src/lib/change-record.ts'
import type { ChangeEvent, HistoryChanges } from '../../src/lib/files/history-events.ts'

/** An event with its fields as pairs of from and to. */
export function aChange(
  subject: ChangeSubject,
  kind: string,
  fields: Record<string, [ChangeValue, ChangeValue]> = {},
  others: Partial<ChangeEvent> = {},
): ChangeEvent {
  const pairs = Object.entries(fields).map(([name, [from, to]]) => [name, { from, to }])
  return {
    subject,
    kind,
    id: 'id-1',
    name: 'web',
    project: 'alpha',
    host: 'cmp01',
    fields: Object.fromEntries(pairs),
    ...others,
  }
}

export function aCollection(
  at: string,
  events: ChangeEvent[] = [],
  others: Partial<HistoryChanges> = {},
): HistoryChanges {
  return { schema: 1, at, previous: null, notCompared: {}, events, ...others }
}
