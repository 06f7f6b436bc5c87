import { capitalise } from '../../../lib/change-words.ts'
import { compareClouds } from '../../../lib/changes.ts'
import { comparableOf, type Compared } from '../../../lib/comparable.ts'
import { CHANGE_SUBJECTS } from '../../../lib/change-kinds.ts'
import type { ChangeEvent } from '../../../lib/files/history-events.ts'
import { readSiteCloud, type SiteDocuments } from '../../../lib/table/site-cloud.ts'
import { fetchTable } from '../table/fetch-table.ts'
import { fetchJson } from '../fetch-json.ts'

/** What differs between two sites, by their paths below this one's root ('' is this one). Throws an Error that says what could not be fetched. */
export async function compareSites(
  from: string,
  to: string,
): Promise<{ events: ChangeEvent[]; notes: string[] }> {
  const [before, after] = await Promise.all([fetchComparable(from), fetchComparable(to)])
  const notes = CHANGE_SUBJECTS.flatMap((subject) => {
    const reason = after.notCompared[subject] ?? before.notCompared[subject]
    return reason === undefined ? [] : [`${capitalise(subject)}s: ${reason}`]
  })
  return { events: compareClouds(before.comparable, after.comparable), notes }
}

async function fetchComparable(site: string): Promise<Compared> {
  const document = <Name extends keyof SiteDocuments>(name: Name) =>
    fetchJson<SiteDocuments[Name]>(`${site}api/v1/${name}.json`)
  const [instances, volumes, meta, summary, flavors, hosts] = await Promise.all([
    fetchTable(`${site}rows/instances.json`),
    fetchTable(`${site}rows/volumes.json`),
    document('meta'),
    document('summary'),
    document('flavors'),
    document('hosts'),
  ])
  return comparableOf(readSiteCloud({ instances, volumes, meta, summary, flavors, hosts }))
}
