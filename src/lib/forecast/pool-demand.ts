import { type Figures, type Measure, type Pool, poolsByName, readLevel } from './measures.ts'

/** `ceph df` rounds what it writes for people. */
const TOLERANCE = 0.01

/** How the use that fills a measure is read from any collection; null where that collection does not have it. */
export type ReadUse = (figures: Figures) => number | null

/**
 * What fills a measure: its own use. A pool is filled by the others on the same disks, too: those are the pools that by the newest
 * figures have the same MAX AVAIL, or the same once it is multiplied by what a stored byte costs them. Their raw use counts in bytes
 * of this pool.
 */
export function readDemand(measure: Measure, newest: Figures): ReadUse {
  const pools = poolsByName(newest)
  const own = measure.resource === 'pool' ? pools.get(measure.key.slice('pool-'.length)) : undefined
  const overhead = own && overheadOf(own)
  if (!own || !overhead) return (figures) => readLevel(measure, figures)?.used ?? null
  const sharing = [...pools].filter(([, pool]) => sharesDisks(own, pool)).map(([name]) => name)
  return (figures) => {
    if (readLevel(measure, figures) === null) return null
    const known = poolsByName(figures)
    return sharing.reduce((sum, name) => sum + (known.get(name)?.usedBytes ?? 0), 0) / overhead
  }
}

function sharesDisks(own: Pool, other: Pool): boolean {
  if (own === other || isClose(own.maxAvailBytes, other.maxAvailBytes)) return true
  const [cost, otherCost] = [overheadOf(own), overheadOf(other)]
  return (
    cost !== null && otherCost !== null && isClose(own.maxAvailBytes * cost, other.maxAvailBytes * otherCost)
  )
}

/** Replication or erasure coding: bytes on the disks for each that is stored; null where nothing is. */
function overheadOf({ storedBytes, usedBytes }: Pool): number | null {
  return storedBytes > 0 && usedBytes > 0 ? usedBytes / storedBytes : null
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(a, b)
}
