import { type Figures, type Measure, type Pool, poolsByName, readLevel } from './measures.ts'

/** `ceph df` rounds what it writes for people. */
const TOLERANCE = 0.01

/**
 * The pools on the disks of a measure's pool, with itself: by the newest figures they have the same MAX AVAIL, or the same once it is
 * multiplied by what a stored byte costs them. None for what is no pool.
 */
export function poolsOnDisks({ resource, key }: Measure, newest: Figures): string[] {
  const pools = poolsByName(newest)
  const own = resource === 'pool' ? pools.get(key.slice('pool-'.length)) : undefined
  return own ? [...pools].filter(([, pool]) => sharesDisks(own, pool, pools)).map(([name]) => name) : []
}

/**
 * How the use that fills a measure is read from any collection; null where that collection does not have it. It is its own use; a pool is
 * filled by all on its disks, whose raw use counts in bytes of this pool.
 */
export function readDemand(
  measure: Measure,
  onDisks: readonly string[],
  newest: Figures,
): (figures: Figures) => number | null {
  const pools = poolsByName(newest)
  const own = pools.get(measure.key.slice('pool-'.length))
  const overhead = own && onDisks.length > 0 ? overheadLike(own, pools) : null
  if (overhead === null) return (figures) => readLevel(measure, figures)?.used ?? null
  return (figures) => {
    if (readLevel(measure, figures) === null) return null
    const known = poolsByName(figures)
    return onDisks.reduce((sum, name) => sum + (known.get(name)?.usedBytes ?? 0), 0) / overhead
  }
}

function sharesDisks(own: Pool, other: Pool, pools: ReadonlyMap<string, Pool>): boolean {
  if (own === other || isClose(own.maxAvailBytes, other.maxAvailBytes)) return true
  const [cost, otherCost] = [overheadLike(own, pools), overheadLike(other, pools)]
  return (
    cost !== null && otherCost !== null && isClose(own.maxAvailBytes * cost, other.maxAvailBytes * otherCost)
  )
}

/** Of an empty pool it is that of the pools with the same MAX AVAIL. */
function overheadLike(own: Pool, pools: ReadonlyMap<string, Pool>): number | null {
  const alike = [...pools.values()].filter(({ maxAvailBytes }) => isClose(maxAvailBytes, own.maxAvailBytes))
  return [own, ...alike].map(overheadOf).find((cost) => cost !== null) ?? null
}

/** Replication or erasure coding: bytes on the disks for each that is stored; null where nothing is. */
function overheadOf({ storedBytes, usedBytes }: Pool): number | null {
  return storedBytes > 0 && usedBytes > 0 ? usedBytes / storedBytes : null
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(a, b)
}
