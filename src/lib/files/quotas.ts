import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'quotas.json'

/** -1 is unlimited, as in the APIs. */
export const ProjectQuota = z.object({
  projectId: z.string(),
  instances: z.number().nullable(),
  vcpus: z.number().nullable(),
  memoryMb: z.number().nullable(),
  volumes: z.number().nullable(),
  volumeGib: z.number().nullable(),
  snapshots: z.number().nullable(),
})
export type ProjectQuota = z.infer<typeof ProjectQuota>

/** Throws DataFileError where the file is not ours. */
export function parseQuotas(text: string): Parsed<ProjectQuota[]> {
  return parseRowsFile(text, FILE, 'quotas', ProjectQuota)
}

export function serialiseQuotas(quotas: ProjectQuota[]): string {
  return serialiseDocument({ quotas })
}
