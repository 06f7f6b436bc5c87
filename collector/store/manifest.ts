import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import {
  MANIFEST_FILE,
  type FileFigures,
  type Manifest,
  parseManifest,
  serialiseManifest,
} from '../../src/lib/files/manifest.ts'
import { writeFileAtomically } from './atomic.ts'

/** Size and hash of every file below a folder, in the order of their paths. */
export async function describeFiles(folder: string): Promise<Record<string, FileFigures>> {
  const limit = pLimit(4)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const described = await Promise.all(
    paths.map((path) =>
      limit(async () => [path.slice(folder.length + 1), await describeFile(path)] as const),
    ),
  )
  return Object.fromEntries(described.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export async function describeFile(path: string): Promise<FileFigures> {
  const content = await readFile(path)
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}

/** One hash for a set of described files and whatever else decides how the site looks. */
export function hashInputs(files: Record<string, FileFigures>, others: string[]): string {
  const lines = Object.entries(files).map(([path, { sha256 }]) => `${sha256} ${path}`)
  return createHash('sha256')
    .update([...lines, ...others].join('\n'))
    .digest('hex')
}

export function sumBytes(files: Record<string, FileFigures>, folder: string): number {
  return Object.entries(files)
    .filter(([path]) => path.startsWith(`${folder}/`))
    .reduce((sum, [, { bytes }]) => sum + bytes, 0)
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFileAtomically(join(folder, MANIFEST_FILE), serialiseManifest(manifest))
}

/** Null where there is none or it cannot be read: then nothing may be concluded from it. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return parseManifest(text).value
  } catch {
    return null
  }
}
