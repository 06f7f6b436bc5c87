import type { Config, StorageCluster, StoragePool, VolumeStats } from './model.ts'

const TIB = 1024 ** 4

/** Head-room of a pool is MAX AVAIL, which follows its fullest OSD: (stored) / (stored + max avail), in percent. */
export function poolUsedPercent(pool: StoragePool): number | null {
  const whole = pool.storedBytes + pool.maxAvailableBytes
  return whole === 0 ? null : (pool.storedBytes / whole) * 100
}

/** Pools where Ceph's %USED and ours are more than a point apart. */
export function poolsThatDisagree(cluster: StorageCluster): StoragePool[] {
  return cluster.pools.filter((pool) => {
    const ours = poolUsedPercent(pool)
    return ours !== null && Math.abs(ours - pool.usedPercent) > 1
  })
}

export type StorageModel =
  /** The earlier tool's: volumes times the replication or erasure-code factor, against the raw total. */
  | { kind: 'cluster'; usedTib: number; overhead: number; totalTib: number }
  /** Ceph's: what the pool stores against what it can still take. */
  | { kind: 'pool'; storedTib: number; maxAvailableTib: number }

export type StorageBand = 'safe' | 'warning' | 'critical'

export interface StoragePrediction {
  usedPercent: number
  predictedPercent: number
  band: StorageBand
  /** The largest volume, in TiB, that could still be made; never below zero. */
  largestNewTib: number
}

/** What a new volume of `newTib` would do. Null where the model has no size to divide by. Above 100 % is returned as it is. */
export function predictStorage(
  model: StorageModel,
  newTib: number,
  thresholds: Config['thresholds'],
): StoragePrediction | null {
  const { used, whole, factor } =
    model.kind === 'cluster'
      ? { used: model.usedTib, whole: model.totalTib, factor: model.overhead }
      : { used: model.storedTib, whole: model.storedTib + model.maxAvailableTib, factor: 1 }
  if (!(whole > 0 && factor > 0)) return null
  const predictedPercent = ((used + newTib) * factor * 100) / whole
  return {
    usedPercent: (used * factor * 100) / whole,
    predictedPercent,
    band: storageBand(predictedPercent, thresholds),
    largestNewTib: Math.max(0, whole / factor - used),
  }
}

/** Safe below the warning threshold, critical above the critical one; both thresholds themselves are warnings. */
export function storageBand(percent: number, thresholds: Config['thresholds']): StorageBand {
  if (percent > thresholds.criticalPercent) return 'critical'
  return percent >= thresholds.warningPercent ? 'warning' : 'safe'
}

/** The cluster model from configuration, then the earlier tool's volume_stats.json, then Ceph; null where a factor is missing. */
export function clusterModel(
  totalVolumeGib: number,
  config: Config,
  stats: VolumeStats | null,
  storage: readonly StorageCluster[] | null,
): StorageModel | null {
  const rawBytes = storage?.reduce((sum, cluster) => sum + cluster.total.totalBytes, 0)
  const overhead = config.ceph.overhead ?? stats?.overhead ?? null
  const totalTib = config.ceph.totalTib ?? stats?.totalTib ?? (rawBytes === undefined ? null : rawBytes / TIB)
  if (overhead === null || totalTib === null) return null
  return { kind: 'cluster', usedTib: totalVolumeGib / 1024, overhead, totalTib }
}

export function poolModel(pool: StoragePool): StorageModel {
  return { kind: 'pool', storedTib: pool.storedBytes / TIB, maxAvailableTib: pool.maxAvailableBytes / TIB }
}
