import { expect, test } from 'vitest'

import { parseHypervisor } from '../../collector/openstack/hypervisors.ts'
import { parseInventory } from '../../collector/openstack/placement.ts'
import { countSources, findRatios, labelLastKnown } from '../../collector/ratios.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
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
  expect(findRatios([host('cmp1'), host('cmp2')], { providers }, defaultConfig)).toEqual([
    { host: 'cmp1', cpuRatio: 1.5, ramRatio: 1.2 },
    { host: 'cmp2', cpuRatio: 4, ramRatio: 1 },
  ])
})

test('a host whose inventories could not be read keeps its last known ratio, and one that has none does not', () => {
  const unread = { ...provider('unread', {}), inventories: null }
  const numa = { ...provider('half-numa0', {}, 'half'), inventories: null }
  const providers = [unread, provider('none', {}), provider('half', { PCPU: 1, MEMORY_MB: 2 }), numa]
  const lastKnown = labelLastKnown(
    ['unread', 'none', 'half'].map((name) => ({ host: name, cpuRatio: 8, ramRatio: 1 })),
    'T',
  )
  const hosts = ['unread', 'none', 'half'].map(host)
  expect(findRatios(hosts, { providers, lastKnown }, defaultConfig)).toEqual([
    { host: 'unread', cpuRatio: 8, ramRatio: 1, source: 'last known T' },
    { host: 'half', cpuRatio: 8, ramRatio: 2, source: 'last known T and Placement' },
  ])
})

test('a host with dedicated CPUs only has the ratio 1, and one with both that of its shared ones', () => {
  const providers = [
    provider('pinned', { PCPU: 1, MEMORY_MB: 1 }),
    provider('both', { PCPU: 1, VCPU: 8, MEMORY_MB: 1 }),
  ]
  const ratios = findRatios([host('pinned'), host('both')], { providers }, defaultConfig)
  expect(ratios.map(({ cpuRatio }) => cpuRatio)).toEqual([1, 8])
})

test('the configuration wins, and a host of which nothing is known is left out', () => {
  const config = { ...defaultConfig, hosts: [{ match: 'cmp*', cpuRatio: 2 }] }
  const providers = [provider('cmp1', { VCPU: 16, MEMORY_MB: 1 })]
  expect(findRatios([host('cmp1'), host('other')], { providers }, config)).toEqual([
    { host: 'cmp1', cpuRatio: 2, ramRatio: 1, source: 'aether.yaml and Placement' },
  ])
})

test('what Placement does not know comes from nova.conf, and says so', () => {
  const providers = [provider('cmp1', { VCPU: 4, MEMORY_MB: 1 }), provider('cmp2', { MEMORY_MB: 1 })]
  const hosts = ['cmp1', 'cmp2', 'cmp3', 'cmp4'].map(host)
  const configured = hosts.map(({ name }) => ({ host: name, ratios: { cpuRatio: 8, ramRatio: 1.5 } }))
  const rows = findRatios(hosts, { providers, configured: configured.slice(0, 3) }, defaultConfig)
  expect(rows).toEqual([
    { host: 'cmp1', cpuRatio: 4, ramRatio: 1 },
    { host: 'cmp2', cpuRatio: 8, ramRatio: 1, source: 'nova.conf and Placement' },
    { host: 'cmp3', cpuRatio: 8, ramRatio: 1.5, source: 'nova.conf' },
  ])
  expect(countSources(rows)).toBe('1 from Placement, 1 from nova.conf and Placement, 1 from nova.conf')
  const first = findRatios(hosts, { providers, configured }, { ...defaultConfig, ratios: 'ssh' })
  expect(first.map(({ cpuRatio, source }) => [cpuRatio, source])).toEqual(hosts.map(() => [8, 'nova.conf']))
})

test('a host that could not be asked keeps its last known ratios with their time, and only such a host', () => {
  const time = '2026-11-22T06:11:00Z'
  const lastKnown = labelLastKnown(
    ['cmp1', 'cmp2', 'gone'].map((name) => ({ host: name, cpuRatio: 4, ramRatio: 1 })),
    time,
  )
  const configured = [
    { host: 'cmp1', ratios: null },
    { host: 'cmp2', ratios: { cpuRatio: null, ramRatio: null } },
  ]
  const rows = findRatios(['cmp1', 'cmp2'].map(host), { providers: [], configured, lastKnown }, defaultConfig)
  expect(rows).toEqual([{ host: 'cmp1', cpuRatio: 4, ramRatio: 1, source: `last known ${time}` }])
  expect(labelLastKnown(rows, '2026-11-22T08:11:00Z')).toEqual(rows)
})
