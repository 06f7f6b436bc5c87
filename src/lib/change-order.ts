import { CHANGE_KINDS, CHANGE_SUBJECTS } from './change-kinds.ts'
import type { ChangeEvent } from './files/history-events.ts'
import { compareNatural } from './natural-order.ts'

const RANKS = new Map(
  CHANGE_SUBJECTS.flatMap((subject) => CHANGE_KINDS[subject].map((kind) => `${subject} ${kind}`)).map(
    (key, rank) => [key, rank],
  ),
)

/** By subject and kind, project, name and id. */
export function compareEvents(a: ChangeEvent, b: ChangeEvent): number {
  return (
    rankOf(a) - rankOf(b) ||
    compareNatural(a.project ?? '', b.project ?? '') ||
    compareNatural(a.name, b.name) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

function rankOf({ subject, kind }: ChangeEvent): number {
  return RANKS.get(`${subject} ${kind}`) ?? RANKS.size
}
