import { dayAt, formatDay, isDay } from './calendar-day.ts'
import type { Amounts, Host, HostFlag } from './cloud-model.ts'
import type { Config, Reservation } from './model.ts'
import { compareNatural } from './natural-order.ts'

/** What decides about a reservation, beside the host that it is on. */
export interface ReservationRules {
  /** A purpose that holds it, in any case, makes a host a spare. */
  spareMarker: string
  /** The day of the collection in the site's zone, as `2027-03-31`. */
  day: string
}

/** What of a host does not depend on its reservation. */
export type ReservableHost = Pick<Host, 'vcpu' | 'pcpu' | 'memoryMb' | 'state' | 'enabled'>

/** What follows from a reservation. */
export type ReservedFigures = Pick<
  Host,
  'reservation' | 'spare' | 'flags' | 'vcpuAfterReservation' | 'memoryMbAfterReservation'
>

export function reservationRules(collectedAt: string, { spareMarker, site }: Config): ReservationRules {
  return { spareMarker, day: dayAt(collectedAt, site.timeZone) }
}

/** Everything of a host that its reservation decides: the same on every page, in the command and in a draft. */
export function deriveReserved(
  host: ReservableHost,
  reservation: Reservation | null,
  { spareMarker, day }: ReservationRules,
): ReservedFigures {
  const spare = isSpare(reservation, spareMarker)
  const figures = {
    reservation,
    spare,
    vcpuAfterReservation: afterReservation(mainCpus(host)?.free ?? null, reservation?.vcpus ?? 0, spare),
    memoryMbAfterReservation: afterReservation(host.memoryMb.free, reservation?.memoryMb ?? 0, spare),
  }
  return { ...figures, flags: flagsOf(host, figures, day) }
}

/** The CPUs that a host's reservation is on: the shared ones, and the dedicated ones where it has no others. */
export function mainCpus({ vcpu, pcpu }: Pick<Host, 'vcpu' | 'pcpu'>): Amounts | null {
  return vcpu ?? pcpu
}

/** Whether the day that it lasts to, and lasts through, is over. One without an end, or with one that is no day, never is. */
export function isExpired(reservation: Pick<Reservation, 'until'> | null, day: string): boolean {
  const until = reservation?.until?.trim() ?? ''
  return isDay(until) && until < day
}

/** Whether it has an end that is no day, so that it never expires. */
export function hasUnreadableEnd({ until }: Pick<Reservation, 'until'>): boolean {
  const text = until?.trim() ?? ''
  return text !== '' && !isDay(text)
}

/** `expired 3 Mar 2026`, or the day to come; null where there is no end. */
export function untilWords({ until }: Pick<Reservation, 'until'>, expired: boolean): string | null {
  const day = until?.trim() ?? ''
  if (day === '') return null
  return expired ? `expired ${formatDay(day)}` : formatDay(day)
}

function flagsOf(
  { vcpu, pcpu, memoryMb, state, enabled }: ReservableHost,
  reserved: Omit<ReservedFigures, 'flags'>,
  day: string,
): HostFlag[] {
  const resources = [vcpu, pcpu, memoryMb].filter((amounts) => amounts !== null)
  const flags: [HostFlag, boolean][] = [
    ['down', state === 'down'],
    ['disabled', !enabled],
    ['spare', reserved.spare],
    ['over-committed', resources.some((amounts) => amounts.free !== null && amounts.free < 0)],
    ['over-reserved', isReservedBeyondFree(reserved)],
    ['expired', isExpired(reserved.reservation, day)],
    ['unknown-capacity', resources.some((amounts) => amounts.capacity === null)],
  ]
  return flags.filter(([, applies]) => applies).map(([flag]) => flag)
}

/** A host that is kept empty for maintenance says so in its reservation's purpose, in any case. */
export function isSpare(reservation: Reservation | null, marker: string): boolean {
  if (reservation === null || marker === '') return false
  return reservation.purpose.toLowerCase().includes(marker.toLowerCase())
}

/** What can still be given away. A spare gives nothing, but its deficit stays one. */
export function afterReservation(free: number | null, reserved: number, spare: boolean): number | null {
  if (free === null) return null
  return spare ? Math.min(0, free) : free - reserved
}

export function reservationsOfUnknownHosts(
  reservations: readonly Reservation[],
  hostNames: ReadonlySet<string>,
): Reservation[] {
  return reservations
    .filter((reservation) => !hostNames.has(reservation.host))
    .toSorted((a, b) => compareNatural(a.host, b.host))
}

/** Whether a host promises more than it has free. A spare's whole free capacity is held back, whatever it says. */
function isReservedBeyondFree(figures: Omit<ReservedFigures, 'flags'>): boolean {
  const { reservation, spare } = figures
  if (reservation === null || spare) return false
  return (
    (reservation.vcpus > 0 && (figures.vcpuAfterReservation ?? 0) < 0) ||
    (reservation.memoryMb > 0 && (figures.memoryMbAfterReservation ?? 0) < 0)
  )
}
