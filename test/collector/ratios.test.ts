import { expect, test } from 'vitest'

import { parseHypervisor } from '../../collector/openstack/hypervisors.ts'
import { parseInventory } from '../../collector/openstack/placement.ts'
import { findRatios } from '../../collector/ratios.ts'
import type { ResourceProvider } from '../../src/lib/model.ts'

const host = (name: string) => parseHypervisor({ id: name, hypervisor_hostname: name })

function provider(
  name: string,
  ratios: Record<string, number>,
  parent: string | null = null,
): ResourceProvider {
  const inventories = Object.entries(ratios).map(
    ([key, ratio]) => [key, parseInventory({ total: 8, allocation_ratio: ratio })] as const,
  )
  return {
    uuid: name,
    name,
    parentUuid: parent,
    rootUuid: parent ?? name,
    inventories: Object.fromEntries(inventories),
    allocations: {},
    traits: [],
    aggregates: [],
  }
}

test('takes the ratios of the inventories, wherever in the tree they are', () => {
  const providers = [
    provider('cmp1', { VCPU: 1.5, MEMORY_MB: 1.2 }),
    provider('cmp2', { MEMORY_MB: 1 }),
    provider('cmp2-numa0', { VCPU: 4 }, 'cmp2'),
  ]
  expect(findRatios([host('cmp1'), host('cmp2')], providers, [])).toEqual([
    { host: 'cmp1', cpuRatio: 1.5, ramRatio: 1.2 },
    { host: 'cmp2', cpuRatio: 4, ramRatio: 1 },
  ])
})

test('a host with dedicated CPUs only has the ratio 1, and one with both that of its shared ones', () => {
  const providers = [
    provider('pinned', { PCPU: 1, MEMORY_MB: 1 }),
    provider('both', { PCPU: 1, VCPU: 8, MEMORY_MB: 1 }),
  ]
  const ratios = findRatios([host('pinned'), host('both')], providers, [])
  expect(ratios.map(({ cpuRatio }) => cpuRatio)).toEqual([1, 8])
})

test('the configuration wins, and a host of which nothing is known is left out', () => {
  const overrides = [{ match: 'cmp*', cpuRatio: 2 }]
  expect(
    findRatios([host('cmp1'), host('other')], [provider('cmp1', { VCPU: 16, MEMORY_MB: 1 })], overrides),
  ).toEqual([{ host: 'cmp1', cpuRatio: 2, ramRatio: 1 }])
})
