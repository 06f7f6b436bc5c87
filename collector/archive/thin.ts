import { join } from 'node:path'
import type { Manifest } from '../../src/lib/files/manifest.ts'
import { isSystemRefusal } from '../errors.ts'
import { readManifest } from '../store/manifest.ts'
import { type BeforeStep, listReleases, readServedFolder } from '../store/releases.ts'
import type { StatePaths } from '../store/state.ts'
import { thinSnapshot } from './thin-snapshot.ts'

/** So many a refresh, which keeps it short where an archive of an earlier version is still to be thinned. */
export const PER_REFRESH = 3

export interface Thinning {
  thinned: string[]
  /** What stays as it is, and why; it does not keep the others. */
  failed: { name: string; reason: string }[]
}

/**
 * Thins the snapshots that are neither served nor the newest, oldest first, at most `most` of them; what a killed run began is completed.
 * One whose manifest cannot be read stays as it is. Only for the one who holds the lock.
 */
export async function thinArchive(
  { root, archive }: Pick<StatePaths, 'root' | 'archive'>,
  most: number,
  before: BeforeStep = () => undefined,
): Promise<Thinning> {
  const names = await listReleases(root)
  const kept = new Set([names.at(-1), await readServedFolder(root)])
  const manifests = new Map<string, Manifest | null>()
  for (const name of names) manifests.set(name, await readManifest(join(archive, name)))
  const isThin = (name: string) => manifests.get(name)?.schema === 2
  const waiting = names.filter((name) => !kept.has(name) && isWaiting(manifests.get(name) ?? null))

  const result: Thinning = { thinned: [], failed: [] }
  for (const name of waiting) {
    if (result.thinned.length >= most) break
    const neighbour = names.findLast((other) => other < name && isThin(other)) ?? names.find(isThin)
    try {
      const beside = neighbour === undefined ? null : join(archive, neighbour)
      await thinSnapshot(join(archive, name), beside, (step) => before(`${name} ${step}`))
      manifests.set(name, await readManifest(join(archive, name)))
      result.thinned.push(name)
    } catch (error) {
      result.failed.push({ name, reason: error instanceof Error ? error.message : String(error) })
      // What the disk refuses to one it refuses to all.
      if (isSystemRefusal(error)) break
    }
  }
  return result
}

function isWaiting(manifest: Manifest | null): boolean {
  return manifest !== null && (manifest.schema === 1 || manifest.thinning === 'begun')
}
