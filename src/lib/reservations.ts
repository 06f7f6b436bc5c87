import type { Host } from './cloud-model.ts'
import type { Reservation } from './model.ts'

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
  return reservations.filter((reservation) => !hostNames.has(reservation.host))
}

/** Hosts that promise more than they have free. A spare's whole free capacity is held back, whatever it says. */
export function hostsReservedBeyondFree(hosts: readonly Host[]): Host[] {
  return hosts.filter((host) => {
    const { reservation, spare } = host
    if (reservation === null || spare) return false
    return (
      (reservation.vcpus > 0 && (host.vcpuAfterReservation ?? 0) < 0) ||
      (reservation.memoryMb > 0 && (host.memoryMbAfterReservation ?? 0) < 0)
    )
  })
}
