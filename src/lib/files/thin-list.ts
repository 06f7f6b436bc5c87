import { z } from 'zod'
import { describeIssues, readDocument, serialiseDocument } from './json-file.ts'
import { DataFileError, type Parsed } from './parsed.ts'

/** It stands compressed beside the manifest of a thinned snapshot. */
export const THIN_LIST_FILE = 'files.json'

/**
 * raw: as it was published. gzip: as `<path>.gz` only. page: an index.html, as `<its folder>.page.html.gz`, since a folder of its own would
 * take a block of the disk in each snapshot. zstd: as packed file (collector/store/packed-file.ts).
 */
const ThinFile = z.object({
  /** As it was published, below the snapshot's folder. */
  path: z.string(),
  /** Of the content as it was published, whatever it is kept as. */
  bytes: z.number(),
  sha256: z.string(),
  kept: z.enum(['raw', 'gzip', 'page', 'zstd']),
  /** Of data files: ISO 8601. Where there is no meta.json it tells when the cloud was read. */
  modifiedAt: z.string().optional(),
})
export type ThinFile = z.infer<typeof ThinFile>

const LeftOut = z.object({
  /** A file, or a folder that ends in "/". */
  path: z.string(),
  files: z.number(),
  bytes: z.number(),
  /** Of the lines "<sha256 of the file>  <path>" of all its files in the order of their paths, as `sha256sum` prints them. */
  sha256: z.string(),
})
export type LeftOut = z.infer<typeof LeftOut>

const ThinList = z.object({ files: z.array(ThinFile), leftOut: z.array(LeftOut) })
/** What a thinned snapshot keeps and what it left out. */
export type ThinList = z.infer<typeof ThinList>

/** Throws DataFileError where the file is not ours or not whole. */
export function parseThinList(text: string): Parsed<ThinList> {
  const result = ThinList.safeParse(readDocument(text, THIN_LIST_FILE))
  if (result.success) return { value: result.data, problems: [] }
  throw new DataFileError(THIN_LIST_FILE, null, describeIssues(result.error))
}

export function serialiseThinList(list: ThinList): string {
  return serialiseDocument({ ...list })
}
