import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'volume-snapshots.json'

export const VolumeSnapshot = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  sizeGib: z.number(),
  volumeId: z.string(),
  projectId: z.string().nullable(),
  createdAt: z.string().nullable(),
})
export type VolumeSnapshot = z.infer<typeof VolumeSnapshot>

/** Throws DataFileError where the file is not ours. */
export function parseVolumeSnapshots(text: string): Parsed<VolumeSnapshot[]> {
  return parseRowsFile(text, FILE, 'volumeSnapshots', VolumeSnapshot)
}

export function serialiseVolumeSnapshots(volumeSnapshots: VolumeSnapshot[]): string {
  return serialiseDocument({ volumeSnapshots })
}
