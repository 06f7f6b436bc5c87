import { createHash } from 'node:crypto'
import { copyFile, link, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CustomRecord, PagefindServiceConfig } from 'pagefind'
import type { IndexPart } from '../lib/search-records.ts'

export const PARTS_FILE = 'parts.json'

/**
 * SHA-256 of all that a part of the index is made of: the records, how they are indexed and by which version. Of the same, pagefind makes the
 * same files.
 */
export async function digestPart(
  records: readonly CustomRecord[],
  config: PagefindServiceConfig,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([await readVersion(), config]))
  for (const record of records) hash.update(JSON.stringify(record))
  return hash.digest('hex')
}

/** Where the parts of an earlier index are, by their digest. Empty where there is none, or one that cannot be read. */
export async function findParts(index: string | null): Promise<Map<string, string>> {
  if (index === null) return new Map()
  try {
    const parts = JSON.parse(await readFile(join(index, PARTS_FILE), 'utf8')) as Partial<IndexPart>[]
    return new Map(parts.flatMap(({ digest }, part) => (digest ? [[digest, join(index, String(part))]] : [])))
  } catch {
    return new Map()
  }
}

/** Links the files of an earlier part, without their compressed copies. False, with nothing left, where they cannot be had. */
export async function takePart(from: string | undefined, to: string): Promise<boolean> {
  if (from === undefined) return false
  try {
    const entries = await readdir(from, { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.endsWith('.gz')) continue
      const path = join(entry.parentPath, entry.name)
      const target = join(to, path.slice(from.length))
      await mkdir(dirname(target), { recursive: true })
      await link(path, target).catch(() => copyFile(path, target))
    }
    return entries.length > 0
  } catch {
    await rm(to, { recursive: true, force: true })
    return false
  }
}

async function readVersion(): Promise<string> {
  const file = new URL('../package.json', import.meta.resolve('pagefind'))
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string }
  return version
}
