import type { Cloud, ProjectUse } from './cloud-model.ts'
import { compareNatural } from './natural-order.ts'

/** In percent of what all projects hold on hosts and in volumes; null where that is nothing. */
export interface ProjectShare {
  vcpus: number | null
  memoryMb: number | null
  volumeGib: number | null
}

export function projectShare(use: ProjectUse, totals: ProjectTotals): ProjectShare {
  return {
    vcpus: percentOf(use.placedVcpus, totals.placedVcpus),
    memoryMb: percentOf(use.placedMemoryMb, totals.placedMemoryMb),
    volumeGib: percentOf(use.volumeGib, totals.volumeGib),
  }
}

export type ProjectTotals = Pick<ProjectUse, 'placedVcpus' | 'placedMemoryMb' | 'volumeGib'>

/** What all projects hold together; computed once, as every project is measured by it. */
export function sumProjects(all: readonly ProjectUse[]): ProjectTotals {
  const totals = { placedVcpus: 0, placedMemoryMb: 0, volumeGib: 0 }
  for (const use of all) {
    totals.placedVcpus += use.placedVcpus
    totals.placedMemoryMb += use.placedMemoryMb
    totals.volumeGib += use.volumeGib
  }
  return totals
}

/** Null without a quota, with an unlimited one (-1, as in the APIs), and with none at all. */
export function quotaPercent(used: number, quota: number | null | undefined): number | null {
  return quota === undefined || quota === null || quota < 0 ? null : percentOf(used, quota)
}

/** How a project's instances are spread, most first; `host` is null for those that are on none. */
export function hostSpread(
  use: ProjectUse,
): { host: string | null; instances: number; vcpus: number; memoryMb: number }[] {
  return [...Map.groupBy(use.instances, (instance) => instance.host)]
    .map(([host, own]) => ({
      host,
      instances: own.length,
      vcpus: own.reduce((sum, instance) => sum + (instance.vcpus ?? 0), 0),
      memoryMb: own.reduce((sum, instance) => sum + (instance.memoryMb ?? 0), 0),
    }))
    .sort(
      (a, b) => b.vcpus - a.vcpus || b.instances - a.instances || compareNatural(a.host ?? '', b.host ?? ''),
    )
}

/**
 * What a project would lose all its instances with: the one host that they are on, else the one zone, where the cloud has others.
 * Null with fewer than two instances on hosts, and where they are spread.
 */
export function findConcentration(
  use: ProjectUse,
  cloud: Pick<Cloud, 'hosts' | 'hostByName'>,
): { kind: 'host' | 'zone'; name: string; instances: number } | null {
  const names = use.instances.flatMap(({ host }) => host ?? [])
  if (names.length < 2) return null
  const [host] = names
  if (host !== undefined && cloud.hosts.length > 1 && names.every((name) => name === host)) {
    return { kind: 'host', name: host, instances: names.length }
  }
  const zones = new Set(names.map((name) => cloud.hostByName.get(name)?.zone ?? null))
  const [zone] = zones
  const others = cloud.hosts.some((one) => one.zone !== null && one.zone !== zone)
  return zones.size === 1 && zone && others ? { kind: 'zone', name: zone, instances: names.length } : null
}

function percentOf(part: number, whole: number): number | null {
  return whole <= 0 ? null : (part / whole) * 100
}
