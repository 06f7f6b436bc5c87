import { join } from 'node:path'
import { formatBytes, formatCountOf } from '../../src/lib/units.ts'
import { exitCodes } from '../errors.ts'
import type { Progress } from '../progress.ts'
import { withLock } from '../store/lock.ts'
import { cleanReleases } from '../store/releases.ts'
import type { StatePaths } from '../store/state.ts'
import { measureFolder } from './measure.ts'
import { thinArchive, type Thinning } from './thin.ts'

export interface ThinningOutput {
  json: boolean
  /** For events; people read `progress`. */
  print: (line: string) => void
  progress: Progress
}

/**
 * `aether archive thin`: thins every snapshot that a refresh has not yet, and says what each takes then. Throws LockedError beside a
 * build or a refresh. Resolves with the exit code: 1 where one could not be thinned.
 */
export async function reportThinning(
  state: StatePaths,
  { json, print, progress }: ThinningOutput,
): Promise<number> {
  return withLock(state.root, async () => {
    await cleanReleases(state.root)
    const { thinned, failed } = await thinArchive(state, Infinity)
    for (const name of thinned) {
      const { own, shared } = await measureFolder(join(state.archive, name))
      if (json) print(JSON.stringify({ event: 'thinned', name, ownBytes: own, sharedBytes: shared }))
      else progress.note(`thinned  ${name}  ${formatBytes(own)} of its own, ${formatBytes(shared)} shared`)
    }
    if (json) for (const failure of failed) print(JSON.stringify({ event: 'failed', ...failure }))
    else noteFailures(failed, progress)
    if (!json) progress.note(`${formatCountOf(thinned.length, 'snapshot')} thinned.`)
    return failed.length === 0 ? exitCodes.ok : exitCodes.nothingPublished
  })
}

/** What stays as it is does no harm but to the disk. */
export function noteFailures(failed: Thinning['failed'], progress: Progress): void {
  for (const { name, reason } of failed) progress.note(`thinned  not ${name}: ${reason}`)
}
