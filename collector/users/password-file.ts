import { chown, open, readFile, rename, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { parseHtpasswd, type PasswordLine, serialiseHtpasswd } from '../../src/lib/files/htpasswd.ts'
import { explainFolderError, isSystemRefusal, UsageError } from '../errors.ts'
import { syncFolder } from '../store/atomic.ts'
import { withLock } from '../store/lock.ts'

/** nginx's workers read it by their group; nobody else does. */
const MODE = 0o640

/** The lines of the file; none where it is not there. Throws UsageError where it cannot be read. */
export async function readPasswordFile(file: string): Promise<PasswordLine[]> {
  try {
    return parseHtpasswd(await readFile(file, 'utf8'))
  } catch (error) {
    if (isMissing(error)) return []
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`The password file ${file} cannot be read: ${reason}.`, { cause: error })
  }
}

/** Reads, changes and writes under a lock, so that of two changes none is lost. Whoever reads meanwhile reads the old or the new file. */
export async function changePasswordFile(
  file: string,
  change: (lines: PasswordLine[]) => PasswordLine[],
): Promise<void> {
  const folder = dirname(file)
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw new UsageError(
      `There is no folder ${folder} for the password file ${basename(file)}. Make it, or name another file.`,
    )
  }
  await withLock(folder, async () => {
    try {
      await replace(file, serialiseHtpasswd(change(await readPasswordFile(file))))
    } catch (error) {
      throw isSystemRefusal(error) ? explainFolderError(folder, error) : error
    }
  })
}

/** The file keeps its owner; a new one takes its folder's group, by which nginx may read it. */
async function replace(file: string, content: string): Promise<void> {
  const temporary = `${file}.partial`
  const old = await stat(file).catch(() => null)
  const handle = await open(temporary, 'w', MODE)
  try {
    await handle.chmod(MODE)
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const { gid } = old ?? (await stat(dirname(file)))
  // Only root, or a member of that group, can give it away; whoever cannot leaves it with the group of whoever wrote it.
  await chown(temporary, old && process.getuid?.() === 0 ? old.uid : -1, gid).catch(ignoreRefusal)
  await rename(temporary, file)
  await syncFolder(dirname(file))
}

function ignoreRefusal(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPERM') throw error
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
