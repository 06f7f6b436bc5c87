import type { HistoryTotals } from '../../src/lib/files/history-totals.ts'

function makeAmount(capacity: number, used: number) {
  const available = capacity - used
  return { capacity, used, unavailable: 0, available, reserved: 0, maintenance: 0, final: available }
}

/** A small cloud at a time: one tier, one pool, two hosts and a project. */
export function makeTotals(at: string, used = 24): HistoryTotals {
  const [vcpu, memoryMb] = [makeAmount(64, used), makeAmount(131_072, 49_152)]
  return {
    schema: 1,
    at,
    degraded: false,
    stale: {},
    tiers: [{ ratio: 4, name: 'Shared 1:4', hosts: 2, vcpu, memoryMb }],
    total: { vcpu, memoryMb, hosts: 2, instances: 4, projects: 2, volumes: 1 },
    storage: {
      totalBytes: 1000,
      usedBytes: 400,
      availableBytes: 600,
      usedPercent: 40,
      pools: [{ name: 'volumes', storedBytes: 100, usedBytes: 300, usedPercent: 33.3, maxAvailBytes: 200 }],
    },
    volumes: { count: 1, totalGib: 40, attached: 1, unattached: 0 },
    projects: { ops: [3, 6, 12_288, 1, 40], dev: [1, 2, 4096, 0, 0] },
    hosts: { cmp01: [20, 40_960], cmp02: [4, 8192] },
  }
}
