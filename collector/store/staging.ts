import { chmod, copyFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import { makeFolders } from './make-folders.ts'

/** What `aether build` leaves in a site, by which a folder is known to be one. */
const SITE_MARK = 'api/v1/meta.json'

/** Copies the named files into a new folder, with the modes given: what is archived is not for strangers, what is served is for nginx. */
export async function copyFiles(
  from: string,
  to: string,
  names: string[],
  mode: 0o640 | 0o644,
): Promise<void> {
  await makeFolders(to, mode === 0o640 ? 0o750 : 0o755)
  for (const name of names) {
    const [source, copy] = [join(from, name), join(to, name)]
    await copyFile(source, copy)
    await chmod(copy, mode)
    // Without meta.json the files' times tell when the cloud was read.
    const { atime, mtime } = await stat(source)
    await utimes(copy, atime, mtime)
  }
}

/** Refuses a folder that holds something else than a site of ours, since it will be replaced. Throws UsageError. */
export async function checkReplaceable(outDir: string): Promise<void> {
  const names = await readdir(outDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new UsageError(`${outDir} cannot be the output folder: ${error.message}.`, { cause: error })
  })
  if (names.length === 0) return
  if (await stat(join(outDir, SITE_MARK)).catch(() => null)) return
  throw new UsageError(
    `${outDir} is not empty and holds no site of Aether, so it will not be replaced. Choose another folder with --out.`,
  )
}

/** Puts a finished site in the place of an older one, which stays whole until then. */
export async function replaceSite(finished: string, outDir: string): Promise<void> {
  const old = `${outDir}.replaced`
  await rm(old, { recursive: true, force: true })
  await rename(outDir, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(finished, outDir)
  await rm(old, { recursive: true, force: true })
}
