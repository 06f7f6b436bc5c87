import { CAME, COMPANIONS, FIELDS, WENT } from './change-fields.ts'
import { CHANGE_SUBJECTS, type ChangeSubject } from './change-kinds.ts'
import { compareEvents } from './change-order.ts'
import type { ChangeField, ChangeRecord, ChangeValue, Comparable, ComparedSubject } from './change-record.ts'
import type { ChangeEvent } from './files/history-events.ts'

/**
 * What became of everything between two times, by subject and kind in the order of CHANGE_KINDS, then by project and name.
 * Linear in what there is. Only what both sides know is compared.
 */
export function compareClouds(before: Comparable, after: Comparable): ChangeEvent[] {
  const nameServer = makeServerNames(before, after)
  return CHANGE_SUBJECTS.flatMap((subject) => {
    const [old, now] = [before[subject], after[subject]]
    return old && now ? compareSubject(subject, old, now, nameServer) : []
  }).sort(compareEvents)
}

function compareSubject(
  subject: ChangeSubject,
  before: ComparedSubject,
  after: ComparedSubject,
  nameServer: NameServer,
): ChangeEvent[] {
  const events: ChangeEvent[] = []
  const gone = new Map(before.records.map((record) => [record.id, record]))
  for (const record of after.records) {
    const old = gone.get(record.id)
    gone.delete(record.id)
    if (old) events.push(...compareRecords(subject, old, record, nameServer))
    else if (before.whole) events.push(makeEvent(subject, CAME[subject], record, allFields(record, 'to')))
  }
  if (!after.whole) return events
  for (const record of gone.values()) {
    events.push(makeEvent(subject, WENT[subject], record, allFields(record, 'from')))
  }
  return events
}

function compareRecords(
  subject: ChangeSubject,
  before: ChangeRecord,
  after: ChangeRecord,
  nameServer: NameServer,
): ChangeEvent[] {
  // What only one side knows of its place is said by the other.
  const shown = { ...after, values: { ...before.values, ...dropUnknown(after.values) } }
  const events = Object.entries(FIELDS[subject]).flatMap(([kind, names]) => {
    const fields = differences(before, after, names)
    return Object.keys(fields).length === 0 ? [] : [makeEvent(subject, kind, shown, fields)]
  })
  const came = added(before.servers, after.servers)
  const went = added(after.servers, before.servers)
  return [
    ...events,
    ...came.map((id) => makeEvent(subject, 'attached', shown, attachment(id, nameServer(id), 'to'))),
    ...went.map((id) => makeEvent(subject, 'detached', shown, attachment(id, nameServer(id), 'from'))),
  ]
}

type NameServer = (id: string) => string | null

/** What an instance is called, or was; looked up only once a volume asks. */
function makeServerNames(before: Comparable, after: Comparable): NameServer {
  let names: Map<string, string> | undefined
  return (id) => {
    names ??= new Map(
      [before, after].flatMap(({ instance }) =>
        (instance?.records ?? []).map((record) => [record.id, textOf(record.values.name)]),
      ),
    )
    return names.get(id) || null
  }
}

function attachment(id: string, name: string | null, side: 'from' | 'to'): ChangeEvent['fields'] {
  return {
    ...(name !== null && { server: only(side, name) }),
    serverId: only(side, id),
  }
}

function only(side: 'from' | 'to', value: ChangeValue): { from: ChangeValue; to: ChangeValue } {
  return side === 'to' ? { from: null, to: value } : { from: value, to: null }
}

function differences(
  before: ChangeRecord,
  after: ChangeRecord,
  names: readonly ChangeField[],
): ChangeEvent['fields'] {
  const fields: ChangeEvent['fields'] = {}
  for (const name of names) {
    const [from, to] = [before.values[name], after.values[name]]
    if (from === undefined || to === undefined || from === to) continue
    // A project may be renamed, which changes the label of all that it has.
    if (name === 'project' && isSameProject(before, after)) continue
    fields[name] = { from, to }
    const companion = COMPANIONS[name]
    if (companion)
      fields[companion] = { from: before.values[companion] ?? null, to: after.values[companion] ?? null }
  }
  return fields
}

function isSameProject(before: ChangeRecord, after: ChangeRecord): boolean {
  const [from, to] = [before.values.projectId, after.values.projectId]
  return from !== undefined && from === to
}

function added(from: readonly string[] | undefined, to: readonly string[] | undefined): string[] {
  if (!from || !to || to.length === 0) return []
  return to.filter((id) => !from.includes(id))
}

function dropUnknown(values: ChangeRecord['values']): ChangeRecord['values'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** Everything known of what came or went, but for what stands in the event itself. */
function allFields({ values }: ChangeRecord, side: 'from' | 'to'): ChangeEvent['fields'] {
  const fields: ChangeEvent['fields'] = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || EVENTS_OWN.has(name)) continue
    fields[name] = only(side, value)
  }
  return fields
}

const EVENTS_OWN: ReadonlySet<string> = new Set(['name', 'project', 'projectId', 'host'])

function makeEvent(
  subject: ChangeSubject,
  kind: string,
  { id, values }: ChangeRecord,
  fields: ChangeEvent['fields'],
): ChangeEvent {
  const isHost = subject === 'host' || subject === 'reservation'
  return {
    subject,
    kind,
    id,
    name: isHost ? id : textOf(values.name) || id,
    project: textOf(values.project) || null,
    host: isHost ? id : textOf(values.host) || null,
    fields,
  }
}

function textOf(value: ChangeValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
