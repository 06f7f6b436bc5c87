import type { Cloud, Summary } from './cloud-model.ts'
import type { StorageCluster } from './model.ts'
import { SHOWN, staleTimes } from './stale-parts.ts'

/** summary.json of the API: the figures of the Overview, for machines. Units are in the names or in docs/capacity.md. */
export interface SummaryDocument {
  schema: 1
  collectedAt: string
  site: string
  /** What is older than the collection, and when it was read. */
  stale: Record<string, string>
  tiers: { ratio: number; name: string; hosts: number; vcpu: Summary; memoryMb: Summary }[]
  total: {
    vcpu: Summary
    memoryMb: Summary
    hosts: number
    instances: number
    projects: number
    /** Null where volumes were not collected, as for `storage` and `volumes`. */
    volumes: number | null
  }
  storage: StorageSummary | null
  volumes: { count: number; totalGib: number; attached: number; unattached: number } | null
}

interface StorageSummary {
  totalBytes: number
  usedBytes: number
  availableBytes: number
  usedPercent: number | null
  pools: {
    name: string
    storedBytes: number
    usedBytes: number
    usedPercent: number
    maxAvailBytes: number
  }[]
}

export function summariseCloud(cloud: Cloud, site: string): SummaryDocument {
  const { total, volumeTotals } = cloud
  return {
    schema: 1,
    collectedAt: cloud.snapshot.collectedAt,
    site,
    stale: staleTimes(cloud.snapshot, SHOWN.overview),
    tiers: cloud.tiers.map(({ ratio, name, hosts, vcpu, memoryMb }) => ({
      ratio,
      name,
      hosts: hosts.length,
      vcpu,
      memoryMb,
    })),
    total: {
      vcpu: total.vcpu,
      memoryMb: total.memoryMb,
      hosts: cloud.hosts.length,
      instances: cloud.snapshot.instances.length,
      projects: cloud.projects.length,
      volumes: volumeTotals && volumeTotals.count,
    },
    storage: cloud.storage && summariseStorage(cloud.storage),
    volumes: volumeTotals && {
      count: volumeTotals.count,
      totalGib: volumeTotals.totalGib,
      attached: volumeTotals.attached,
      unattached: volumeTotals.unattached,
    },
  }
}

/** Raw space over all clusters; `used` is Ceph's RAW USED. */
function summariseStorage(clusters: readonly StorageCluster[]): StorageSummary {
  const sum = (key: 'totalBytes' | 'rawUsedBytes' | 'availableBytes') =>
    clusters.reduce((total, cluster) => total + cluster.total[key], 0)
  const totalBytes = sum('totalBytes')
  const usedBytes = sum('rawUsedBytes')
  return {
    totalBytes,
    usedBytes,
    availableBytes: sum('availableBytes'),
    usedPercent: totalBytes === 0 ? null : (usedBytes / totalBytes) * 100,
    pools: clusters.flatMap((cluster) =>
      cluster.pools.map(({ name, storedBytes, usedBytes: used, usedPercent, maxAvailableBytes }) => ({
        name,
        storedBytes,
        usedBytes: used,
        usedPercent,
        maxAvailBytes: maxAvailableBytes,
      })),
    ),
  }
}
