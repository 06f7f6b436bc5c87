import { CHANGE_SUBJECTS } from '../../src/lib/change-kinds.ts'
import type { ChangeRecord, ComparedSubject } from '../../src/lib/change-record.ts'
import { compareClouds } from '../../src/lib/changes.ts'
import type { Compared } from '../../src/lib/comparable.ts'
import type { HistoryChanges } from '../../src/lib/files/history-events.ts'
import type { Baseline } from './baseline.ts'

export interface Advanced {
  changes: HistoryChanges
  baseline: Baseline
}

/** What a collection changes of what was last known of each subject, and what is known then. `at`: its time. */
export function advanceBaseline(
  before: Baseline | null,
  { comparable, notCompared }: Compared,
  at: string,
): Advanced {
  if (before === null) {
    const subjects = CHANGE_SUBJECTS.flatMap((subject) => {
      const now = comparable[subject]
      return now ? [[subject, learn(null, now, at)] as const] : []
    })
    const changes = { schema: 1 as const, at, previous: null, notCompared, events: [] }
    return { changes, baseline: { at, subjects: Object.fromEntries(subjects) } }
  }
  const reasons = { ...notCompared }
  const since: NonNullable<HistoryChanges['since']> = {}
  const subjects = { ...before.subjects }
  for (const subject of CHANGE_SUBJECTS) {
    const [old, now] = [before.subjects[subject], comparable[subject]]
    if (!now) continue
    if (!old) reasons[subject] ??= 'They were not collected before.'
    else if (old.at !== before.at) since[subject] = old.at
    subjects[subject] = learn(old ?? null, now, at)
  }
  const changes = {
    schema: 1 as const,
    at,
    previous: before.at,
    notCompared: reasons,
    ...(Object.keys(since).length > 0 && { since }),
    events: compareClouds(before.subjects, comparable),
  }
  return { changes, baseline: { at, subjects } }
}

/** What is not known now stays what it was last known to be. */
function learn(old: ComparedSubject | null, now: ComparedSubject, at: string) {
  const known = new Map(old?.records.map((record) => [record.id, record]))
  const records = now.records.map((record) => {
    const last = known.get(record.id)
    known.delete(record.id)
    return last ? learnRecord(last, record) : record
  })
  const missing = now.whole ? [] : known.values()
  return { at, whole: now.whole || (old?.whole ?? false), records: [...records, ...missing] }
}

function learnRecord(last: ChangeRecord, now: ChangeRecord): ChangeRecord {
  const known = Object.entries(now.values).filter(([, value]) => value !== undefined)
  const servers = now.servers ?? last.servers
  return {
    id: now.id,
    values: { ...last.values, ...Object.fromEntries(known) },
    ...(servers && { servers }),
  }
}
