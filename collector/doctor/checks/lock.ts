import { readLock } from '../../store/lock.ts'
import type { Check } from '../check.ts'
import { type Finding, ok, warning } from '../finding.ts'

export const lockCheck: Check = {
  name: 'lock',
  async run({ settings, dataDir }) {
    const folders = [...new Set([settings.state.root, dataDir])]
    const findings = (await Promise.all(folders.map(describeLock))).filter((finding) => finding !== null)
    return findings.length > 0 ? findings : [ok('No run is at work')]
  },
}

async function describeLock(folder: string): Promise<Finding | null> {
  const lock = await readLock(folder)
  if (lock === null) return null
  const who = lock.holder
    ? `process ${lock.holder.pid} on ${lock.holder.host}, since ${lock.holder.since}`
    : 'nobody that it names'
  if (!lock.isDead) return ok(`A run is at work: ${who}`, lock.path)
  const remedy = 'Nothing needs to be done: the next run takes the lock over and cleans up.'
  return warning(`A run ended without giving its lock back: ${who}`, lock.path, remedy)
}
