import { join } from 'node:path'
import { judgeFreshness } from '../src/lib/freshness.ts'
import type { Config } from '../src/lib/model.ts'
import { formatAge, formatTime, snapshotTime } from '../src/lib/time.ts'
import { hasFailed, readLastRun } from './last-run.ts'
import { readManifest } from './store/manifest.ts'
import { readServedFolder } from './store/releases.ts'
import type { StatePaths } from './store/state.ts'

export interface Health {
  healthy: boolean
  /** One sentence for the operator. */
  message: string
}

/**
 * Whether the site is kept up: it is not older than three intervals, as the banner of its pages has it, and the last run of
 * `aether refresh --repeat` did not fail. A failure is past once something younger is published.
 */
export async function judgeHealth(state: StatePaths, { site }: Config, now: Date): Promise<Health> {
  const name = await readServedFolder(state.root).catch(() => null)
  const collectedAt = name === null ? null : snapshotTime(name)
  const failure = await findFailure(state, name)
  if (failure !== null) {
    const when = formatTime(failure.endedAt, site.timeZone)
    return bad(`The last refresh ended with exit code ${failure.exitCode}, ${when}. Its output says why.`)
  }
  if (collectedAt === null) return bad(`Nothing is published in ${state.root} yet.`)
  const age = now.getTime() - Date.parse(collectedAt)
  const collected = `${formatTime(collectedAt, site.timeZone)}, ${formatAge(age)} ago`
  if (judgeFreshness(Date.parse(collectedAt), now.getTime(), site.intervalMinutes) === 'stale') {
    return bad(`The site is older than three intervals: collected ${collected}.`)
  }
  return { healthy: true, message: `The site is kept up: collected ${collected}.` }
}

async function findFailure(state: StatePaths, name: string | null) {
  const run = await readLastRun(state.root)
  if (run === null || !hasFailed(run)) return null
  const manifest = name === null ? null : await readManifest(join(state.archive, name))
  const since = Date.parse(manifest?.builtAt ?? '')
  return since > Date.parse(run.endedAt) ? null : run
}

function bad(message: string): Health {
  return { healthy: false, message }
}
