import { z } from 'zod'

export const TOTALS_FILE = 'totals.jsonl'

/** docs/capacity.md's summary of one resource. */
const Amount = z.object({
  capacity: z.number(),
  used: z.number(),
  unavailable: z.number(),
  available: z.number(),
  reserved: z.number(),
  maintenance: z.number(),
  final: z.number(),
})

const Pool = z.object({
  name: z.string(),
  storedBytes: z.number(),
  usedBytes: z.number(),
  usedPercent: z.number(),
  maxAvailBytes: z.number(),
})

/** One line of history/<month>/totals.jsonl: the figures of summary.json at one collection. vCPU, MiB, bytes and GiB. */
export const HistoryTotals = z.object({
  schema: z.literal(1),
  /** When it was collected; UTC, as all times here. */
  at: z.string(),
  /** A source failed or kept older data. */
  degraded: z.boolean(),
  /** Parts whose figures are older than `at`, and of when they are. A line is no evidence of them. */
  stale: z.record(z.string(), z.string()),
  tiers: z.array(
    z.object({ ratio: z.number(), name: z.string(), hosts: z.number(), vcpu: Amount, memoryMb: Amount }),
  ),
  total: z.object({
    vcpu: Amount,
    memoryMb: Amount,
    hosts: z.number(),
    instances: z.number(),
    projects: z.number(),
    volumes: z.number().nullable(),
  }),
  storage: z
    .object({
      totalBytes: z.number(),
      usedBytes: z.number(),
      availableBytes: z.number(),
      usedPercent: z.number().nullable(),
      pools: z.array(Pool),
    })
    .nullable(),
  volumes: z
    .object({ count: z.number(), totalGib: z.number(), attached: z.number(), unattached: z.number() })
    .nullable(),
  /** Instances, vCPUs, RAM in MiB, volumes and their GiB by project name. */
  projects: z.record(z.string(), z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
  /** vCPUs (shared and dedicated) and MiB in use by host name. */
  hosts: z.record(z.string(), z.tuple([z.number(), z.number()])),
})
export type HistoryTotals = z.infer<typeof HistoryTotals>
