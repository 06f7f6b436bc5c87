import { dayAt, isDay } from '../calendar-day.ts'
import type { Host } from '../cloud-model.ts'
import { ACCEPTED, parseGib, parseVcpus } from '../reservation-amounts.ts'
import { mainCpus } from '../reservations.ts'
import { formatCount, formatMemoryMb } from '../units.ts'
import type { DraftEntry } from './draft.ts'

/** An entry as it is being typed. RAM is in GiB. */
export interface TypedEntry {
  vcpus: string
  gib: string
  purpose: string
  owner: string
  until: string
}

export function typeEntry({ vcpus, memoryMb, purpose, owner, until }: DraftEntry): TypedEntry {
  const gib = memoryMb === 0 ? '' : String(Math.round((memoryMb / 1024) * 1000) / 1000)
  return { vcpus: vcpus === 0 ? '' : String(vcpus), gib, purpose, owner, until }
}

/** What was typed, and what of it cannot be, in the words of the command; `today` is a day. */
export function readTyped(
  typed: TypedEntry,
  before: DraftEntry,
  today: string,
): { entry: DraftEntry | null; problems: Partial<Record<keyof TypedEntry, string>> } {
  const problems: Partial<Record<keyof TypedEntry, string>> = {}
  const vcpus = typed.vcpus.trim() === '' ? 0 : parseVcpus(typed.vcpus)
  // What was collected to more digits than are shown is not changed by looking at it.
  const asBefore = typed.gib === typeEntry(before).gib
  const memoryMb = asBefore ? before.memoryMb : typed.gib.trim() === '' ? 0 : parseGib(typed.gib)
  const until = typed.until.trim()
  if (vcpus === null) problems.vcpus = `Takes ${ACCEPTED.vcpus}.`
  if (memoryMb === null) problems.gib = `Takes ${ACCEPTED.gib}.`
  if (until !== before.until.trim() && until !== '') {
    if (!isDay(until)) problems.until = `Takes ${ACCEPTED.day}.`
    else if (until < today) problems.until = 'This day is over.'
  }
  if (vcpus === null || memoryMb === null || problems.until !== undefined) return { entry: null, problems }
  return { entry: { vcpus, memoryMb, purpose: typed.purpose, owner: typed.owner, until }, problems }
}

export function todayIn(timeZone: string, now: Date): string {
  return dayAt(now.toISOString(), timeZone)
}

/** What a drafted host is asked beyond what it has free, in words; said, and not refused. A spare holds back all that it has. */
export function describeShortage(drafted: Host): { field: 'vcpus' | 'memoryMb'; words: string }[] {
  const { reservation, spare } = drafted
  if (reservation === null || spare) return []
  const cpus = mainCpus(drafted)?.free ?? null
  const memory = drafted.memoryMb.free
  return [
    ...(isBeyond(reservation.vcpus, cpus)
      ? [{ field: 'vcpus' as const, words: `More than is free: ${formatCount(cpus)} vCPU.` }]
      : []),
    ...(isBeyond(reservation.memoryMb, memory)
      ? [{ field: 'memoryMb' as const, words: `More than is free: ${formatMemoryMb(memory)}.` }]
      : []),
  ]
}

function isBeyond(asked: number, free: number | null): boolean {
  return asked > 0 && free !== null && asked > free
}

/** `16 vCPU, 64 GiB, "billing", until 2027-03-31`, or `nothing`. */
export function describeEntry({ vcpus, memoryMb, purpose, owner, until }: DraftEntry): string {
  const parts = [
    vcpus > 0 && `${formatCount(vcpus)} vCPU`,
    memoryMb > 0 && formatMemoryMb(memoryMb),
    purpose !== '' && `“${purpose}”`,
    owner !== '' && `by ${owner}`,
    until !== '' && `until ${until}`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}
