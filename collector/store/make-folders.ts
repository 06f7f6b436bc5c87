import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { explainFolderError } from '../errors.ts'

/**
 * Makes the folder and those above it that are missing; what has the name already stays, folder or not. Throws CollectError.
 * Node's own recursive mkdir never ends below /proc, which answers ENOENT to every new name: here that is an error.
 */
export async function makeFolders(folder: string, mode = 0o777): Promise<void> {
  try {
    await makeWithParents(folder, mode)
  } catch (error) {
    throw explainFolderError(folder, error)
  }
}

async function makeWithParents(folder: string, mode: number): Promise<void> {
  const refusal = await tryToMake(folder, mode)
  if (refusal === null) return
  if (refusal.code !== 'ENOENT' || dirname(folder) === folder) throw refusal
  await makeWithParents(dirname(folder), mode)
  const again = await tryToMake(folder, mode)
  if (again !== null) throw again
}

/** Null where it is there now. */
async function tryToMake(folder: string, mode: number): Promise<NodeJS.ErrnoException | null> {
  try {
    await mkdir(folder, mode)
    return null
  } catch (error) {
    const refusal = error as NodeJS.ErrnoException
    return refusal.code === 'EEXIST' ? null : refusal
  }
}
