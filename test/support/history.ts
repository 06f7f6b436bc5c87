import type { HistoryTotals } from '../../src/lib/files/history-totals.ts'

const DAY_MS = 86_400_000

/** What a test says of a collection; the rest follows. */
export interface Sample {
  at: string
  vcpus: number
  memoryMb?: number
  /** Null: storage was not collected. */
  usedBytes?: number | null
  capacity?: number
  reserved?: number
  stale?: Record<string, string>
  degraded?: boolean
  projects?: HistoryTotals['projects']
}

const GIB = 1024 ** 3
const STORAGE_BYTES = 100_000 * GIB

/** A line of the history: one shared tier of ratio 4 with most of the use and a dedicated one with a tenth, one pool. */
export function makeTotals(sample: Sample): HistoryTotals {
  const { at, vcpus, memoryMb = vcpus * 4096, capacity = 2000, reserved = 0 } = sample
  const { usedBytes = vcpus * 20 * GIB, stale = {}, degraded = false, projects = {} } = sample
  const tier = (ratio: number, name: string, share: number) => ({
    ratio,
    name,
    hosts: 4,
    vcpu: amounts(vcpus * share, capacity * share, reserved * share),
    memoryMb: amounts(memoryMb * share, capacity * 4096 * share, 0),
  })
  const stored = (usedBytes ?? 0) / 3
  return {
    schema: 1,
    at,
    degraded,
    stale,
    tiers: [tier(1, 'Dedicated', 0.125), tier(4, 'Shared 1:4', 0.875)],
    total: {
      vcpu: amounts(vcpus, capacity, reserved),
      memoryMb: amounts(memoryMb, capacity * 4096, 0),
      hosts: 8,
      instances: Math.round(vcpus / 4),
      projects: Object.keys(projects).length,
      volumes: null,
    },
    storage:
      usedBytes === null
        ? null
        : {
            totalBytes: STORAGE_BYTES,
            usedBytes,
            availableBytes: STORAGE_BYTES - usedBytes,
            usedPercent: (usedBytes / STORAGE_BYTES) * 100,
            pools: [
              {
                name: 'volumes',
                storedBytes: stored,
                usedBytes,
                usedPercent: (usedBytes / STORAGE_BYTES) * 100,
                maxAvailBytes: (STORAGE_BYTES - usedBytes) / 3,
              },
            ],
          },
    volumes: null,
    projects,
    hosts: {},
  }
}

function amounts(used: number, capacity: number, reserved: number) {
  const available = capacity - used
  const final = available - reserved
  return { capacity, used, unavailable: 0, available, reserved, maintenance: 0, final }
}

/** The time of a collection so many days (also parts of one) after the first. */
export function timeAt(days: number, first = '2026-03-02T00:00:00.000Z'): string {
  return new Date(Date.parse(first) + days * DAY_MS).toISOString()
}

/** One collection a day, with what `use` says of each. */
export function makeDays(days: number, use: (day: number) => Omit<Sample, 'at'>): HistoryTotals[] {
  return Array.from({ length: days }, (_, day) => makeTotals({ at: timeAt(day), ...use(day) }))
}
