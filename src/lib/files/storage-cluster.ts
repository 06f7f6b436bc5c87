import { z } from 'zod'

export const StorageClass = z.object({
  /** Device class (hdd, ssd ...) or TOTAL. */
  name: z.string(),
  totalBytes: z.number(),
  availableBytes: z.number(),
  usedBytes: z.number(),
  rawUsedBytes: z.number(),
  rawUsedPercent: z.number(),
})
export type StorageClass = z.infer<typeof StorageClass>

export const StoragePool = z.object({
  name: z.string(),
  id: z.number().nullable(),
  pgs: z.number().nullable(),
  storedBytes: z.number(),
  objects: z.number().nullable(),
  usedBytes: z.number(),
  usedPercent: z.number(),
  maxAvailableBytes: z.number(),
})
export type StoragePool = z.infer<typeof StoragePool>

/** One Ceph cluster, from cephdf.json where Aether collected, else from cephdf.txt. */
export const StorageCluster = z.object({
  name: z.string(),
  total: StorageClass,
  classes: z.array(StorageClass),
  pools: z.array(StoragePool),
  /** True when the figures come from JSON; those of the text are rounded by Ceph. */
  exact: z.boolean(),
  /** When it was read, if that was in an earlier collection than the rest. */
  asOf: z.iso.datetime().optional(),
})
export type StorageCluster = z.infer<typeof StorageCluster>
