import { z } from 'zod'
import type { StorageClass, StoragePool } from '../model.ts'
import { describeIssues, isObject, parseRowsFile, readJson, serialiseDocument } from './json-file.ts'
import { DataFileError, type Parsed } from './parsed.ts'
import { StorageCluster } from './storage-cluster.ts'

export const FILE = 'cephdf.json'

const Amounts = z.object({
  total_bytes: z.number(),
  total_avail_bytes: z.number(),
  total_used_bytes: z.number(),
  total_used_raw_bytes: z.number().optional(),
  total_used_raw_ratio: z.number().optional(),
})
const CephDf = z.object({
  stats: Amounts,
  stats_by_class: z.record(z.string(), Amounts).optional(),
  pools: z.array(
    z.object({
      name: z.string(),
      id: z.number(),
      stats: z.object({
        stored: z.number().optional(),
        bytes_used: z.number(),
        objects: z.number(),
        percent_used: z.number().optional(),
        max_avail: z.number(),
      }),
    }),
  ),
})

/** A file of ours, with any number of clusters, or the output of `ceph df --format json` as it is. */
export function parseCephdfJson(text: string): Parsed<StorageCluster[]> {
  const document = readJson(text, FILE)
  if (isObject(document) && 'stats' in document)
    return { value: [toStorageCluster(document, 'ceph')], problems: [] }
  return parseRowsFile(text, FILE, 'clusters', StorageCluster)
}

/** The answer of `ceph df --format json`, parsed. Throws DataFileError where it is not one. */
export function toStorageCluster(answer: unknown, name: string): StorageCluster {
  const result = CephDf.safeParse(answer)
  if (!result.success)
    throw new DataFileError(FILE, null, `not an answer of "ceph df": ${describeIssues(result.error)}`)
  const { stats, stats_by_class: byClass = {}, pools } = result.data
  return {
    name,
    total: toClass('TOTAL', stats),
    classes: Object.entries(byClass).map(([title, amounts]) => toClass(title, amounts)),
    // Ceph before Nautilus gives percent_used in percent, and has no `stored`: it reports what clients wrote as bytes_used.
    // Before Luminous there is none, and it follows as Ceph computes it (get_pool_stats in src/mon/PGMap.cc).
    pools: pools.map((pool) => toPool(pool, pool.stats.stored === undefined ? 1 : 100)),
    exact: true,
  }
}

function toClass(name: string, amounts: z.infer<typeof Amounts>): StorageClass {
  const rawUsedBytes = amounts.total_used_raw_bytes ?? amounts.total_used_bytes
  const ratio =
    amounts.total_used_raw_ratio ?? (amounts.total_bytes > 0 ? rawUsedBytes / amounts.total_bytes : 0)
  return {
    name,
    totalBytes: amounts.total_bytes,
    availableBytes: amounts.total_avail_bytes,
    usedBytes: amounts.total_used_bytes,
    rawUsedBytes,
    rawUsedPercent: ratio * 100,
  }
}

function toPool(pool: z.infer<typeof CephDf>['pools'][number], percentFactor: number): StoragePool {
  const { bytes_used: used, max_avail: available, percent_used: percent } = pool.stats
  const share = used + available > 0 ? (used / (used + available)) * 100 : 0
  return {
    name: pool.name,
    id: pool.id,
    pgs: null,
    storedBytes: pool.stats.stored ?? pool.stats.bytes_used,
    objects: pool.stats.objects,
    usedBytes: pool.stats.bytes_used,
    usedPercent: percent === undefined ? share : percent * percentFactor,
    maxAvailableBytes: pool.stats.max_avail,
  }
}

export function serialiseCephdfJson(clusters: StorageCluster[]): string {
  return serialiseDocument({ clusters })
}
