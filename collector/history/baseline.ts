import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { CHANGE_SUBJECTS, type ChangeSubject } from '../../src/lib/change-kinds.ts'
import type { ChangeRecord, ComparedSubject } from '../../src/lib/change-record.ts'
import { isObject } from '../../src/lib/files/json-file.ts'

/** history/baseline.json.zst: of each subject what was last known of it, with which the next collection is compared. */
export const BASELINE_FILE = 'baseline.json.zst'

interface KnownSubject extends ComparedSubject {
  records: ChangeRecord[]
  /** The collection that last read it. */
  at: string
}

export interface Baseline {
  /** The newest collection of the history. */
  at: string
  subjects: { [Subject in ChangeSubject]?: KnownSubject }
}

/** Looked at, and not copied: 180,000 records are 100 MB. */
const Records = z.custom<ChangeRecord[]>(
  (rows) =>
    Array.isArray(rows) &&
    rows.every(
      (row) =>
        isObject(row) &&
        typeof row['id'] === 'string' &&
        isObject(row['values']) &&
        (row['servers'] === undefined || Array.isArray(row['servers'])),
    ),
  'expected records',
)
const Subject = z.object({ at: z.string(), whole: z.boolean(), records: Records })
const BaselineFile = z.object({
  schema: z.literal(1),
  at: z.string(),
  subjects: z.partialRecord(z.enum(CHANGE_SUBJECTS), Subject),
})

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Null where there is none, or none that can be read: it can be done without, at the price of one comparison. */
export async function readBaseline(file: string): Promise<Baseline | null> {
  try {
    const text = (await decompress(await readFile(file))).toString('utf8')
    return BaselineFile.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export function packBaseline(baseline: Baseline): Promise<Buffer> {
  return compress(JSON.stringify({ schema: 1, ...baseline }))
}
