import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'migrations.json'

/** Only those that were in progress when the cloud was read. */
export const Migration = z.object({
  uuid: z.string(),
  instanceId: z.string(),
  type: z.string(),
  status: z.string(),
  sourceNode: z.string().nullable(),
  destinationNode: z.string().nullable(),
  createdAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
})
export type Migration = z.infer<typeof Migration>

/** Throws DataFileError where the file is not ours. */
export function parseMigrations(text: string): Parsed<Migration[]> {
  return parseRowsFile(text, FILE, 'migrations', Migration)
}

export function serialiseMigrations(migrations: Migration[]): string {
  return serialiseDocument({ migrations })
}
