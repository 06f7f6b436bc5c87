import { z } from 'zod'
import { describeIssues, readDocument } from './json-file.ts'
import { DataFileError, type Parsed } from './parsed.ts'

/** It stands beside the data folder's copy, not in it. */
export const MANIFEST_FILE = 'manifest.json'

const FileFigures = z.object({ bytes: z.number(), sha256: z.string() })
export type FileFigures = z.infer<typeof FileFigures>

const Totals = z.object({
  instances: z.number(),
  hosts: z.number(),
  projects: z.number(),
  /** Null: not collected. */
  volumes: z.number().nullable().default(null),
  flavors: z.number().nullable().default(null),
})

/** What a published snapshot is made of. What can be null is what a manifest of another time may not have recorded. */
const Manifest = z.object({
  schema: z.literal(1),
  name: z.string(),
  collectedAt: z.string(),
  builtAt: z.string().nullable().default(null),
  /** From the begin of the build to the manifest. */
  buildSeconds: z.number().nullable().default(null),
  aetherVersion: z.string().nullable().default(null),
  /** A source failed or kept older data. */
  degraded: z.boolean().nullable().default(null),
  totals: Totals.nullable().default(null),
  /** Hash of everything that the site was built from; the same inputs need no second build. */
  inputs: z.string().nullable().default(null),
  siteBytes: z.number(),
  dataBytes: z.number(),
  /** By path below the snapshot's folder. */
  files: z.record(z.string(), FileFigures),
})
export type Manifest = z.infer<typeof Manifest>

/** Throws DataFileError where the file is not ours or not whole. */
export function parseManifest(text: string): Parsed<Manifest> {
  const result = Manifest.safeParse(readDocument(text, MANIFEST_FILE))
  if (result.success) return { value: result.data, problems: [] }
  throw new DataFileError(MANIFEST_FILE, null, describeIssues(result.error))
}

export function serialiseManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`
}
