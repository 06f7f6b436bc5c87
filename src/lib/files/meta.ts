import { z } from 'zod'
import { describeIssues, readDocument, serialiseDocument } from './json-file.ts'
import { DataFileError, type Parsed } from './parsed.ts'
import { TextRecord } from './records.ts'

export const FILE = 'meta.json'

/** One subject that was read: servers, flavors, placement, ceph ... One progress line and one row on About. */
export const SourceReport = z.object({
  name: z.string(),
  /** Which way in: api, cli, ssh, ceph, earlier. */
  via: z.string(),
  state: z.enum(['ok', 'degraded', 'failed', 'off', 'absent']),
  requests: z.number(),
  items: z.number(),
  seconds: z.number(),
  /** What went wrong, or was left out, and what to do; '' when all is well. */
  message: z.string(),
  /** Files that this source fills. */
  files: z.array(z.string()),
})
export type SourceReport = z.infer<typeof SourceReport>
export type SourceState = SourceReport['state']

export const FileReport = z.object({
  bytes: z.number(),
  sha256: z.string(),
  /** When the content was read from the cloud; older than `collectedAt` where the last good file was kept. */
  asOf: z.iso.datetime(),
  stale: z.boolean(),
  /** What its content is made of, where that is not plain from its name. */
  note: z.string().optional(),
})
export type FileReport = z.infer<typeof FileReport>

export const Meta = z.object({
  schema: z.literal(1),
  aetherVersion: z.string(),
  /** Start of the reading. */
  collectedAt: z.iso.datetime(),
  seconds: z.number(),
  intervalMinutes: z.number(),
  cloud: z.object({ name: z.string(), authUrl: z.string(), region: z.string(), versions: TextRecord }),
  sources: z.array(SourceReport),
  files: z.record(z.string(), FileReport),
})
export type Meta = z.infer<typeof Meta>

/** Throws DataFileError where the file is not ours or not whole: without it no figure could be dated. */
export function parseMeta(text: string): Parsed<Meta> {
  const result = Meta.safeParse(readDocument(text, FILE))
  if (!result.success) {
    throw new DataFileError(
      FILE,
      null,
      `${describeIssues(result.error)}; collect again, or remove it to take the times from the files`,
    )
  }
  return { value: result.data, problems: [] }
}

export function serialiseMeta(meta: Meta): string {
  return serialiseDocument({ ...meta })
}
