import { createHash } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { ThinFile } from '../../src/lib/files/thin-list.ts'
import { CollectError, UsageError } from '../errors.ts'
import { syncFolder } from '../store/atomic.ts'
import { makeFolders } from '../store/make-folders.ts'
import { readManifest } from '../store/manifest.ts'
import { unpackFile } from '../store/packed-file.ts'
import { readThinList } from './thin-list.ts'

const DATA = 'data/'

/**
 * Writes the data files of a snapshot, thinned or not, into a new or empty folder: all of them, each as its sha256 says, or none.
 * Resolves with how many. Throws UsageError for a folder that holds something, CollectError where the snapshot is damaged.
 */
export async function restoreData(snapshot: string, to: string): Promise<number> {
  await refuseFilled(to)
  await makeFolders(dirname(to))
  const temporary = await mkdtemp(`${to}.partial-`)
  try {
    const count = await writeData(snapshot, temporary)
    await rename(temporary, to)
    await syncFolder(dirname(to))
    return count
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

/**
 * Gives the data folder of a snapshot, thinned or not, for as long as `use` lasts; it is to be read only. Only for the one who holds the
 * lock, since a refresh may thin the snapshot. Throws CollectError where the snapshot is damaged.
 */
export async function withArchivedData<T>(snapshot: string, use: (dataDir: string) => Promise<T>): Promise<T> {
  const manifest = await readManifest(snapshot)
  if (manifest?.schema !== 2) return use(join(snapshot, 'data'))
  const temporary = await mkdtemp(join(tmpdir(), 'aether-archived-'))
  try {
    await writeData(snapshot, temporary)
    return await use(temporary)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function refuseFilled(to: string): Promise<void> {
  const names = await readdir(to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new UsageError(`${to} cannot be the folder of --to: ${error.message}.`, { cause: error })
  })
  if (names.length > 0) throw new UsageError(`${to} is not empty. Choose another folder with --to.`)
}

async function writeData(snapshot: string, to: string): Promise<number> {
  const name = basename(snapshot)
  const files = await readDataFiles(snapshot).catch((error: Error) => {
    throw new CollectError(`${name} cannot be restored: ${error.message}.`, { cause: error })
  })
  for (const file of files) {
    const content = await readContent(snapshot, file).catch(() => null)
    if (content === null || createHash('sha256').update(content).digest('hex') !== file.sha256) {
      throw new CollectError(`${name} cannot be restored: ${file.path} is missing or damaged.`)
    }
    const modifiedAt = file.modifiedAt ?? (await stat(join(snapshot, file.path))).mtime
    await writeFile(join(to, file.path.slice(DATA.length)), content, new Date(modifiedAt))
  }
  return files.length
}

async function writeFile(path: string, content: Buffer, modifiedAt: Date): Promise<void> {
  const file = await open(path, 'wx', 0o640)
  try {
    // Whatever the umask is.
    await file.chmod(0o640)
    await file.writeFile(content)
    await file.utimes(modifiedAt, modifiedAt)
    await file.sync()
  } finally {
    await file.close()
  }
}

type DataFile = Pick<ThinFile, 'path' | 'sha256' | 'modifiedAt' | 'kept'>

async function readDataFiles(snapshot: string): Promise<DataFile[]> {
  const manifest = await readManifest(snapshot)
  if (manifest === null) throw new Error('its manifest cannot be read')
  const files: DataFile[] =
    manifest.schema === 2
      ? (await readThinList(snapshot, manifest)).files
      : Object.entries(manifest.files).map(([path, { sha256 }]) => ({ path, sha256, kept: 'raw' }))
  return files.filter(({ path }) => path.startsWith(DATA))
}

function readContent(snapshot: string, { path, kept }: DataFile): Promise<Buffer> {
  const file = join(snapshot, path)
  return kept === 'zstd' ? unpackFile(file) : readFile(file)
}
