import { z } from 'zod'
import { readDocument, readRows, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'
import { TextRecord } from './records.ts'

export const FILE = 'aggregates.json'

export const Aggregate = z.object({
  id: z.string(),
  uuid: z.string().nullable(),
  name: z.string(),
  availabilityZone: z.string().nullable(),
  /** Service hosts. */
  hosts: z.array(z.string()),
  metadata: TextRecord,
})
export type Aggregate = z.infer<typeof Aggregate>

export const AvailabilityZone = z.object({
  name: z.string(),
  available: z.boolean(),
  hosts: z.array(z.string()),
})
export type AvailabilityZone = z.infer<typeof AvailabilityZone>

export interface AggregatesAndZones {
  aggregates: Aggregate[]
  zones: AvailabilityZone[]
}

/** Throws DataFileError where the file is not ours. */
export function parseAggregates(text: string): Parsed<AggregatesAndZones> {
  const document = readDocument(text, FILE)
  const aggregates = readRows(document['aggregates'], Aggregate, { file: FILE, text, path: ['aggregates'] })
  const zones = readRows(document['zones'], AvailabilityZone, { file: FILE, text, path: ['zones'] })
  return {
    value: { aggregates: aggregates.value, zones: zones.value },
    problems: [...aggregates.problems, ...zones.problems],
  }
}

export function serialiseAggregates(value: AggregatesAndZones): string {
  return serialiseDocument({ aggregates: value.aggregates, zones: value.zones })
}
