import { type DatedChange, foldChanges, listChanges } from '../../../lib/change-fold.ts'
import { type ChangeLogDay, type ChangeLogIndex, dayOf } from '../../../lib/change-log.ts'
import { noteNotCompared } from '../../../lib/change-notes.ts'
import { type ChangeTimes, findGaps, isLogged, namesWithin } from '../../../lib/change-range.ts'
import type { HistoryChanges } from '../../../lib/files/history-events.ts'
import { formatTime, snapshotName, snapshotTime } from '../../../lib/time.ts'
import { compareSites } from './compare-sites.ts'
import { fetchJson } from '../fetch-json.ts'
import type { KeptSites } from './kept-sites.ts'

/** What is between two collections. */
export interface FoundChanges {
  changes: DatedChange[]
  /** What could not be compared, in words. */
  notes: string[]
  /** Times without a collection. */
  gaps: ChangeTimes[]
  /** The site's own record covers it, so that each event can be listed. */
  isLogged: boolean
}

/** From the site's own record where it reaches, and by comparing the two sites otherwise. Throws an Error that says why neither can be. */
export async function loadChanges(
  times: ChangeTimes,
  each: boolean,
  log: ChangeLogIndex,
  sites: KeptSites,
  timeZone: string,
): Promise<FoundChanges> {
  if (isLogged(times, log)) {
    const collections = await readCollections(times, log)
    return {
      changes: each ? listChanges(collections) : foldChanges(collections),
      notes: noteNotCompared(collections, timeZone),
      gaps: findGaps(times, log),
      isLogged: true,
    }
  }
  const [from, to] = [sites.pathOf(times.from), sites.pathOf(times.to)]
  if (from === null || to === null) {
    const missing = from === null ? times.from : times.to
    throw new Error(
      `The snapshot of ${formatTime(snapshotTime(missing), timeZone)} is not kept, and this site's own record does not reach there.`,
    )
  }
  const { events, notes } = await compareSites(from, to)
  return { changes: events.map((event) => ({ at: null, event })), notes, gaps: [], isLogged: false }
}

const days = new Map<string, Promise<ChangeLogDay>>()

async function readCollections(times: ChangeTimes, log: ChangeLogIndex): Promise<HistoryChanges[]> {
  const names = namesWithin(times, log.names)
  const files = await Promise.all([...new Set(names.map(dayOf))].map(readDay))
  const wanted = new Set(names)
  return files.flatMap(({ collections }) => collections).filter(({ at }) => wanted.has(snapshotName(at)))
}

function readDay(day: string): Promise<ChangeLogDay> {
  const known = days.get(day)
  if (known) return known
  const file = fetchJson<ChangeLogDay>(`rows/changes/${day}.json`)
  days.set(day, file)
  file.catch(() => days.delete(day))
  return file
}
