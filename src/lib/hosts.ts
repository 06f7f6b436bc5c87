import type { Host } from './cloud-model.ts'
import { deriveHostCapacity } from './host-capacity.ts'
import { overrideOf } from './host-overrides.ts'
import type { Aggregate, Config, HostCheck, Hypervisor, Instance, Service, Snapshot } from './model.ts'
import { compareNatural } from './natural-order.ts'
import { groupProviderTrees } from './provider-tree.ts'
import { deriveReserved, mainCpus, type ReservationRules, reservationRules } from './reservations.ts'
import { makeSlugs } from './slug.ts'
import { tierName } from './tiers.ts'

/** Every hypervisor joined by name with all that is known of it, in natural order. */
export function deriveHosts(snapshot: Snapshot, checks: readonly HostCheck[] | null, config: Config): Host[] {
  // Two compute services may report one hostname (an unset /etc/hostname); Placement knows only the first.
  const hypervisors = new Map<string, Hypervisor>()
  for (const hypervisor of snapshot.hypervisors) {
    if (!hypervisors.has(hypervisor.name)) hypervisors.set(hypervisor.name, hypervisor)
  }
  const known = {
    ...indexByHost(snapshot, checks, makeSlugs([...hypervisors.keys()])),
    rules: reservationRules(snapshot.collectedAt, config),
  }
  return [...hypervisors.values()]
    .map((hypervisor) => joinHost(hypervisor, known, config))
    .sort((a, b) => compareNatural(a.name, b.name))
}

/** Hosts whose vCPU or memory capacity cannot be computed: they are named, never counted as zero or as full. */
export function hostsOfUnknownCapacity(hosts: readonly Host[]): string[] {
  return hosts.filter((host) => host.flags.includes('unknown-capacity')).map((host) => host.name)
}

type Known = ReturnType<typeof indexByHost> & { rules: ReservationRules }

function indexByHost(snapshot: Snapshot, checks: readonly HostCheck[] | null, slugs: Map<string, string>) {
  const computes = snapshot.services?.filter((service) => service.binary === 'nova-compute')
  return {
    slugs,
    instances: Map.groupBy(snapshot.instances, (instance) => instance.host),
    trees: groupProviderTrees(snapshot.providers ?? []),
    ratios: new Map(snapshot.ratios?.map((ratio) => [ratio.host, ratio])),
    reservations: new Map(snapshot.reservations?.map((reservation) => [reservation.host, reservation])),
    checks: new Map(checks?.map((check) => [check.host, check])),
    computes: new Map(computes?.map((service) => [service.host, service])),
    aggregates: groupAggregates(snapshot.aggregates ?? []),
  }
}

function joinHost(hypervisor: Hypervisor, known: Known, config: Config): Host {
  const { name } = hypervisor
  // Services and aggregates go by the service host, which may be called otherwise than the hypervisor.
  const serviceHost = hypervisor.serviceHost ?? name
  const service = known.computes.get(serviceHost)
  const aggregates = known.aggregates.get(serviceHost) ?? []
  const instances = known.instances.get(name) ?? []
  const providers = known.trees.get(name) ?? []
  const reservation = known.reservations.get(name) ?? null
  const enabled = hypervisor.enabled ?? service?.enabled ?? true
  const capacity = deriveHostCapacity({
    hypervisor,
    ratio: known.ratios.get(name) ?? null,
    tree: providers,
    override: overrideOf(name, config.hosts),
    instances: { vcpus: sumOf(instances, 'vcpus'), memoryMb: sumOf(instances, 'memoryMb') },
  })
  const ratio = (mainCpus(capacity)?.capacity ?? null) === null ? null : capacity.cpuRatio
  return {
    ...capacity,
    ratioSource: known.ratios.get(name)?.source ?? null,
    name,
    slug: known.slugs.get(name) ?? name,
    type: hypervisor.type,
    ip: hypervisor.ip,
    state: hypervisor.state,
    enabled,
    disabledReason: hypervisor.disabledReason ?? service?.disabledReason ?? null,
    zone: zoneOf(service, aggregates),
    aggregates: aggregates.map((aggregate) => aggregate.name),
    available: enabled && hypervisor.state === 'up',
    tierName: ratio === null ? null : tierName(ratio, config.tiers),
    ...deriveReserved({ ...capacity, state: hypervisor.state, enabled }, reservation, known.rules),
    instances,
    providers,
    check: known.checks.get(name) ?? null,
  }
}

function zoneOf(service: Service | undefined, aggregates: readonly Aggregate[]): string | null {
  return service?.zone ?? aggregates.find((aggregate) => aggregate.availabilityZone)?.availabilityZone ?? null
}

function groupAggregates(aggregates: readonly Aggregate[]): Map<string, Aggregate[]> {
  const byHost = new Map<string, Aggregate[]>()
  for (const aggregate of aggregates) {
    for (const host of aggregate.hosts) {
      const list = byHost.get(host)
      if (list) list.push(aggregate)
      else byHost.set(host, [aggregate])
    }
  }
  return byHost
}

function sumOf(instances: readonly Instance[], key: 'vcpus' | 'memoryMb'): number {
  return instances.reduce((sum, instance) => sum + (instance[key] ?? 0), 0)
}
