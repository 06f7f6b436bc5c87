import { stat } from 'node:fs/promises'
import { formatAge } from '../../../src/lib/time.ts'
import { readCurrentRelease } from '../../store/releases.ts'
import type { Check } from '../check.ts'
import { ok, problem, skipped, warning } from '../finding.ts'

const PAGE = 'docs/backup.md'

/** Whatever copies the state folder touches a file when it is done, on whichever machine the copy lies: that file's age is looked at. */
export const backupCheck: Check = {
  name: 'backup',
  async run({ settings, clock }) {
    const { stamp, atMostHours } = settings.config.backup
    if (stamp === null) {
      return [skipped('Whether there is a backup is not known (backup.stamp)', '', `Set it as in ${PAGE}.`)]
    }
    if ((await readCurrentRelease(settings.state.root)) === null)
      return [skipped('Nothing is published yet that a backup could hold')]
    const found = await stat(stamp).catch((error: NodeJS.ErrnoException) => error)
    if (found instanceof Error) {
      if (found.code === 'ENOENT') return [problem('No backup has been made', stamp, `Make one: ${PAGE}.`)]
      return [warning(`The backup's file cannot be looked at: ${found.message}`, stamp, PAGE)]
    }
    const ageMs = clock().getTime() - found.mtimeMs
    const what = `The last backup is ${formatAge(Math.max(0, ageMs))} old`
    if (ageMs <= atMostHours * 3_600_000) return [ok(what, stamp)]
    const remedy = `Look into the log of what makes it; backup.atMostHours is ${atMostHours}.`
    return [warning(`${what}: what was collected since then is kept once`, stamp, remedy)]
  },
}
