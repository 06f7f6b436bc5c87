import { join } from 'node:path'
import type { Manifest } from '../../src/lib/files/manifest.ts'
import { snapshotTime } from '../../src/lib/time.ts'
import type { Settings } from '../settings.ts'
import { readManifest } from '../store/manifest.ts'
import { listReleases, readServedFolder } from '../store/releases.ts'
import { decideRetention, type KeepReason } from '../store/retention.ts'

export type ArchiveSettings = Pick<Settings, 'config' | 'state'>

export interface ArchivedSnapshot {
  name: string
  /** ISO 8601; null where the name is no time. */
  collectedAt: string | null
  folder: string
  /** Null where it is missing or cannot be read. */
  manifest: Manifest | null
  /** Why it is kept; none where the next pruning removes it. */
  reasons: KeepReason[]
}

/** Every snapshot of the archive, ascending. Reads all manifests, so it is for people who ask, not for each refresh. */
export async function listSnapshots(settings: ArchiveSettings, now: Date): Promise<ArchivedSnapshot[]> {
  const { root, archive } = settings.state
  const names = await listReleases(root)
  const manifests = new Map<string, Manifest | null>()
  for (const name of names) manifests.set(name, await readManifest(join(archive, name)))
  const unreadable = new Set(names.filter((name) => !manifests.get(name)))
  const reasons = decideRetention(names, await readFacts(settings, now, unreadable))
  return names.map((name) => ({
    name,
    collectedAt: snapshotTime(name),
    folder: join(archive, name),
    manifest: manifests.get(name) ?? null,
    reasons: reasons.get(name) ?? [],
  }))
}

/** What the policy needs to know beside the names. */
export async function readFacts(
  { config, state }: ArchiveSettings,
  now: Date,
  unreadable: ReadonlySet<string>,
) {
  const { timeZone } = config.site
  return { policy: config.archive, timeZone, now, served: await readServedFolder(state.root), unreadable }
}
