import { expect, test } from 'vitest'
import { fullestHostsChart, tierChart } from '../../../src/lib/chart/capacity.ts'
import { tabulateChart } from '../../../src/lib/chart/table.ts'
import { deriveCloud } from '../../../src/lib/cloud.ts'
import type { Hypervisor } from '../../../src/lib/model.ts'
import { aConfig, aHypervisor, aReservation, aSnapshot } from '../../support/samples.ts'

/** 10 CPUs at 1:2, so 20 each, and 100 MiB. */
function derive(hosts: (Partial<Hypervisor> & { name: string })[]) {
  return deriveCloud(
    aSnapshot({
      hypervisors: hosts.map((host) => aHypervisor({ vcpus: 10, memoryMb: 100, memoryMbUsed: 60, ...host })),
      ratios: hosts.map(({ name }) => ({
        host: name,
        cpuRatio: name.startsWith('x') ? null : 2,
        ramRatio: 1,
      })),
      reservations: [
        aReservation({ host: 'cmp2', vcpus: 3 }),
        aReservation({ host: 'cmp10', purpose: 'backup for maintenance' }),
      ],
    }),
    aConfig(),
  )
}

const cloud = derive([
  { name: 'cmp2', vcpusUsed: 15 },
  { name: 'cmp10', vcpusUsed: 15 },
  { name: 'cmp1', vcpusUsed: 24 },
  { name: 'cmp3', vcpusUsed: 4, state: 'down' },
  { name: 'x', vcpusUsed: 900 },
])

test('a bar a host, fullest first, equal ones in natural order, those of unknown capacity not at all', () => {
  const chart = fullestHostsChart(cloud, 'vcpu')
  expect(chart?.title).toBe('120.0 % of the vCPUs of cmp1 are used')
  expect(chart?.links).toEqual(['hosts/cmp1/', 'hosts/cmp2/', 'hosts/cmp10/', 'hosts/cmp3/'])
  expect(chart?.series.map(({ name, token, pattern, values }) => [name, token, pattern, values])).toEqual([
    ['Used', 'capacity-used', 'solid', [20, 15, 15, 4]],
    ['Reserved', 'capacity-reserved', 'hatched', [0, 3, 0, 0]],
    ['Spare', 'capacity-spare', 'dotted', [0, 0, 5, 0]],
    ['Unavailable', 'capacity-spare', 'crossed', [0, 0, 0, 16]],
    ['Free', 'capacity-free', 'empty', [0, 2, 0, 0]],
    ['Over capacity', 'capacity-over', 'solid', [4, 0, 0, 0]],
  ])
})

test('a bar a tier, titled by what is left', () => {
  // Final: (5 - 3) of cmp2 and -4 of cmp1; the spare holds its 5 back.
  expect(tierChart(cloud, 'vcpu')?.title).toBe('2 vCPU more used or promised than there is')
  const memory = tierChart(cloud, 'memoryMb')
  expect(memory?.title).toBe('80 MiB of 400 MiB can still be given away')
  expect(memory && tabulateChart(memory)).toEqual([
    { category: 'Shared 1:2', link: null, cells: ['240 MiB', '40 MiB', '40 MiB', '80 MiB'] },
  ])
})

test('of many hosts the fullest are drawn, and the title says of how many', () => {
  const many = derive(
    Array.from({ length: 30 }, (_, index) => ({ name: `cmp${index}`, vcpusUsed: index % 20 })),
  )
  const chart = fullestHostsChart(many, 'vcpu')
  expect(chart?.categories).toHaveLength(12)
  expect(chart?.title).toBe('95.0 % of the vCPUs of cmp19 are used, the fullest of 30 hosts')
})

test('without known capacity there is nothing to draw', () => {
  const unknown = derive([{ name: 'x' }])
  expect(tierChart(unknown, 'vcpu')).toBeNull()
  expect(fullestHostsChart(unknown, 'vcpu')).toBeNull()
})
