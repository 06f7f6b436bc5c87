import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import {
  MANIFEST_FILE,
  type Manifest,
  parseManifest,
  type WholeManifest,
} from '../../src/lib/files/manifest.ts'
import { describeFile } from '../store/manifest.ts'
import { compareThin, type KnownContents } from './compare-thin.ts'
import { isThinForm } from './thin-list.ts'

export interface Differences {
  /** Paths below the snapshot's folder, of which the content is another one, or cannot be read. */
  changed: string[]
  missing: string[]
  /** In the folder, but not in the manifest. */
  extra: string[]
}

export interface Verification extends Differences {
  name: string
  /** How many were compared. */
  files: number
  /** Why there was nothing to compare with; null where there was. */
  unreadable: string | null
}

/**
 * Compares every file of a snapshot with the manifest. Null where the snapshot was pruned meanwhile. Give all snapshots the same `known`:
 * what they share then is read once.
 */
export async function verifySnapshot(
  archive: string,
  name: string,
  known: KnownContents = new Map(),
): Promise<Verification | null> {
  const folder = join(archive, name)
  const before = await readText(folder)
  const found = await compare(folder, name, before, known)
  if (isSound(found)) return found
  // A refresh may have replaced or pruned it while it was read.
  if (!(await stat(folder).catch(() => null))) return null
  return (await readText(folder)) === before ? found : verifySnapshot(archive, name, known)
}

export function isSound({ changed, missing, extra, unreadable }: Verification): boolean {
  return changed.length + missing.length + extra.length === 0 && unreadable === null
}

async function compare(
  folder: string,
  name: string,
  text: string | null,
  known: KnownContents,
): Promise<Verification> {
  const found: Verification = { name, files: 0, changed: [], missing: [], extra: [], unreadable: null }
  try {
    const manifest = readOwn(text, name)
    const present = await listPresent(folder)
    if (manifest.schema === 2) {
      return { ...found, files: manifest.fileCount, ...(await compareThin(folder, manifest, present, known)) }
    }
    const files = Object.keys(manifest.files).length
    return { ...found, files, ...(await compareWhole(folder, manifest, present)) }
  } catch (error) {
    return { ...found, unreadable: error instanceof Error ? error.message : String(error) }
  }
}

function readOwn(text: string | null, name: string): Manifest {
  if (text === null) throw new Error(`${MANIFEST_FILE} is missing or cannot be read`)
  const { value } = parseManifest(text)
  if (value.name !== name) throw new Error(`${MANIFEST_FILE} is of ${JSON.stringify(value.name)}`)
  return value
}

/** By path, whether it is a plain file. */
async function listPresent(folder: string): Promise<Map<string, boolean>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), entry.isFile()]),
  )
}

async function compareWhole(
  folder: string,
  manifest: WholeManifest,
  present: ReadonlyMap<string, boolean>,
): Promise<Differences> {
  const limit = pLimit(4)
  const listed = Object.entries(manifest.files)
  const changed = await Promise.all(
    listed.map(([path, { sha256 }]) =>
      limit(async () => {
        // A link or a pipe in the place of a file is not followed.
        if (present.get(path) !== true) return present.has(path) ? [path] : []
        const file = await describeFile(join(folder, path)).catch(() => null)
        return file?.sha256 === sha256 ? [] : [path]
      }),
    ),
  )
  const known = new Set([MANIFEST_FILE, ...Object.keys(manifest.files)])
  return {
    changed: changed.flat(),
    missing: listed.map(([path]) => path).filter((path) => !present.has(path)),
    // A thinning that was killed leaves forms beside the files; the next one goes on from them.
    extra: [...present.keys()].filter((path) => !known.has(path) && !isThinForm(path, manifest.files)).toSorted(),
  }
}

function readText(folder: string): Promise<string | null> {
  return readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => null)
}
