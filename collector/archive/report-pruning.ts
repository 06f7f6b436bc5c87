import { formatBytes, formatCount, formatCountOf } from '../../src/lib/units.ts'
import { describeTotals } from '../data-summary.ts'
import { exitCodes } from '../errors.ts'
import type { Progress } from '../progress.ts'
import { withLock } from '../store/lock.ts'
import { cleanReleases } from '../store/releases.ts'
import { removeReleases } from '../store/removal.ts'
import { measureFolder, measureFolders } from './measure.ts'
import { type ArchivedSnapshot, type ArchiveSettings, listSnapshots } from './snapshots.ts'
import type { MeasuredSnapshot } from './words.ts'

export interface PruningOutput {
  dryRun: boolean
  json: boolean
  /** For events; people read `progress`. */
  print: (line: string) => void
  progress: Progress
}

/**
 * `aether archive prune`: removes what the policy does not keep and says what. Without a dry run it throws LockedError beside a
 * build or a refresh. Resolves with the exit code: 1 where something could not be removed.
 */
export async function reportPruning(
  settings: ArchiveSettings,
  now: Date,
  output: PruningOutput,
): Promise<number> {
  const { root } = settings.state
  if (output.dryRun) {
    const { leaving, staying, bytes } = await plan(settings, now)
    for (const snapshot of leaving) tell(snapshot, output)
    conclude({ gone: leaving, staying, bytes }, output)
    return exitCodes.ok
  }
  return withLock(root, async () => {
    await cleanReleases(root)
    const { leaving, staying, bytes } = await plan(settings, now)
    const { removed, failed } = await removeReleases(
      root,
      leaving.map(({ name }) => name),
    )
    const gone = leaving.filter(({ name }) => removed.includes(name))
    for (const snapshot of gone) tell(snapshot, output)
    for (const { name, reason } of failed) {
      if (output.json) output.print(JSON.stringify({ event: 'failed', name, reason }))
      else output.progress.note(`failed   ${name} could not be removed: ${reason}`)
    }
    const isAll = gone.length === leaving.length
    const freed = isAll ? bytes : gone.reduce((sum, { disk }) => sum + disk.own, 0)
    conclude({ gone, staying, bytes: freed }, output)
    return failed.length === 0 ? exitCodes.ok : exitCodes.nothingPublished
  })
}

async function plan(
  settings: ArchiveSettings,
  now: Date,
): Promise<{ leaving: MeasuredSnapshot[]; staying: ArchivedSnapshot[]; bytes: number }> {
  const snapshots = await listSnapshots(settings, now)
  const leaving: MeasuredSnapshot[] = []
  for (const snapshot of snapshots.filter(({ reasons }) => reasons.length === 0)) {
    leaving.push({ ...snapshot, disk: await measureFolder(snapshot.folder) })
  }
  // What only those share that go comes back, too.
  const { own: bytes } = await measureFolders(leaving.map(({ folder }) => folder))
  return { leaving, staying: snapshots.filter(({ reasons }) => reasons.length > 0), bytes }
}

function tell({ name, manifest, disk }: MeasuredSnapshot, { dryRun, json, print, progress }: PruningOutput) {
  if (json) return print(JSON.stringify({ event: 'pruned', name, bytes: disk.own, dryRun }))
  const holds = manifest?.totals ? describeTotals(manifest.totals) : 'totals not recorded'
  progress.note(`${dryRun ? 'leaves ' : 'pruned '}  ${name}  ${formatBytes(disk.own)}, ${holds}`)
}

function conclude(
  {
    gone,
    staying,
    bytes,
  }: { gone: readonly MeasuredSnapshot[]; staying: readonly ArchivedSnapshot[]; bytes: number },
  { dryRun, json, print, progress }: PruningOutput,
): void {
  const unreadable = staying.filter(({ reasons }) => reasons.includes('unreadable'))
  for (const { name } of unreadable) {
    if (json) print(JSON.stringify({ event: 'unreadable', name }))
    else progress.note(`kept     ${name}: its manifest cannot be read, so look at it before you remove it`)
  }
  if (json) return
  const [removed, freed] = dryRun ? ['would be removed', 'would be free'] : ['removed', 'free again']
  progress.note(
    `${formatCountOf(gone.length, 'snapshot')} ${removed}, ${formatBytes(bytes)} ${freed}; ${formatCount(staying.length)} kept.`,
  )
}
