import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'
import { TextRecord } from './records.ts'

export const FILE = 'volume-types.json'

export const VolumeType = z.object({
  id: z.string(),
  name: z.string(),
  isPublic: z.boolean(),
  description: z.string().nullable(),
  extraSpecs: TextRecord,
})
export type VolumeType = z.infer<typeof VolumeType>

/** Throws DataFileError where the file is not ours. */
export function parseVolumeTypes(text: string): Parsed<VolumeType[]> {
  return parseRowsFile(text, FILE, 'volumeTypes', VolumeType)
}

export function serialiseVolumeTypes(volumeTypes: VolumeType[]): string {
  return serialiseDocument({ volumeTypes })
}
