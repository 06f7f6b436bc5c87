import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeIndex } from './archive-index.ts'
import { syncFolder } from './atomic.ts'
import { type BeforeStep, listReleases } from './releases.ts'
import { statePaths } from './state.ts'

const PRUNED = '.pruned'
const REMAINS = /^\d{4}-\d\d-\d\dT\d{6}Z\.pruned$/

export interface Removal {
  removed: string[]
  /** What could not be removed, and why; it does not keep the others. */
  failed: { name: string; reason: string }[]
}

/**
 * Removes whole snapshots. Whenever the process dies, each is either whole under its name or under none that anything serves;
 * the next call clears such remains. Only for the one who holds the lock, and never with the served one's name.
 */
export async function removeReleases(
  stateDir: string,
  names: readonly string[],
  before: BeforeStep = () => undefined,
): Promise<Removal> {
  const { archive } = statePaths(stateDir)
  const failed: Removal['failed'] = []
  const remains = (await readdir(archive).catch((): string[] => [])).filter((name) => REMAINS.test(name))
  const attempt = async (step: string, name: string, work: () => Promise<void>) => {
    await before(`${step} ${name}`)
    await work().catch((error: Error) => failed.push({ name, reason: error.message }))
  }
  const removeFolder = (name: string) =>
    attempt('remove', name, () => rm(join(archive, name), { recursive: true, force: true }))

  for (const name of remains) await removeFolder(name)
  if (names.length === 0) return { removed: [], failed }

  // The index first, so that no page leads to what is gone.
  await before('index')
  await writeIndex(
    stateDir,
    (await listReleases(stateDir)).filter((name) => !names.includes(name)),
  )
  for (const name of names) {
    await attempt('rename', name, () => rename(join(archive, name), join(archive, name + PRUNED)))
  }
  // On disk before the first file goes: after a power cut no name leads to a half of a snapshot.
  await syncFolder(archive)
  const kept = new Set(await listReleases(stateDir))
  const removed = names.filter((name) => !kept.has(name))
  for (const name of removed) await removeFolder(name + PRUNED)
  if (removed.length < names.length) await writeIndex(stateDir, [...kept])
  return { removed, failed }
}
