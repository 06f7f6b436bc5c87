import { compareNatural } from '../../src/lib/natural-order.ts'
import type { Host } from '../../src/lib/cloud-model.ts'
import type { Reservation } from '../../src/lib/model.ts'
import { isExpired, mainCpus, untilWords } from '../../src/lib/reservations.ts'
import { formatTable } from '../terminal-table.ts'
import type { ReservedCloud } from './reserved-cloud.ts'

/** A reservation with what its host has. Figures of a host that the cloud does not have are null. */
export interface ListedReservation extends Reservation {
  state: 'reserved' | 'spare' | 'unknown host'
  expired: boolean
  freeVcpus: number | null
  freeMemoryMb: number | null
  vcpusAfter: number | null
  memoryMbAfter: number | null
}

/** In natural order of the hosts; those of unknown hosts, too. */
export function listReservations(cloud: ReservedCloud): ListedReservation[] {
  return cloud.reservations
    .map((reservation) =>
      describe(reservation, cloud.hostByName.get(reservation.host) ?? null, cloud.rules.day),
    )
    .sort((a, b) => compareNatural(a.host, b.host))
}

function describe(reservation: Reservation, host: Host | null, day: string): ListedReservation {
  return {
    ...reservation,
    state: host === null ? 'unknown host' : host.spare ? 'spare' : 'reserved',
    expired: isExpired(reservation, day),
    freeVcpus: host && (mainCpus(host)?.free ?? null),
    freeMemoryMb: host && host.memoryMb.free,
    vcpusAfter: host && host.vcpuAfterReservation,
    memoryMbAfter: host && host.memoryMbAfterReservation,
  }
}

const TITLES = [
  'Host',
  'State',
  'vCPU',
  'free',
  'after',
  'RAM GiB',
  'free',
  'after',
  'Until',
  'Owner',
  'Purpose',
]
const NUMBERS = { first: 2, last: 7 }

/** As a table for the terminal. Names and purposes are strangers' text: what would steer the terminal is spelt out. */
export function formatReservations(listed: readonly ListedReservation[]): string {
  if (listed.length === 0) return 'There are no reservations.'
  return formatTable(
    [TITLES, ...listed.map(cellsOf)],
    (column) => column >= NUMBERS.first && column <= NUMBERS.last,
  )
}

function cellsOf(row: ListedReservation): string[] {
  return [
    row.host,
    row.state,
    amount(row.vcpus),
    amount(row.freeVcpus),
    amount(row.vcpusAfter),
    gib(row.memoryMb),
    gib(row.freeMemoryMb),
    gib(row.memoryMbAfter),
    untilWords(row, row.expired) ?? '',
    row.owner ?? '',
    row.purpose,
  ]
}

function amount(value: number | null): string {
  return value === null ? '-' : String(value)
}

/** One decimal is enough to choose by. */
function gib(memoryMb: number | null): string {
  return memoryMb === null ? '-' : String(Math.round((memoryMb / 1024) * 10) / 10)
}
