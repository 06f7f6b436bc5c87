import type { CapacityParts } from './capacity-bar.ts'
import type { Amounts, Host, HostFlag } from './cloud-model.ts'

/** What a host's flags are called. */
export const FLAG_WORDS: Record<HostFlag, string> = {
  down: 'Down',
  disabled: 'Disabled',
  spare: 'Spare',
  'over-committed': 'Over-committed',
  'unknown-capacity': 'Unknown capacity',
}

/** The one state that matters most: `up`, `down`, `disabled` or `unknown`. */
export function hostState(host: Pick<Host, 'state' | 'enabled'>): string {
  return host.state === 'up' && !host.enabled ? 'disabled' : host.state
}

/** The CPUs that a host is measured by: its shared ones, else its dedicated ones. */
export function hostCpus(host: Host): Amounts {
  return host.vcpu ?? host.pcpu ?? { total: null, capacity: null, used: 0, free: null }
}

/** Use of one resource in percent; null where the capacity is not known, or nothing. */
export function usedPercent({ used, capacity }: Amounts): number | null {
  return capacity === null || capacity <= 0 ? null : (used / capacity) * 100
}

/** The four parts of a host's capacity bar. A spare holds back all that it has free. */
export function hostBar(host: Host, resource: 'vcpu' | 'memoryMb'): CapacityParts {
  const { used, capacity, free } = resource === 'vcpu' ? hostCpus(host) : host.memoryMb
  return {
    used,
    reserved: host.spare ? 0 : (host.reservation?.[resource === 'vcpu' ? 'vcpus' : 'memoryMb'] ?? 0),
    spare: host.spare ? Math.max(0, free ?? 0) : 0,
    capacity,
  }
}
