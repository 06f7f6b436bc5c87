import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

/** Back ends that cannot say answer in words. */
const Capacity = z.union([z.number(), z.enum(['infinite', 'unknown'])])

export const FILE = 'volume-pools.json'

/** Cinder's scheduler pools; `name` is `host@backend#pool`. */
export const VolumePool = z.object({
  name: z.string(),
  backend: z.string().nullable(),
  totalGib: Capacity,
  freeGib: Capacity,
  allocatedGib: z.number().nullable(),
  provisionedGib: z.number().nullable(),
  maxOverSubscriptionRatio: z.number().nullable(),
})
export type VolumePool = z.infer<typeof VolumePool>

/** Throws DataFileError where the file is not ours. */
export function parseVolumePools(text: string): Parsed<VolumePool[]> {
  return parseRowsFile(text, FILE, 'volumePools', VolumePool)
}

export function serialiseVolumePools(volumePools: VolumePool[]): string {
  return serialiseDocument({ volumePools })
}
