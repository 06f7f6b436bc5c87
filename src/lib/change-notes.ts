import { CHANGE_SUBJECTS, type ChangeSubject } from './change-kinds.ts'
import { capitalise } from './change-words.ts'
import type { ChangeTimes } from './change-range.ts'
import type { HistoryChanges } from './files/history-events.ts'
import { formatTime, snapshotTime } from './time.ts'
import { formatCountOf } from './units.ts'

/** Which subjects could not be compared, or not in all, and why; the same of several collections once. */
export function noteNotCompared(collections: readonly HistoryChanges[], timeZone: string): string[] {
  const times = new Map<string, { subject: ChangeSubject; reason: string; at: string[] }>()
  for (const { at, notCompared } of collections) {
    for (const subject of CHANGE_SUBJECTS) {
      const reason = notCompared[subject]
      if (reason === undefined) continue
      const key = `${subject} ${reason}`
      const note = times.get(key) ?? { subject, reason, at: [] }
      times.set(key, note)
      note.at.push(at)
    }
  }
  return [...times.values()].map(({ subject, reason, at }) => {
    const when =
      at.length === 1 ? formatTime(at[0] ?? null, timeZone) : `in ${formatCountOf(at.length, 'collection')}`
    return `${capitalise(subject)}s, ${when}: ${reason}`
  })
}

/** Which subjects were last read before the collection that the others are compared with. */
export function noteComparedSince({ since = {} }: HistoryChanges, timeZone: string): string[] {
  return CHANGE_SUBJECTS.flatMap((subject) => {
    const at = since[subject]
    return at === undefined
      ? []
      : [`${capitalise(subject)}s are compared with ${formatTime(at, timeZone)}, when they were last read.`]
  })
}

export function noteGap({ from, to }: ChangeTimes, timeZone: string): string {
  const [begin, end] = [from, to].map((name) => formatTime(snapshotTime(name), timeZone))
  return `No collection between ${begin} and ${end}.`
}
