import { join } from 'node:path'
import { formatCountOf } from '../../src/lib/units.ts'
import { withArchivedData } from '../archive/restore.ts'
import { exitCodes } from '../errors.ts'
import type { Progress } from '../progress.ts'
import type { Settings } from '../settings.ts'
import { withLock } from '../store/lock.ts'
import { cleanReleases } from '../store/releases.ts'
import { attemptHistory } from './attempt.ts'
import { reindexHistory } from './reindex.ts'
import { repairHistory } from './store.ts'

export interface ReindexOutput {
  json: boolean
  /** For events; people read `progress`. */
  print: (line: string) => void
  progress: Progress
}

/**
 * `aether archive reindex`: writes the history anew from the archive and says from what. Throws LockedError beside a build or a
 * refresh. Resolves with the exit code: 1 where a snapshot could not be read.
 */
export async function reportReindex(
  { state, config }: Pick<Settings, 'state' | 'config'>,
  { json, print, progress }: ReindexOutput,
): Promise<number> {
  return withLock(state.root, async () => {
    await cleanReleases(state.root)
    await attemptHistory(progress, (tell) => repairHistory(state, tell))
    const result = await reindexHistory({ state, config }, (name, use) =>
      withArchivedData(join(state.archive, name), use),
    )
    const { collections, archived, fromData, failed } = result
    if (json) print(JSON.stringify({ event: 'reindexed', ...result }))
    for (const { name, reason } of failed) progress.note(`failed   ${name} could not be read: ${reason}`)
    progress.note(
      `${formatCountOf(collections, 'collection')} in the history, ${archived} of them from the archive` +
        `${fromData > 0 ? ` (${fromData} from data files)` : ''}; the others stay as they were.`,
    )
    return failed.length === 0 ? exitCodes.ok : exitCodes.nothingPublished
  })
}
