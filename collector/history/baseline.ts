import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { CHANGE_SUBJECTS, type ChangeSubject } from '../../src/lib/change-kinds.ts'
import type { ChangeRecord, ComparedSubject } from '../../src/lib/change-record.ts'

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

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const RecordRow = z.object({
  id: z.string(),
  values: z.record(z.string(), Value),
  servers: z.array(z.string()).optional(),
})
const Subject = z.object({ at: z.string(), whole: z.boolean(), records: z.array(RecordRow) })
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
