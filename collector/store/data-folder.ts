import { chmod, mkdtemp, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { AetherError, explainFolderError, UsageError } from '../errors.ts'
import { syncFolder } from './atomic.ts'
import { makeFolders } from './make-folders.ts'
import type { BeforeStep } from './releases.ts'

const JOURNAL = '.commit.json'
const STAGING = '.staging-'

/** What a commit still has to do. It may be carried out any number of times, by anyone, with the same result. */
interface Journal {
  schema: 1
  /** Name of the staging folder, inside the data folder. */
  staging: string
  files: string[]
  remove: string[]
}

export interface DataFolderChange {
  /** Name -> content. */
  write: ReadonlyMap<string, string | Buffer>
  remove: readonly string[]
}

/** Makes the folder, closed to strangers. Throws CollectError, and UsageError where something else has its name. */
export async function openDataFolder(dataDir: string): Promise<void> {
  try {
    await makeFolders(dataDir, 0o750)
    const found = await stat(dataDir)
    if (!found.isDirectory()) throw notFolder(dataDir)
    if ((found.mode & 0o007) !== 0) await chmod(dataDir, found.mode & 0o7770)
  } catch (error) {
    if (error instanceof AetherError) throw error
    throw explainFolderError(dataDir, error)
  }
}

/**
 * All files or none. They are written beside the old ones and synced; the journal then decides the commit: before it the
 * old files stand, after it any run or reader completes the renames with `recoverDataFolder`.
 */
export async function commitDataFolder(
  dataDir: string,
  change: DataFolderChange,
  before: BeforeStep = noop,
): Promise<void> {
  await before('make the staging folder')
  const staging = await mkdtemp(join(dataDir, STAGING))
  const journal: Journal = {
    schema: 1,
    staging: basename(staging),
    files: [...change.write.keys()],
    remove: [...change.remove],
  }
  try {
    for (const [name, content] of change.write) {
      await before(`write ${name}`)
      await writeSynced(join(staging, name), content)
    }
    await syncFolder(staging)
    await before('write the journal')
    await writeSynced(join(staging, JOURNAL), JSON.stringify(journal))
    await before('decide')
    await rename(join(staging, JOURNAL), join(dataDir, JOURNAL))
    await syncFolder(dataDir)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    throw error
  }
  await carryOut(dataDir, journal, before)
}

/**
 * Completes a commit that was interrupted. To be called before the folder is read; safe beside a run that is committing.
 * Throws UsageError where it is no folder.
 */
export async function recoverDataFolder(dataDir: string): Promise<void> {
  const journal = await readJournal(dataDir)
  if (journal !== null) await carryOut(dataDir, journal, noop)
}

async function carryOut(dataDir: string, journal: Journal, before: BeforeStep): Promise<void> {
  const staging = join(dataDir, journal.staging)
  for (const name of journal.files) {
    await before(`rename ${name}`)
    await ignoreMissing(rename(join(staging, name), join(dataDir, name)))
  }
  for (const name of journal.remove) {
    await before(`remove ${name}`)
    await ignoreMissing(unlink(join(dataDir, name)))
  }
  await syncFolder(dataDir)
  const current = await readJournal(dataDir)
  await before('remove the journal')
  if (current?.staging === journal.staging) await ignoreMissing(unlink(join(dataDir, JOURNAL)))
  await before('remove the staging folder')
  await rm(staging, { recursive: true, force: true })
  await syncFolder(dataDir)
}

function noop(): void {}

/** Removes what runs that were killed before their commit left behind. Only for the one who holds the lock. */
export async function cleanDataFolder(dataDir: string): Promise<void> {
  await recoverDataFolder(dataDir)
  const leftOver = (await readdir(dataDir)).filter((name) => name.startsWith(STAGING))
  for (const name of leftOver) await rm(join(dataDir, name), { recursive: true, force: true })
}

async function readJournal(dataDir: string): Promise<Journal | null> {
  const text = await ignoreMissing(readFile(join(dataDir, JOURNAL), 'utf8')).catch((error: unknown) => {
    throw hasCode(error, 'ENOTDIR') ? notFolder(dataDir) : error
  })
  return text === null ? null : (JSON.parse(text) as Journal)
}

async function writeSynced(path: string, content: string | Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o640)
  try {
    // Whatever the umask is.
    await file.chmod(0o640)
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function ignoreMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function notFolder(dataDir: string): UsageError {
  return new UsageError(`${dataDir} is not a folder; give the data folder with --data.`)
}
