import type { Host } from '../../src/lib/cloud-model.ts'
import { readReservation } from '../../src/lib/files/reserved.ts'
import type { Reservation } from '../../src/lib/model.ts'
import type { EntryChange } from '../../src/lib/reserved-document.ts'
import { deriveReserved, mainCpus, type ReservationRules } from '../../src/lib/reservations.ts'
import { formatCount, formatMemoryMb } from '../../src/lib/units.ts'
import { UsageError } from '../errors.ts'
import { findNearest } from '../suggest.ts'
import type { ReservedCloud } from './reserved-cloud.ts'

/** The host of that name. Throws UsageError with the names that are nearest. */
export function findHost(name: string, { hostByName }: ReservedCloud): Host {
  const host = hostByName.get(name)
  if (host) return host
  throw new UsageError(describeUnknown(name, [...hostByName.keys()]))
}

/** `There is no host "cmp1" in the data; the nearest are cmp01, cmp11 and cmp02.` */
export function describeUnknown(name: string, names: readonly string[]): string {
  const near = new Intl.ListFormat('en-GB').format(findNearest(name, names, 3))
  return `There is no host ${JSON.stringify(name)} in the data${near === '' ? '; it has no hosts at all' : `; the nearest are ${near}`}.`
}

/** One host's reservation as an entry says it, without a word about what in it is unreadable. */
export function reservationOf(host: string, entry: unknown): Reservation | null {
  return entry === undefined ? null : readReservation(host, entry, () => undefined)
}

/**
 * What is asked beyond what the host has free, in words; empty where it fits. Only what the change touches is asked about;
 * a host that stops being a spare has to bear all of its reservation.
 */
export function describeExcess(
  host: Host,
  change: EntryChange,
  wanted: Reservation | null,
  rules: ReservationRules,
): string[] {
  const after = deriveReserved(host, wanted, rules)
  if (wanted === null || after.spare) return []
  const released = host.spare
  const parts = [
    { asked: wanted.vcpus, given: change.vcpus, free: mainCpus(host)?.free ?? null, words: wordsOfCpus },
    { asked: wanted.memoryMb, given: change.memoryMb, free: host.memoryMb.free, words: formatMemoryMb },
  ]
  return parts.flatMap(({ asked, given, free, words }) =>
    (given !== undefined || released) && asked > 0 && free !== null && asked > free
      ? [`${words(asked)} asked, ${words(free)} free`]
      : [],
  )
}

function wordsOfCpus(count: number): string {
  return `${formatCount(count)} vCPU`
}
