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

/** What a manifest of another time may not have recorded is null. */
const Facts = z.object({
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
  /** As it was published. */
  siteBytes: z.number(),
  dataBytes: z.number(),
})

/** What a published snapshot is made of. */
const WholeManifest = Facts.extend({
  schema: z.literal(1),
  /** By path below the snapshot's folder. */
  files: z.record(z.string(), FileFigures),
  /** Which of them are of the site before, for pages that were sent before the switch. */
  carried: z.array(z.string()).optional(),
})
export type WholeManifest = z.infer<typeof WholeManifest>

/** Of a thinned snapshot, whose files are told by the list beside it (thin-list.ts). */
const ThinManifest = Facts.extend({
  schema: z.literal(2),
  /** begun: what the thin forms stand for may still lie beside them. */
  thinning: z.enum(['begun', 'done']),
  /** Of the list. */
  listSha256: z.string(),
  fileCount: z.number(),
})
export type ThinManifest = z.infer<typeof ThinManifest>

const Manifest = z.discriminatedUnion('schema', [WholeManifest, ThinManifest])
export type Manifest = z.infer<typeof Manifest>

/** How many files the snapshot keeps. */
export function countFiles(manifest: Manifest): number {
  return manifest.schema === 2 ? manifest.fileCount : Object.keys(manifest.files).length
}

/** Throws DataFileError where the file is not ours or not whole. */
export function parseManifest(text: string): Parsed<Manifest> {
  const result = Manifest.safeParse(readDocument(text, MANIFEST_FILE, [1, 2]))
  if (result.success) return { value: result.data, problems: [] }
  throw new DataFileError(MANIFEST_FILE, null, describeIssues(result.error))
}

export function serialiseManifest({ schema, ...recorded }: Manifest): string {
  return `${JSON.stringify({ schema, ...recorded }, null, 1)}\n`
}
