import { CHANGE_KINDS, CHANGE_SUBJECTS, type ChangeSubject } from './change-kinds.ts'
import type { ChangeEvent } from './files/history-events.ts'
import { formatCountOf } from './units.ts'

export interface ChangeCount {
  subject: ChangeSubject
  kind: string
  count: number
  /** "3 instances created" */
  words: string
}

/** A kind as a word after its subject; those that are such words themselves are not listed. */
const KIND_WORDS: Record<string, string> = {
  status: 'changed in status',
  project: 'given to another project',
  state: 'changed in state',
  enabled: 'enabled or disabled',
  ratio: 'changed in ratio',
  capacity: 'changed in capacity',
}

/** "created", "changed in status": for people; CHANGE_KINDS has the words for machines. */
export function nameChangeKind(kind: string): string {
  return KIND_WORDS[kind] ?? kind
}

/** How many events there are of each kind, in the order of CHANGE_KINDS, without the kinds that there are none of. */
export function countChanges(events: readonly ChangeEvent[]): ChangeCount[] {
  const counts = new Map<string, number>()
  for (const { subject, kind } of events) {
    const key = `${subject} ${kind}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return CHANGE_SUBJECTS.flatMap((subject) =>
    CHANGE_KINDS[subject].flatMap((kind) => {
      const count = counts.get(`${subject} ${kind}`)
      if (count === undefined) return []
      return { subject, kind, count, words: `${formatCountOf(count, subject)} ${nameChangeKind(kind)}` }
    }),
  )
}
