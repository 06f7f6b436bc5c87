import { filesOfPart } from './collected-files.ts'
import type { Meta, Snapshot } from './model.ts'
import { formatCount } from './units.ts'

/** Parts of a snapshot that pages, documents and exports show, in words. */
const WORDS = {
  instances: 'instances',
  hypervisors: 'hypervisors',
  ratios: 'allocation ratios',
  providers: 'resource providers',
  verification: 'the check of Nova against Placement',
  services: 'services',
  aggregates: 'aggregates and zones',
  serverGroups: 'server groups',
  flavors: 'flavors',
  images: 'images',
  projects: 'projects',
  quotas: 'quotas',
  volumes: 'volumes',
  volumeSnapshots: 'volume snapshots',
  volumeTypes: 'volume types',
  storage: 'storage',
} as const satisfies Partial<Record<keyof Snapshot, string>>

export type Part = keyof typeof WORDS

export interface StalePart {
  part: Part
  words: string
  /** When it was read. */
  asOf: string
  /** How much older than the collection that is, in milliseconds. */
  lag: number
}

/** As much of a snapshot as tells how old its parts are. */
export interface DatedSnapshot extends Pick<Snapshot, 'collectedAt' | 'storage' | 'ratios'> {
  meta: Pick<Meta, 'files'> | null
}

/** Those parts of which this collection kept the last good files, or some rows of them, each with the oldest time. */
export function findStaleParts(snapshot: DatedSnapshot, parts: readonly Part[]): StalePart[] {
  return parts.flatMap((part) => {
    const { words, times } = findStaleFiles(snapshot, part) ?? findStaleRows(snapshot, part)
    const [asOf] = times.toSorted((a, b) => Date.parse(a) - Date.parse(b))
    if (asOf === undefined) return []
    const lag = Math.max(0, Date.parse(snapshot.collectedAt) - Date.parse(asOf))
    return [{ part, words, asOf, lag }]
  })
}

interface Stale {
  words: string
  times: string[]
}

function findStaleFiles({ meta }: DatedSnapshot, part: Part): Stale | null {
  const reports = filesOfPart(part).flatMap((file) => meta?.files[file] ?? [])
  const times = reports.filter(({ stale }) => stale).map(({ asOf }) => asOf)
  return times.length === 0 ? null : { words: WORDS[part], times }
}

/** In a file of this collection a cluster, or the ratios of a host, may be from an earlier one. */
function findStaleRows({ storage, ratios }: DatedSnapshot, part: Part): Stale {
  const rows: { name: string; asOf: string | null }[] =
    part === 'storage'
      ? (storage ?? []).map(({ name, asOf = null }) => ({ name, asOf }))
      : part === 'ratios'
        ? (ratios ?? []).map(({ host, source }) => ({ name: host, asOf: lastKnownTime(source) }))
        : []
  const kept = rows.filter(({ asOf }) => asOf !== null)
  const whose =
    kept.length <= MOST_NAMED
      ? kept.map(({ name }) => name).join(' and ')
      : `${formatCount(kept.length)} hosts`
  return { words: `${WORDS[part]} of ${whose}`, times: kept.flatMap(({ asOf }) => asOf ?? []) }
}

const MOST_NAMED = 2

/** From where ratio.txt has a ratio; null where that is of this collection. */
function lastKnownTime(source: string | undefined): string | null {
  return /last known (\S+)/.exec(source ?? '')?.[1] ?? null
}

/** For machines: when each of those parts was read. */
export function staleTimes(snapshot: Snapshot, parts: readonly Part[]): Record<string, string> {
  return Object.fromEntries(findStaleParts(snapshot, parts).map(({ part, asOf }) => [part, asOf]))
}

/** When a part was read: with the collection, or earlier where its last good files were kept. */
export function partAsOf(snapshot: Snapshot, part: Part): string {
  return findStaleParts(snapshot, [part])[0]?.asOf ?? snapshot.collectedAt
}

const HOSTS: readonly Part[] = ['hypervisors', 'ratios', 'providers', 'services', 'aggregates']

/** What the pages and documents show, by the navigation's names. A project and a host show what their lists do. */
export const SHOWN = {
  overview: [...HOSTS, 'instances', 'projects', 'volumes', 'storage', 'verification'],
  instances: ['instances', 'flavors', 'images', 'projects', 'volumes', 'serverGroups'],
  volumes: ['volumes', 'volumeSnapshots', 'volumeTypes', 'projects', 'instances', 'storage'],
  flavors: ['flavors', 'instances', 'projects'],
  allocation: [...HOSTS, 'instances', 'verification', 'storage'],
  hosts: [...HOSTS, 'instances', 'verification'],
  migration: [...HOSTS, 'instances', 'serverGroups', 'flavors'],
  find: [...HOSTS, 'flavors'],
  projects: ['projects', 'quotas', 'instances', 'volumes'],
  changes: [],
  trends: [...HOSTS, 'storage'],
  archive: [],
  about: [],
} as const satisfies Record<string, readonly Part[]>
