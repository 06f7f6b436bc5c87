import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { FILE as META_FILE, parseMeta } from '../../src/lib/files/meta.ts'
import type { Parsed } from '../../src/lib/files/parsed.ts'
import type { Meta } from '../../src/lib/model.ts'

/** The last good collection: what a source that fails falls back on. */
export interface Previous {
  meta: Meta | null
  /** The text of a file; null where there is none. */
  readText(file: string): Promise<string | null>
  /** When its content was read from the cloud, ISO 8601. */
  readTime(file: string): Promise<string>
}

export async function loadPrevious(dataDir: string): Promise<Previous> {
  const readText = (file: string) => readFile(join(dataDir, file), 'utf8').catch(() => null)
  const metaText = await readText(META_FILE)
  const meta = metaText === null ? null : parseOrNull(metaText, parseMeta)
  return {
    meta,
    readText,
    async readTime(file) {
      const known = meta?.files[file]?.asOf
      if (known !== undefined) return known
      const { mtime } = await stat(join(dataDir, file))
      return `${mtime.toISOString().slice(0, 19)}Z`
    },
  }
}

/** A file that cannot be read is no last good file. */
export function parseOrNull<T>(text: string, parse: (text: string) => Parsed<T>): T | null {
  try {
    return parse(text).value
  } catch {
    return null
  }
}
