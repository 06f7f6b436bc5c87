import { createHash } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import pLimit from 'p-limit'
import { MANIFEST_FILE, type ThinManifest } from '../../src/lib/files/manifest.ts'
import { THIN_LIST_FILE, type ThinFile } from '../../src/lib/files/thin-list.ts'
import { packedNames, unpackFile } from '../store/packed-file.ts'
import { COPIES, keptPath, readThinList } from './thin-list.ts'
import type { Differences } from './verify.ts'

const unzip = promisify(gunzip)

/** Hashes of contents by the files on the disk that hold them; one that several snapshots share is read once. */
export type KnownContents = Map<string, string>

/**
 * Compares what a thinned snapshot keeps with its list, each file by its content as it was published. `present` tells of each path whether
 * it is a plain file. Throws where the list itself is missing or another one.
 */
export async function compareThin(
  folder: string,
  manifest: ThinManifest,
  present: ReadonlyMap<string, boolean>,
  known: KnownContents,
): Promise<Differences> {
  const { files, leftOut } = await readThinList(folder, manifest)
  const limit = pLimit(4)
  const changed: string[] = []
  const missing: string[] = []
  const expected = new Set([MANIFEST_FILE, ...packedNames(THIN_LIST_FILE)])
  const check = async (file: ThinFile) => {
    const names = storedNames(file, present)
    for (const name of names) expected.add(name)
    if (names.some((name) => !present.has(name))) missing.push(file.path)
    // A link or a pipe in the place of a file is not followed.
    else if (names.some((name) => present.get(name) !== true)) changed.push(file.path)
    else if ((await hashContent(folder, file, names, known)) !== file.sha256) changed.push(file.path)
  }
  await Promise.all(files.map((file) => limit(() => check(file))))
  const isRemains = (path: string) =>
    manifest.thinning === 'begun' &&
    [...files, ...leftOut].some((file) => isFormOf(path, file.path) || isWithin(path, file.path))
  const extra = [...present.keys()].filter((path) => !expected.has(path) && !isRemains(path))
  return { changed: changed.toSorted(), missing: missing.toSorted(), extra: extra.toSorted() }
}

function isFormOf(path: string, published: string): boolean {
  return path === published || COPIES.some((copy) => path === published + copy)
}

function isWithin(path: string, folder: string): boolean {
  return folder.endsWith('/') && path.startsWith(folder)
}

function storedNames(file: ThinFile, present: ReadonlyMap<string, boolean>): string[] {
  if (file.kept !== 'zstd') return [keptPath(file)]
  const [whole = '', ...patched] = packedNames(file.path)
  return patched.every((name) => present.has(name)) && !present.has(whole) ? patched : [whole]
}

/** Null where it cannot be read. */
async function hashContent(
  folder: string,
  file: ThinFile,
  names: readonly string[],
  known: KnownContents,
): Promise<string | null> {
  try {
    const stats = await Promise.all(names.map((name) => lstat(join(folder, name))))
    const key = [file.kept === 'raw', ...stats.map(({ dev, ino }) => `${dev}:${ino}`)].join(' ')
    const hash = known.get(key) ?? hashOf(await readContent(folder, file))
    known.set(key, hash)
    return hash
  } catch {
    return null
  }
}

async function readContent(folder: string, file: ThinFile): Promise<Buffer> {
  if (file.kept === 'zstd') return unpackFile(join(folder, file.path))
  const stored = await readFile(join(folder, keptPath(file)))
  return file.kept === 'raw' ? stored : unzip(stored)
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
