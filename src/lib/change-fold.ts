import { CAME, WENT } from './change-fields.ts'
import type { ChangeSubject } from './change-kinds.ts'
import type { ChangeRecord, ChangeValue, Comparable } from './change-record.ts'
import { compareClouds } from './changes.ts'
import type { ChangeEvent, HistoryChanges } from './files/history-events.ts'

/** An event, and the collection that showed it. */
export interface DatedChange {
  /** ISO 8601; null where two collections were compared that are not neighbours. */
  at: string | null
  event: ChangeEvent
}

/** What a thing's events tell of it before the first and after the last of them. */
interface Trace {
  subject: ChangeSubject
  id: string
  wasThere: boolean
  isThere: boolean
  /** As the last event names it. */
  shown: Pick<ChangeEvent, 'name' | 'project' | 'host'>
  before: Map<string, ChangeValue>
  after: Map<string, ChangeValue>
  /** Null where no event is about its attachments. */
  servers: { seen: Set<string>; before: Set<string>; after: Set<string> } | null
}

/** Every event by itself, the newest collection's first. */
export function listChanges(collections: readonly HistoryChanges[]): DatedChange[] {
  return collections.toReversed().flatMap(({ at, events }) => events.map((event) => ({ at, event })))
}

/**
 * What differs between the collection before the first of these and the last one, as compareClouds() of the two would tell: what came and
 * went in between is left out, and so is what was changed back. Each difference has the time of the last event that made it.
 */
export function foldChanges(collections: readonly HistoryChanges[]): DatedChange[] {
  const traces = new Map<string, Trace>()
  const times = new Map<string, string>()
  const servers = new Map<ChangeValue, string>()
  for (const { at, events } of collections) {
    for (const event of events) {
      const key = `${event.subject} ${event.id}`
      const trace = traces.get(key) ?? beginTrace(event)
      traces.set(key, trace)
      follow(trace, event)
      times.set(key, at).set(timeKey(event), at)
      const { server, serverId } = event.fields
      if (server && serverId) servers.set(serverId.to ?? serverId.from, String(server.to ?? server.from))
    }
  }
  const all = [...traces.values()]
  return compareClouds(
    gather(all.filter(({ wasThere }) => wasThere).map(recordBefore)),
    gather(all.filter(({ isThere }) => isThere).map(recordAfter)),
  ).map((event) => ({
    at: times.get(timeKey(event)) ?? times.get(`${event.subject} ${event.id}`) ?? null,
    event: withServer(event, servers),
  }))
}

/** The name of an attachment's instance, of which these events may not tell by themselves. */
function withServer(event: ChangeEvent, servers: ReadonlyMap<ChangeValue, string>): ChangeEvent {
  const { serverId } = event.fields
  const name = serverId && servers.get(serverId.to ?? serverId.from)
  if (!serverId || name === undefined) return event
  const server = serverId.to === null ? { from: name, to: null } : { from: null, to: name }
  return { ...event, fields: { server, serverId } }
}

function timeKey({ subject, id, kind, fields: { serverId } }: ChangeEvent): string {
  return [subject, id, kind, serverId?.from, serverId?.to].join(' ')
}

function beginTrace({ subject, id, kind, name, project, host }: ChangeEvent): Trace {
  const wasThere = kind !== CAME[subject]
  const [before, after] = [new Map<string, ChangeValue>(), new Map<string, ChangeValue>()]
  return {
    subject,
    id,
    wasThere,
    isThere: wasThere,
    shown: { name, project, host },
    before,
    after,
    servers: null,
  }
}

function follow(trace: Trace, { kind, name, project, host, fields }: ChangeEvent): void {
  trace.isThere = kind !== WENT[trace.subject]
  trace.shown = { name, project, host }
  const own = Object.entries(trace.shown)
  // What came or went tells these by itself, and not as fields.
  if (!trace.isThere) for (const [field, value] of own) keepFirst(trace.before, field, value)
  if (kind === CAME[trace.subject]) for (const [field, value] of own) trace.after.set(field, value)
  for (const [field, { from, to }] of Object.entries(fields)) {
    if (field === 'serverId') followServer(trace, from, to)
    if (field === 'serverId' || field === 'server') continue
    keepFirst(trace.before, field, from)
    trace.after.set(field, to)
  }
}

function keepFirst(values: Map<string, ChangeValue>, field: string, value: ChangeValue): void {
  if (!values.has(field)) values.set(field, value)
}

/** Attached where `to` is the instance, detached where `from` is. */
function followServer(trace: Trace, from: ChangeValue, to: ChangeValue): void {
  const servers = (trace.servers ??= { seen: new Set(), before: new Set(), after: new Set() })
  const id = String(to ?? from)
  if (to === null && !servers.seen.has(id)) servers.before.add(id)
  servers.seen.add(id)
  if (to === null) servers.after.delete(id)
  else servers.after.add(id)
}

type Traced = { subject: ChangeSubject; record: ChangeRecord }

function recordBefore({ subject, id, shown, before, servers }: Trace): Traced {
  const values = { ...shown, ...Object.fromEntries(before) }
  return { subject, record: { id, values, ...(servers && { servers: [...servers.before].sort() }) } }
}

function recordAfter({ subject, id, shown, after, servers }: Trace): Traced {
  const values = { ...shown, ...Object.fromEntries(after) }
  return { subject, record: { id, values, ...(servers && { servers: [...servers.after].sort() }) } }
}

function gather(traced: readonly Traced[]): Comparable {
  const of = (subject: ChangeSubject) => ({
    records: traced.filter((entry) => entry.subject === subject).map(({ record }) => record),
    whole: true,
  })
  return {
    instance: of('instance'),
    volume: of('volume'),
    host: of('host'),
    flavor: of('flavor'),
    reservation: of('reservation'),
  }
}
