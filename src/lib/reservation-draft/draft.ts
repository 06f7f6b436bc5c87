/** Reservations that somebody tries out in the browser. Nothing of it reaches the cloud or the data. */
import type { Host } from '../cloud-model.ts'
import type { Reservation } from '../model.ts'
import { deriveReserved, type ReservationRules } from '../reservations.ts'

/** What a host's reservation would be; '' is none. */
export interface DraftEntry {
  vcpus: number
  memoryMb: number
  purpose: string
  owner: string
  until: string
}

export interface DraftedHost {
  host: string
  entry: DraftEntry
  /** Of the reservation that was collected when this was drafted: tells whether it is another one now. */
  base: string
}

/** In the order in which hosts were first drafted. */
export type Draft = readonly DraftedHost[]

export const NO_ENTRY: DraftEntry = { vcpus: 0, memoryMb: 0, purpose: '', owner: '', until: '' }

export function entryOf(reservation: Reservation | null): DraftEntry {
  if (reservation === null) return NO_ENTRY
  const { vcpus, memoryMb, purpose, owner, until } = reservation
  return { vcpus, memoryMb, purpose, owner: owner ?? '', until: until ?? '' }
}

/** The draft with this host's entry; one that is the collected one again leaves the draft. */
export function draftEntry(draft: Draft, host: Host, entry: DraftEntry): Draft {
  const collected = entryOf(host.reservation)
  if (isSameEntry(entry, collected)) return undraft(draft, host.name)
  const drafted = { host: host.name, entry, base: fingerprint(collected) }
  const known = draft.some((other) => other.host === host.name)
  return known ? draft.map((other) => (other.host === host.name ? drafted : other)) : [...draft, drafted]
}

export function undraft(draft: Draft, host: string): Draft {
  return draft.filter((other) => other.host !== host)
}

/** The hosts as they would be; those that are drafted say so among their flags. */
export function applyDraft(hosts: readonly Host[], draft: Draft, rules: ReservationRules): Host[] {
  const entries = new Map(draft.map(({ host, entry }) => [host, entry]))
  return hosts.map((host) => {
    const entry = entries.get(host.name)
    if (entry === undefined) return host
    const figures = deriveReserved(host, reservationOf(host.name, entry), rules)
    return { ...host, ...figures, flags: ['draft' as const, ...figures.flags] }
  })
}

export interface DraftReview {
  /** What can be drafted now. */
  draft: Draft
  /** Hosts that the cloud does not have any more; they are left out of every figure. */
  gone: string[]
  /** Hosts whose collected reservation is another one than when they were drafted. */
  changed: string[]
  /** Hosts whose drafted reservation has been collected: it was made, and leaves the draft. */
  made: string[]
}

/** Holds a draft that was kept or sent against the hosts as they are collected now. */
export function reviewDraft(draft: Draft, hosts: readonly Host[]): DraftReview {
  const byName = new Map(hosts.map((host) => [host.name, entryOf(host.reservation)]))
  const review: DraftReview = { draft: [], gone: [], changed: [], made: [] }
  review.draft = draft.filter(({ host, entry, base }) => {
    const collected = byName.get(host)
    if (collected === undefined) review.gone.push(host)
    else if (isSameEntry(entry, collected)) review.made.push(host)
    else if (base !== fingerprint(collected)) review.changed.push(host)
    return collected === undefined || !isSameEntry(entry, collected)
  })
  return review
}

function reservationOf(host: string, entry: DraftEntry): Reservation | null {
  if (isSameEntry(entry, NO_ENTRY)) return null
  return { ...entry, host, owner: entry.owner || null, until: entry.until || null }
}

export function isSameEntry(a: DraftEntry, b: DraftEntry): boolean {
  return (Object.keys(NO_ENTRY) as (keyof DraftEntry)[]).every((key) => a[key] === b[key])
}

/** FNV-1a in 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fingerprint({ vcpus, memoryMb, purpose, owner, until }: DraftEntry): string {
  let hash = 0x811c9dc5
  for (const unit of JSON.stringify([vcpus, memoryMb, purpose, owner, until])) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
