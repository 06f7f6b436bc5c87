import { describe, expect, test } from 'vitest'
import { deriveCloud } from '../../../src/lib/cloud.ts'
import type { Cloud, Host } from '../../../src/lib/cloud.ts'
import { defaultConfig } from '../../../src/lib/files/config.ts'
import { loadSnapshot } from '../../../src/lib/snapshot.ts'
import { allocationTable } from '../../../src/lib/table/tables/hosts.ts'
import {
  aConfig,
  aHypervisor,
  anInventory,
  aProvider,
  aReservation,
  aSnapshot,
} from '../../support/samples.ts'

const EARLIER = new URL('../../fixtures/earlier-tool/', import.meta.url).pathname
const SPARE = 'Backup for maintenance'

function sumOf(hosts: readonly Host[], key: string): number {
  const column = allocationTable.columns.find((one) => one.key === key)
  if (!column?.sum) throw new Error(`${key} has no sum`)
  return hosts.reduce((sum, host) => sum + Number(column.value(host) ?? 0), 0)
}

/** One host of every sort: up, over-committed, down, disabled, spare, spare in deficit, of unknown ratio, with pinned CPUs too. */
function everySort(): Cloud {
  const usual = { vcpus: 40, vcpusUsed: 30, memoryMb: 1000, memoryMbUsed: 400 }
  const names = ['up', 'over', 'down', 'disabled', 'spare', 'short']
  return deriveCloud(
    aSnapshot({
      hypervisors: [
        aHypervisor({ ...usual, name: 'up' }),
        aHypervisor({ ...usual, name: 'over', vcpusUsed: 90, memoryMbUsed: 1100 }),
        aHypervisor({ ...usual, name: 'down', state: 'down', vcpusUsed: 95 }),
        aHypervisor({ ...usual, name: 'disabled', enabled: false }),
        aHypervisor({ ...usual, name: 'spare' }),
        aHypervisor({ ...usual, name: 'short', vcpusUsed: 85 }),
        aHypervisor({ ...usual, name: 'unknown' }),
        aHypervisor({ ...usual, name: 'mixed' }),
      ],
      ratios: names.map((host) => ({ host, cpuRatio: 2, ramRatio: 1 })),
      reservations: [
        aReservation({ host: 'up', vcpus: 3, memoryMb: 50 }),
        aReservation({ host: 'down', vcpus: 5, memoryMb: 50 }),
        aReservation({ host: 'spare', vcpus: 4, memoryMb: 50, purpose: SPARE }),
        aReservation({ host: 'short', vcpus: 1, purpose: SPARE }),
        aReservation({ host: 'mixed', vcpus: 6, memoryMb: 0 }),
      ],
      providers: [
        aProvider({
          name: 'mixed',
          inventories: {
            VCPU: anInventory({ total: 20, allocationRatio: 2 }),
            PCPU: anInventory({ total: 8 }),
            MEMORY_MB: anInventory({ total: 900 }),
          },
          allocations: { a: { VCPU: 7, MEMORY_MB: 100 }, b: { PCPU: 3, MEMORY_MB: 100 } },
        }),
      ],
    }),
    aConfig(),
  )
}

describe.each([
  ['every sort of host', () => Promise.resolve(everySort())],
  ['a folder of the earlier tool', async () => deriveCloud(await loadSnapshot(EARLIER), defaultConfig)],
])('the sums under the hosts are the summary: %s', (_name, open) => {
  test.each([
    ['vcpu', 'vcpu', 'used'],
    ['vcpucapacity', 'vcpu', 'capacity'],
    ['vcpuafter', 'vcpu', 'final'],
    ['ram', 'memoryMb', 'used'],
    ['ramcapacity', 'memoryMb', 'capacity'],
    ['ramafter', 'memoryMb', 'final'],
  ] as const)('%s', async (key, resource, figure) => {
    const { hosts, total } = await open()
    expect(sumOf(hosts, key)).toBeCloseTo(total[resource][figure], 6)
  })
})

test('a host of unknown capacity is listed, and counts in no sum', () => {
  const cloud = everySort()
  expect(cloud.hostsWithoutRatio).toEqual(['unknown'])
  expect(cloud.hosts).toHaveLength(8)
  expect(cloud.total.vcpu.capacity).toBe(6 * 80 + 40 + 8)
})
