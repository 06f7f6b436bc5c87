import { CAME, WENT } from '../../change-fields.ts'
import type { DatedChange } from '../../change-fold.ts'
import type { ChangeSubject } from '../../change-kinds.ts'
import type { Cloud } from '../../cloud.ts'
import type { ChangeEvent } from '../../files/history-events.ts'
import { nameChangeKind } from '../../change-counts.ts'
import { capitalise } from '../../change-words.ts'
import { quoteValue } from '../query-parse.ts'
import { instanceHref, volumeHref } from './instance-cells.ts'

/** Where the names in an event lead: paths below the site's root, null where there is no page. */
export interface ChangeLinks {
  subject(event: ChangeEvent): string | null
  project(name: string): string | null
  host(name: string): string | null
}

const known = new WeakMap<Cloud, ChangeLinks>()

/** To the pages of this collection, as far as it has them. Made once a cloud: every host's page asks. */
export function linksOfCloud(cloud: Cloud): ChangeLinks {
  const links = known.get(cloud) ?? makeLinks(cloud)
  known.set(cloud, links)
  return links
}

function makeLinks(cloud: Cloud): ChangeLinks {
  const volumes = new Set(cloud.snapshot.volumes?.map(({ id }) => id))
  const flavors = new Set(cloud.snapshot.flavors?.map(({ id }) => id))
  const host = (name: string) => pageOf('hosts', cloud.hostByName.get(name)?.slug)
  const has: Record<ChangeSubject, (id: string) => boolean> = {
    instance: (id) => cloud.instanceById.has(id),
    volume: (id) => volumes.has(id),
    flavor: (id) => flavors.has(id),
    host: (id) => cloud.hostByName.has(id),
    reservation: (id) => cloud.hostByName.has(id),
  }
  return {
    host,
    project: (name) => pageOf('projects', cloud.projectByKey.get(name)?.slug),
    subject: (event) => (has[event.subject](event.id) ? subjectHref(event, host) : null),
  }
}

function pageOf(section: string, slug: string | undefined): string | null {
  return slug === undefined ? null : `${section}/${slug}/`
}

/** The details of what an event is about. */
function subjectHref(
  { subject, id }: Pick<ChangeEvent, 'subject' | 'id'>,
  host: ChangeLinks['host'],
): string | null {
  if (subject === 'instance') return instanceHref(id)
  if (subject === 'volume') return volumeHref(id)
  if (subject === 'flavor') return `flavors/?id=${encodeURIComponent(id)}`
  return host(id)
}

/** The `?...` of the Changes page with one kind of a subject's events. */
export function changeKindSearch({ subject, kind }: { subject: ChangeSubject; kind: string }): string {
  const filters = { 'f.subject': quoteValue(capitalise(subject)), 'f.kind': quoteValue(nameChangeKind(kind)) }
  return `?${new URLSearchParams(filters)}`
}

/** The sites of the two collections that are compared, as paths below this site's root: '' is this one, null where it is not kept. */
export interface ComparedSites {
  from: string | null
  to: string | null
  /** Names that have a page in this site, with the page's path segment. */
  hosts: ReadonlyMap<string, string>
  projects: ReadonlyMap<string, string>
}

/** To the pages of the later collection; what is gone by then leads to the earlier one. */
export function linksOfSites(sites: ComparedSites, changes: readonly DatedChange[]): ChangeLinks {
  const fates = findFates(changes)
  // Of a host or a project the page of this site says more than none.
  const host = (name: string) => under(sites.to ?? '', pageOf('hosts', sites.hosts.get(name)))
  return {
    host,
    project: (name) => under(sites.to ?? '', pageOf('projects', sites.projects.get(name))),
    subject: (event) => {
      if (event.subject === 'host' || event.subject === 'reservation') return host(event.id)
      const fate = fates.get(`${event.subject} ${event.id}`)
      const site = fate?.isThere ? sites.to : fate?.wasThere ? sites.from : null
      return site === null ? null : under(site, subjectHref(event, host))
    },
  }
}

function under(site: string, path: string | null): string | null {
  return path === null ? null : site + path
}

/** Whether each thing was there before the first and is there after the last of its events. */
function findFates(changes: readonly DatedChange[]): Map<string, { wasThere: boolean; isThere: boolean }> {
  const fates = new Map<string, { wasThere: boolean; isThere: boolean }>()
  for (const { event } of changes.toSorted((a, b) => compareTimes(a.at, b.at))) {
    const { subject, id, kind } = event
    const key = `${subject} ${id}`
    const wasThere = fates.get(key)?.wasThere ?? kind !== CAME[subject]
    fates.set(key, { wasThere, isThere: kind !== WENT[subject] })
  }
  return fates
}

function compareTimes(a: string | null, b: string | null): number {
  return a === null || b === null ? 0 : Date.parse(a) - Date.parse(b)
}
