import type { CapacityParts } from './capacity-bar.ts'
import type { Amounts, Host, HostFlag } from './cloud-model.ts'
import { untilWords } from './reservations.ts'

/** What a host's flags are called. */
export const FLAG_WORDS: Record<HostFlag, string> = {
  down: 'Down',
  disabled: 'Disabled',
  spare: 'Spare',
  'over-committed': 'Over-committed',
  'over-reserved': 'Over-reserved',
  expired: 'Reservation expired',
  'unknown-capacity': 'Unknown capacity',
  draft: 'Draft',
}

/** The one state that matters most: `up`, `down`, `disabled` or `unknown`. */
export function hostState(host: Pick<Host, 'state' | 'enabled'>): string {
  return host.state === 'up' && !host.enabled ? 'disabled' : host.state
}

/** The CPUs of a host, shared and dedicated together, as in the totals; null figures where one of them is not known. */
export function hostCpus({ vcpu, pcpu }: Pick<Host, 'vcpu' | 'pcpu'>): Amounts {
  if (vcpu === null || pcpu === null) {
    return vcpu ?? pcpu ?? { total: null, capacity: null, used: 0, free: null }
  }
  return {
    total: addKnown(vcpu.total, pcpu.total),
    capacity: addKnown(vcpu.capacity, pcpu.capacity),
    used: vcpu.used + pcpu.used,
    free: addKnown(vcpu.free, pcpu.free),
  }
}

/** What a host puts into the totals of one resource; null where its capacity is unknown, so that it counts in none. */
export function countedAmounts(host: Host, resource: 'vcpu' | 'memoryMb'): Amounts | null {
  const amounts = resource === 'vcpu' ? hostCpus(host) : host.memoryMb
  return host.tierName === null || amounts.capacity === null ? null : amounts
}

/**
 * What a host adds to Final (docs/capacity.md, "Summary"): nothing where it is down or disabled, at most its deficits where it
 * is a spare, free less reserved otherwise.
 */
export function hostFinal(host: Host, resource: 'vcpu' | 'memoryMb'): number | null {
  const free = countedAmounts(host, resource)?.free ?? null
  if (free === null) return null
  if (!host.available) return 0
  if (!host.spare) return free - (host.reservation?.[resource === 'vcpu' ? 'vcpus' : 'memoryMb'] ?? 0)
  const parts = resource === 'vcpu' ? [host.vcpu, host.pcpu] : [host.memoryMb]
  return parts.reduce((sum, part) => sum + Math.min(0, part?.free ?? 0), 0)
}

/** Until when a host is reserved: `31 Mar 2027`, or `expired 3 Mar 2026`; null where nothing says so. */
export function reservedUntil({ reservation, flags }: Pick<Host, 'reservation' | 'flags'>): string | null {
  return reservation && untilWords(reservation, flags.includes('expired'))
}

/** Use of one resource in percent; null where the capacity is not known, or nothing. */
export function usedPercent({ used, capacity }: Amounts): number | null {
  return capacity === null || capacity <= 0 ? null : (used / capacity) * 100
}

/** The parts of a host's capacity bar. A spare holds back all that it has free; on a host that is down or disabled nobody can have it. */
export function hostBar(host: Host, resource: 'vcpu' | 'memoryMb'): CapacityParts {
  const { used, capacity, free } = resource === 'vcpu' ? hostCpus(host) : host.memoryMb
  const reserved = host.spare ? 0 : (host.reservation?.[resource === 'vcpu' ? 'vcpus' : 'memoryMb'] ?? 0)
  const spare = host.spare ? Math.max(0, free ?? 0) : 0
  const unavailable = host.available ? 0 : Math.max(0, (free ?? 0) - reserved - spare)
  return { used, reserved, spare, ...(unavailable > 0 && { unavailable }), capacity }
}

function addKnown(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}
