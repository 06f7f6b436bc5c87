import { UsageError } from '../errors.ts'

/** So many are named where a time fits several. */
const NAMED = 5

/**
 * The snapshot that a person means by the begin of its time, as `2026-11-22T06`, `2026-11-22 06:11` or its whole name.
 * Throws UsageError where none or several begin so.
 */
export function findSnapshot(time: string, names: readonly string[]): string {
  const begin = time.trim().toUpperCase().replace(/[ _]/, 'T').replaceAll(':', '')
  const found = names.filter((name) => name.startsWith(begin))
  const [first] = found
  if (first !== undefined && found.length === 1) return first
  if (first === undefined) {
    const newest = names.at(-1)
    const hint = newest === undefined ? 'The archive is empty.' : `The newest is ${newest}.`
    throw new UsageError(`No snapshot begins with "${time}". ${hint} See aether archive list.`)
  }
  const some = found.slice(-NAMED).join(', ')
  const more = found.length > NAMED ? `, and ${found.length - NAMED} more` : ''
  throw new UsageError(
    `${found.length} snapshots begin with "${time}": ${some}${more}. Give more of the time.`,
  )
}
