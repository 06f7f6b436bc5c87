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
  /** By how much the volumes, old and new, are more than what is there, in TiB; 0 where they fit. */
  excessTib: number
  /** What may still be added, in TiB, before the warning and the critical band begin; never below zero. */
  untilWarningTib: number
  untilCriticalTib: number
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
  const roomBelow = (percent: number) => Math.max(0, ((whole / factor) * percent) / 100 - used)
  return {
    usedPercent: (used * factor * 100) / whole,
    predictedPercent,
    band: storageBand(predictedPercent, thresholds),
    largestNewTib: roomBelow(100),
    excessTib: Math.max(0, used + newTib - whole / factor),
    untilWarningTib: roomBelow(thresholds.warningPercent),
    untilCriticalTib: roomBelow(thresholds.criticalPercent),
  }
}

/** Safe below the warning threshold, critical above the critical one; both thresholds themselves are warnings. */
export function storageBand(percent: number, thresholds: Config['thresholds']): StorageBand {
  if (percent > thresholds.criticalPercent) return 'critical'
  return percent >= thresholds.warningPercent ? 'warning' : 'safe'
}

/** A number and where it comes from, in words. */
export interface SourcedFigure {
  value: number
  source: string
}

export interface ClusterFactors {
  /** Replication or erasure-code factor. */
  overhead: SourcedFigure | null
  totalTib: SourcedFigure | null
}

/** The cluster model's factors: from the configuration, then the earlier tool's volume_stats.json, then Ceph; null where none says. */
export function clusterFactors(
  config: Config,
  stats: VolumeStats | null,
  storage: readonly StorageCluster[] | null,
): ClusterFactors {
  const rawBytes = storage?.reduce((sum, cluster) => sum + cluster.total.totalBytes, 0) ?? null
  const rawTib = rawBytes === null ? null : rawBytes / TIB
  return {
    overhead: firstKnown([
      [config.ceph.overhead, 'ceph.overhead in aether.yaml'],
      [stats?.overhead, 'volume_stats.json of the earlier tool'],
    ]),
    totalTib: firstKnown([
      [config.ceph.totalTib, 'ceph.totalTib in aether.yaml'],
      [stats?.totalTib, 'volume_stats.json of the earlier tool'],
      [rawTib, storage?.length === 1 ? 'ceph df, raw' : 'ceph df, raw, all clusters'],
    ]),
  }
}

function firstKnown(candidates: [number | null | undefined, string][]): SourcedFigure | null {
  for (const [value, source] of candidates) if (typeof value === 'number') return { value, source }
  return null
}

/** The cluster model of this collection; null where a factor is missing. */
export function clusterModel(
  totalVolumeGib: number,
  config: Config,
  stats: VolumeStats | null,
  storage: readonly StorageCluster[] | null,
): StorageModel | null {
  const { overhead, totalTib } = clusterFactors(config, stats, storage)
  if (overhead === null || totalTib === null) return null
  return {
    kind: 'cluster',
    usedTib: totalVolumeGib / 1024,
    overhead: overhead.value,
    totalTib: totalTib.value,
  }
}

export function poolModel(pool: StoragePool): StorageModel {
  return { kind: 'pool', storedTib: pool.storedBytes / TIB, maxAvailableTib: pool.maxAvailableBytes / TIB }
}
