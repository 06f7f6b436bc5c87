import { z } from 'zod'

export const EVENTS_FILE = 'events.jsonl'

export const CHANGE_KINDS = {
  instance: ['created', 'deleted', 'resized', 'moved', 'status', 'renamed', 'project', 'rebuilt'],
  volume: [
    'created',
    'deleted',
    'extended',
    'attached',
    'detached',
    'status',
    'renamed',
    'project',
    'retyped',
  ],
  host: ['added', 'removed', 'state', 'enabled', 'ratio', 'capacity'],
  flavor: ['created', 'deleted', 'changed'],
  reservation: ['set', 'changed', 'cleared'],
} as const

export const CHANGE_SUBJECTS = ['instance', 'volume', 'host', 'flavor', 'reservation'] as const
export type ChangeSubject = (typeof CHANGE_SUBJECTS)[number]

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** One thing that differs between two collections. */
export const ChangeEvent = z.object({
  subject: z.enum(CHANGE_SUBJECTS),
  /** One of CHANGE_KINDS of its subject. */
  kind: z.string(),
  /** The instance's, volume's or flavor's id; the host's name. */
  id: z.string(),
  name: z.string(),
  /** As shown; null where it has none. */
  project: z.string().nullable(),
  /** Where it is now, or last was. */
  host: z.string().nullable(),
  /** What differs, by the model's field names and in their units (`vcpus`, `memoryMb`, `sizeGib`, `host`, `status` ...). */
  fields: z.record(z.string(), z.object({ from: Value, to: Value })),
})
export type ChangeEvent = z.infer<typeof ChangeEvent>

/** One line of history/<month>/events.jsonl: what differs between a collection and the one before. */
export const HistoryChanges = z.object({
  schema: z.literal(1),
  at: z.string(),
  /** The collection that it is compared with; null for the first. */
  previous: z.string().nullable(),
  /** Subjects that could not be compared, with the reason in words: no event of them says nothing. */
  notCompared: z.partialRecord(z.enum(CHANGE_SUBJECTS), z.string()),
  events: z.array(ChangeEvent),
})
export type HistoryChanges = z.infer<typeof HistoryChanges>
