import { join } from 'node:path'
import { dayAt } from '../../../src/lib/calendar-day.ts'
import type { Config } from '../../../src/lib/model.ts'
import { snapshotName } from '../../../src/lib/time.ts'
import { formatBytes, formatCountOf } from '../../../src/lib/units.ts'
import { measureFolder } from '../../archive/measure.ts'
import { readManifest } from '../../store/manifest.ts'
import { listReleases } from '../../store/releases.ts'
import { decideRetention } from '../../store/retention.ts'
import type { StatePaths } from '../../store/state.ts'
import type { Check, DoctorContext } from '../check.ts'
import { type Finding, ok, skipped, warning } from '../finding.ts'
import { readDiskSpace } from './disk.ts'

export const archiveCheck: Check = {
  name: 'archive',
  run: async (context) => [
    ...(await findUnreadable(context.settings.state)),
    ...(await checkGrowth(context)),
  ],
}

/** After an upgrade and the way back, these are the newer version's. */
async function findUnreadable({ root, archive }: StatePaths): Promise<Finding[]> {
  const unreadable: string[] = []
  for (const name of await listReleases(root)) {
    if ((await readManifest(join(archive, name))) === null) unreadable.push(name)
  }
  const [first] = unreadable
  if (first === undefined) return []
  const what = `The manifest of ${formatCountOf(unreadable.length, 'snapshot')} is missing, broken or of a newer Aether`
  const remedy =
    'They stay and are served, and are neither pruned nor thinned: "aether archive verify", docs/upgrading.md.'
  return [warning(what, join(archive, first), remedy)]
}

/** What the archive will need within a year, by the policy and by what the last thinned snapshot takes. */
export async function checkGrowth(
  { settings, clock }: Pick<DoctorContext, 'settings' | 'clock'>,
  readSpace = readDiskSpace,
): Promise<Finding[]> {
  const { config, state } = settings
  const names = await listReleases(state.root)
  // The newest is whole, and tells nothing of what one more costs.
  const thinned = names.at(-2)
  if (thinned === undefined) return [skipped('How the archive grows shows from the second snapshot on')]
  const { own } = await measureFolder(join(state.archive, thinned))
  const kept = countKeptInAYear(names, config, clock())
  const more = Math.max(0, kept - names.length)
  const { freeBytes } = await readSpace(state.archive)
  const what = `${formatCountOf(names.length, 'snapshot')} now, ${kept} in a year: ${formatBytes(more * own)} more, at ${formatBytes(own)} each`
  if (more * own < freeBytes) return [ok(what, state.archive)]
  const remedy = 'Make room, move stateDir, or keep fewer snapshots (docs/archive.md).'
  return [warning(`${what}, and ${formatBytes(freeBytes)} are free`, state.archive, remedy)]
}

const YEAR_MS = 365 * 24 * 3_600_000
/** Minutes. Of collections that follow each other faster, so many are looked at only. */
const LEAST_STEP = 15

function countKeptInAYear(names: readonly string[], { site, archive }: Config, now: Date): number {
  const stepMs = Math.max(LEAST_STEP, site.intervalMinutes) * 60_000
  const coming: string[] = []
  for (let time = now.getTime() + stepMs; time < now.getTime() + YEAR_MS; time += stepMs) {
    coming.push(new Date(time).toISOString())
  }
  // The last day has not all of its collections, and is the one of which all are kept.
  const dayOf = (time: string | undefined) => dayAt(time ?? '', site.timeZone)
  const last = dayOf(coming.at(-1))
  while (coming.length > 0 && dayOf(coming.at(-1)) === last) coming.pop()
  const reasons = decideRetention([...names, ...coming.map(snapshotName)], {
    policy: archive,
    timeZone: site.timeZone,
    now: new Date(now.getTime() + YEAR_MS),
    served: null,
    unreadable: new Set(),
  })
  return [...reasons.values()].filter((reason) => reason.length > 0).length
}
