import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'
import { Amounts } from './records.ts'

export const Inventory = z.object({
  total: z.number(),
  reserved: z.number(),
  allocationRatio: z.number(),
  minUnit: z.number(),
  maxUnit: z.number(),
  stepSize: z.number(),
})
export type Inventory = z.infer<typeof Inventory>

export const FILE = 'placement.json'

/** One resource provider with all that hangs on it. Of each part null is "could not be read", and empty is "there is none". */
export const ResourceProvider = z.object({
  uuid: z.string(),
  name: z.string(),
  parentUuid: z.string().nullable(),
  rootUuid: z.string(),
  /** By resource class: VCPU, PCPU, MEMORY_MB, DISK_GB, ... */
  inventories: z.record(z.string(), Inventory).nullable(),
  /** consumer uuid -> resource class -> amount */
  allocations: z.record(z.string(), Amounts).nullable(),
  traits: z.array(z.string()).nullable(),
  aggregates: z.array(z.string()).nullable(),
})
export type ResourceProvider = z.infer<typeof ResourceProvider>

/** Throws DataFileError where the file is not ours. */
export function parsePlacement(text: string): Parsed<ResourceProvider[]> {
  return parseRowsFile(text, FILE, 'providers', ResourceProvider)
}

export function serialisePlacement(providers: ResourceProvider[]): string {
  return serialiseDocument({ providers })
}
