import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'projects.json'

export const Project = z.object({
  id: z.string(),
  name: z.string(),
  domainId: z.string(),
  domainName: z.string(),
  enabled: z.boolean(),
  description: z.string(),
  parentId: z.string().nullable(),
})
export type Project = z.infer<typeof Project>

/** Throws DataFileError where the file is not ours. */
export function parseProjects(text: string): Parsed<Project[]> {
  return parseRowsFile(text, FILE, 'projects', Project)
}

export function serialiseProjects(projects: Project[]): string {
  return serialiseDocument({ projects })
}
