import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'server-groups.json'

export const ServerGroup = z.object({
  id: z.string(),
  name: z.string(),
  policy: z.string(),
  projectId: z.string().nullable(),
  memberIds: z.array(z.string()),
})
export type ServerGroup = z.infer<typeof ServerGroup>

/** Throws DataFileError where the file is not ours. */
export function parseServerGroups(text: string): Parsed<ServerGroup[]> {
  return parseRowsFile(text, FILE, 'serverGroups', ServerGroup)
}

export function serialiseServerGroups(serverGroups: ServerGroup[]): string {
  return serialiseDocument({ serverGroups })
}
