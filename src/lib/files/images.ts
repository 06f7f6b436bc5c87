import { z } from 'zod'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'images.json'

export const Image = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  sizeBytes: z.number().nullable(),
  visibility: z.string(),
  ownerId: z.string().nullable(),
  createdAt: z.string().nullable(),
  minDiskGib: z.number(),
  minMemoryMb: z.number(),
})
export type Image = z.infer<typeof Image>

/** Throws DataFileError where the file is not ours. */
export function parseImages(text: string): Parsed<Image[]> {
  return parseRowsFile(text, FILE, 'images', Image)
}

export function serialiseImages(images: Image[]): string {
  return serialiseDocument({ images })
}
