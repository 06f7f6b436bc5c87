import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'services.json'

export const Service = z.object({
  binary: z.string(),
  host: z.string(),
  zone: z.string(),
  state: z.enum(['up', 'down', 'unknown']),
  enabled: z.boolean(),
  disabledReason: z.string().nullable(),
  updatedAt: z.string().nullable(),
})
export type Service = z.infer<typeof Service>

/** Throws DataFileError where the file is not ours. */
export function parseServices(text: string): Parsed<Service[]> {
  return parseRowsFile(text, FILE, 'services', Service)
}

export function serialiseServices(services: Service[]): string {
  return serialiseDocument({ services })
}
