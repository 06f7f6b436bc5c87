import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isLeftOut, LEFT_OUT } from '../../src/lib/archive-left-out.ts'
import type { FileFigures, ThinManifest } from '../../src/lib/files/manifest.ts'
import {
  type LeftOut,
  parseThinList,
  THIN_LIST_FILE,
  type ThinFile,
  type ThinList,
} from '../../src/lib/files/thin-list.ts'
import { unpackFile } from '../store/packed-file.ts'

const SITE = 'site/'
const DATA = 'data/'
const GZIP = '.gz'
const PAGE = '/index.html'

/** What a compressed copy of a file ends in. Of these, gzip's may stay in the place of the file. */
export const COPIES = [GZIP, '.br']

type Files = Record<string, FileFigures>

/** What thinning keeps of a published snapshot, and in which form, by its manifest. */
export async function planThinning(folder: string, files: Files): Promise<ThinList> {
  const kept = Object.entries(files).filter(([path]) => !isLeft(path) && !isCopy(path, files))
  const list: ThinFile[] = []
  for (const [path, { bytes, sha256 }] of kept) {
    const file = { path, bytes, sha256 }
    if (path.startsWith(DATA)) {
      const { mtime } = await stat(join(folder, path))
      list.push({ ...file, kept: 'zstd', modifiedAt: mtime.toISOString() })
    } else {
      list.push({ ...file, kept: chooseForm(path, files) })
    }
  }
  return { files: list, leftOut: LEFT_OUT.flatMap((left) => describeLeftOut(SITE + left, files)) }
}

/** Under which path a file that is not packed stays. */
export function keptPath({ path, kept }: Pick<ThinFile, 'path' | 'kept'>): string {
  if (kept === 'page') return path.replace(PAGE, '.page.html.gz')
  return kept === 'gzip' ? path + GZIP : path
}

function chooseForm(path: string, files: Files): ThinFile['kept'] {
  if (!path.startsWith(SITE) || !(path + GZIP in files)) return 'raw'
  return path.endsWith(PAGE) && path !== SITE + PAGE.slice(1) ? 'page' : 'gzip'
}

/** Whether a file of that name is what thinning puts beside the published files, under its name or on the way to it. */
export function isThinForm(path: string, files: Files): boolean {
  const name = path.replace(/\.partial$/, '')
  const page = name.replace(/\.page\.html\.gz$/, PAGE)
  const packed = name.replace(/(\.base|\.patch)?\.zst$/, '')
  return (
    (path !== name && name in files) ||
    (page !== name && page in files) ||
    (packed !== name && (packed === THIN_LIST_FILE || packed in files))
  )
}

/** The list of a thinned snapshot. Throws where it is missing, damaged, or not the manifest's. */
export async function readThinList(folder: string, manifest: ThinManifest): Promise<ThinList> {
  const content = await unpackFile(join(folder, THIN_LIST_FILE))
  if (createHash('sha256').update(content).digest('hex') !== manifest.listSha256) {
    throw new Error(`${THIN_LIST_FILE} is not the one that the manifest was written with`)
  }
  return parseThinList(content.toString()).value
}

function isLeft(path: string): boolean {
  return path.startsWith(SITE) && isLeftOut(withoutCopy(path.slice(SITE.length)))
}

/** Whether it is the compressed copy of another file, which tells the same. */
function isCopy(path: string, files: Files): boolean {
  const original = withoutCopy(path)
  return path.startsWith(SITE) && original !== path && original in files
}

function withoutCopy(path: string): string {
  const ending = COPIES.find((copy) => path.endsWith(copy)) ?? ''
  return path.slice(0, path.length - ending.length)
}

function describeLeftOut(left: string, files: Files): LeftOut[] {
  const within = Object.entries(files).filter(
    ([path]) => (left.endsWith('/') ? path.startsWith(left) : path === left) && !isCopy(path, files),
  )
  if (within.length === 0) return []
  const hash = createHash('sha256')
  for (const [path, { sha256 }] of within.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${sha256}  ${path}\n`)
  }
  const bytes = within.reduce((sum, [, file]) => sum + file.bytes, 0)
  return [{ path: left, files: within.length, bytes, sha256: hash.digest('hex') }]
}
