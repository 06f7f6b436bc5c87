import { z } from 'zod'
import type { ChangeSubject } from '../change-kinds.ts'
import { parseLines } from './history-lines.ts'
import { isObject } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const EVENTS_FILE = 'events.jsonl'

export type { ChangeSubject }

const SUBJECTS = [
  'instance',
  'volume',
  'host',
  'flavor',
  'reservation',
] as const satisfies readonly ChangeSubject[]

type Value = string | number | boolean | null
type Fields = Record<string, { from: Value; to: Value }>

function isValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function isFields(value: unknown): value is Fields {
  return (
    isObject(value) &&
    Object.values(value).every((field) => isObject(field) && isValue(field['from']) && isValue(field['to']))
  )
}

/** One thing that differs between two collections. */
export const ChangeEvent = z.object({
  subject: z.enum(SUBJECTS),
  /** One of CHANGE_KINDS of its subject (src/lib/change-kinds.ts). */
  kind: z.string(),
  /** The instance's, volume's or flavor's id; the host's name. */
  id: z.string(),
  name: z.string(),
  /** As shown; null where it has none. */
  project: z.string().nullable(),
  /** Where it is now, or last was. */
  host: z.string().nullable(),
  /**
   * What differs, by the model's field names and in their units (`vcpus`, `memoryMb`, `sizeGib`, `host`, `status` ...); of what
   * came or went, all that is known of it. An attachment has the instance's `serverId`, and its name as `server`.
   */
  fields: z.custom<Fields>(isFields, 'expected what differs by field: its value `from` and `to`'),
})
export type ChangeEvent = z.infer<typeof ChangeEvent>

/** One line of history/<month>/events.jsonl: what differs between a collection and the one before. */
export const HistoryChanges = z.object({
  schema: z.literal(1),
  at: z.string(),
  /** The collection that it is compared with; null for the first. */
  previous: z.string().nullable(),
  /** Subjects that could not be compared, or not in all, with the reason in words: no event of them says nothing. */
  notCompared: z.partialRecord(z.enum(SUBJECTS), z.string()),
  /** Subjects that are compared with an older collection than `previous`, in which they were last read, and when that was. */
  since: z.partialRecord(z.enum(SUBJECTS), z.string()).optional(),
  events: z.array(ChangeEvent),
})
export type HistoryChanges = z.infer<typeof HistoryChanges>

/** history/<month>/events.jsonl, in the order of the file. */
export function parseEvents(text: string, file: string): Parsed<HistoryChanges[]> {
  return parseLines(text, file, HistoryChanges)
}

export function serialiseEvents(changes: HistoryChanges): string {
  return `${JSON.stringify(changes)}\n`
}
