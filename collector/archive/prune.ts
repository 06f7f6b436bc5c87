import { join } from 'node:path'
import { snapshotTime } from '../../src/lib/time.ts'
import { readManifest } from '../store/manifest.ts'
import { listReleases } from '../store/releases.ts'
import { type Removal, removeReleases } from '../store/removal.ts'
import { decideRetention, type KeepReason } from '../store/retention.ts'
import { type ArchiveSettings, readFacts } from './snapshots.ts'

/** No day, week or month reaches further. */
const PERIOD_MS = 31 * 24 * 3_600_000

/**
 * Removes what the policy does not keep: the end of each refresh. Only for the one who holds the lock. However long the
 * archive is, it reads few manifests: of what would go, and of what would stand for it.
 */
export async function pruneArchive(settings: ArchiveSettings, now: Date): Promise<Removal> {
  const { root, archive } = settings.state
  const names = await listReleases(root)
  const readable = new Map<string, boolean>()
  for (;;) {
    const unreadable = new Set(names.filter((name) => readable.get(name) === false))
    const reasons = decideRetention(names, await readFacts(settings, now, unreadable))
    const doomed = names.filter((name) => reasons.get(name)?.length === 0)
    const unknown = names.filter(
      (name) =>
        !readable.has(name) &&
        mattersFor(reasons.get(name) ?? []) &&
        doomed.some((other) => timeBetween(name, other) <= PERIOD_MS),
    )
    if (unknown.length === 0) return removeReleases(root, doomed)
    for (const name of unknown) readable.set(name, (await readManifest(join(archive, name))) !== null)
  }
}

/** What goes, and what is kept for others of its day, week or month, has to be known to be readable. */
function mattersFor(reasons: readonly KeepReason[]): boolean {
  return (
    reasons.length === 0 || reasons.some((reason) => ['day', 'week', 'month'].includes(reason))
  )
}

function timeBetween(a: string, b: string): number {
  return Math.abs(Date.parse(snapshotTime(a) ?? '') - Date.parse(snapshotTime(b) ?? ''))
}
