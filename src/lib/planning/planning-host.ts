import type { Amounts as HostAmounts, Host } from '../cloud-model.ts'
import { hostState } from '../host-figures.ts'
import type { Aggregate, Hypervisor } from '../model.ts'
import { deriveClassAmounts, describeUnread, inventoriesOf } from '../provider-tree.ts'
import type { Amounts, PlanningHost, PlanningState, Pool } from './planning-model.ts'

/** What else is known of a host's place than the host itself. */
export interface HostPlace {
  hypervisor: Hypervisor | undefined
  /** Null where aggregates were not collected. */
  aggregates: readonly Aggregate[] | null
  /** Name of the tier of ratio 1, which a host's dedicated CPUs count in. */
  dedicatedTier: string | null
}

/** A host as planning sees it. Formulas: docs/capacity.md, "One host". */
export function derivePlanningHost(
  host: Host,
  { hypervisor, aggregates, dedicatedTier }: HostPlace,
): PlanningHost {
  const serviceHost = hypervisor?.serviceHost ?? host.name
  return {
    name: host.name,
    slug: host.slug,
    serviceHost,
    tiers: tiersOf(host, dedicatedTier),
    cpuRatio: host.vcpu === null ? null : host.cpuRatio,
    zone: host.zone,
    state: hostState(host) as PlanningState,
    disabledReason: host.disabledReason,
    spare: host.spare,
    reserved: reservedOf(host),
    purpose: host.reservation?.purpose ?? '',
    pools: poolsOf(host, hypervisor),
    traits: traitsOf(host),
    metadata: aggregates && mergeMetadata(aggregates.filter(({ hosts }) => hosts.includes(serviceHost))),
  }
}

function tiersOf({ tierName, vcpu, pcpu }: Host, dedicatedTier: string | null): string[] {
  const ofPcpu = vcpu !== null && pcpu !== null ? dedicatedTier : null
  return [...new Set([tierName, ofPcpu].filter((name) => name !== null))]
}

/** A host with both kinds of CPUs keeps its reservation on the shared ones, as the tiers do. */
function reservedOf({ reservation, vcpu }: Host): Amounts {
  if (reservation === null) return {}
  return { [vcpu === null ? 'PCPU' : 'VCPU']: reservation.vcpus, MEMORY_MB: reservation.memoryMb }
}

function poolsOf(host: Host, hypervisor: Hypervisor | undefined): Record<string, Pool> {
  const pools: Record<string, Pool> = {}
  const tree = describeUnread(host.providers) === '' ? host.providers : []
  const classes = new Set(tree.flatMap(({ inventories }) => Object.keys(inventories ?? {})))
  for (const resourceClass of classes) {
    const amounts = deriveClassAmounts(tree, resourceClass)
    if (amounts) pools[resourceClass] = poolOf(amounts, host, resourceClass)
  }
  // These three also follow configured ratios and, without Placement, the hypervisor's counters.
  if (host.vcpu) pools['VCPU'] = poolOf(host.vcpu, host, 'VCPU')
  if (host.pcpu) pools['PCPU'] = poolOf(host.pcpu, host, 'PCPU')
  pools['MEMORY_MB'] = poolOf(host.memoryMb, host, 'MEMORY_MB')
  if (tree.length === 0) addLocalDisk(pools, hypervisor)
  return pools
}

/** Without Placement one server may be as large as the physical host. */
function poolOf({ total, capacity, used }: HostAmounts, host: Host, resourceClass: string): Pool {
  const inventories = inventoriesOf(host.providers, resourceClass)
  const [first] = inventories
  if (!first) return { capacity, used, minUnit: 1, maxUnit: total, stepSize: 1 }
  const maxUnit = inventories.reduce((high, inventory) => Math.max(high, inventory.maxUnit), 0)
  return { capacity, used, minUnit: first.minUnit, maxUnit, stepSize: first.stepSize }
}

function addLocalDisk(pools: Record<string, Pool>, hypervisor: Hypervisor | undefined): void {
  const { localGib = null, localGibUsed = null } = hypervisor ?? {}
  if (localGib === null || localGibUsed === null) return
  pools['DISK_GB'] = { capacity: localGib, used: localGibUsed, minUnit: 1, maxUnit: localGib, stepSize: 1 }
}

function traitsOf({ providers }: Host): string[] | null {
  if (providers.length === 0 || providers.some(({ traits }) => traits === null)) return null
  return [...new Set(providers.flatMap(({ traits }) => traits ?? []))].sort()
}

/** As nova.scheduler.filters.utils: values of one key in several aggregates add up, and commas part them. */
function mergeMetadata(aggregates: readonly Aggregate[]): Record<string, string[]> {
  const merged: Record<string, string[]> = {}
  for (const { metadata } of aggregates) {
    for (const [key, value] of Object.entries(metadata)) {
      merged[key] = [...(merged[key] ?? []), ...value.split(',').map((part) => part.trim())]
    }
  }
  return merged
}
