import { takenFraction } from './capacity-bar.ts'
import type { Cloud, Host, ProjectUse } from './cloud-model.ts'
import { hostBar, hostCpus, usedPercent } from './host-figures.ts'
import type { StorageClass, StorageCluster } from './model.ts'

/** The hosts that are fullest of CPUs, fullest first; those of unknown capacity come last. */
export function fullestHosts(hosts: readonly Host[], count: number): Host[] {
  return hosts
    .toSorted((a, b) => (usedPercent(hostCpus(b)) ?? -1) - (usedPercent(hostCpus(a)) ?? -1))
    .slice(0, count)
}

/** The scale on which the CPU bars of these hosts line up: 1 unless one is over-committed. */
export function cpuScale(hosts: readonly Host[]): number {
  return Math.max(1, ...hosts.map((host) => takenFraction(hostBar(host, 'vcpu'))))
}

/** The projects that hold the most vCPUs on hosts, most first; by instances where they are equal. */
export function largestProjects(projects: readonly ProjectUse[], count: number): ProjectUse[] {
  return projects
    .filter((use) => use.instances.length > 0)
    .toSorted((a, b) => b.placedVcpus - a.placedVcpus || b.instances.length - a.instances.length)
    .slice(0, count)
}

export interface StatusCount {
  status: string
  count: number
}

/** How many instances are in each status, most first. */
export function countStatuses(cloud: Pick<Cloud, 'snapshot'>): StatusCount[] {
  const counts = new Map<string, number>()
  for (const { status } of cloud.snapshot.instances) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts].map(([status, count]) => ({ status, count })).toSorted((a, b) => b.count - a.count)
}

/** All clusters together; null where none was read. */
export function sumStorage(
  storage: readonly StorageCluster[] | null,
): Pick<StorageClass, 'totalBytes' | 'rawUsedBytes'> | null {
  if (!storage || storage.length === 0) return null
  return {
    totalBytes: storage.reduce((sum, { total }) => sum + total.totalBytes, 0),
    rawUsedBytes: storage.reduce((sum, { total }) => sum + total.rawUsedBytes, 0),
  }
}
