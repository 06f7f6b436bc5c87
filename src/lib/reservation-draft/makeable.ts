/** What of a draft can be made true: a link may carry what the form would not have taken. */
import { isDay } from '../calendar-day.ts'
import type { Host } from '../cloud-model.ts'
import { describeShortage } from './draft-words.ts'
import { type Draft, type DraftedHost, entryOf, isSameEntry } from './draft.ts'

export interface MakeableDraft {
  draft: Draft
  /** Ends that are over or are no day, which the command refuses: the collected ones stay. */
  refusedEnds: { host: string; until: string; isOver: boolean }[]
}

/** The draft of the hosts that there are, with the ends that `aether reserve` takes; `today` is the day in the site's zone. */
export function makeable(draft: Draft, collected: readonly Host[], today: string): MakeableDraft {
  const byName = new Map(collected.map((host) => [host.name, entryOf(host.reservation)]))
  const refusedEnds: MakeableDraft['refusedEnds'] = []
  const kept = draft.flatMap((drafted): DraftedHost[] => {
    const { host, entry } = drafted
    const before = byName.get(host)
    if (before === undefined) return []
    const until = entry.until.trim()
    if (until === '' || until === before.until.trim() || (isDay(until) && until >= today)) return [drafted]
    refusedEnds.push({ host, until, isOver: isDay(until) })
    const rest = { ...entry, until: before.until }
    return isSameEntry(rest, before) ? [] : [{ ...drafted, entry: rest }]
  })
  return { draft: kept, refusedEnds }
}

/** Whether `aether reserve import` takes the draft's file with --force only: it asks about all that an entry holds. */
export function needsForce(draft: Draft, drafted: readonly Host[]): boolean {
  const names = new Set(draft.map(({ host }) => host))
  return drafted.some((host) => names.has(host.name) && describeShortage(host).length > 0)
}
