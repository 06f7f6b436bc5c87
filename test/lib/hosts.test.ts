import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { hostBar, hostState, usedPercent } from '../../src/lib/host-figures.ts'
import { deriveHosts } from '../../src/lib/hosts.ts'
import type { Service, Snapshot } from '../../src/lib/model.ts'
import { siteName } from '../../src/lib/site-name.ts'
import { aConfig, aHypervisor, aReservation, aSnapshot } from '../support/samples.ts'

function aService(fields: Partial<Service>): Service {
  return {
    binary: 'nova-compute',
    host: 'cmp01',
    zone: 'az-1',
    state: 'up',
    enabled: true,
    disabledReason: null,
    updatedAt: null,
    ...fields,
  }
}

function derive(fields: Partial<Snapshot>) {
  return deriveHosts(aSnapshot(fields), null, aConfig())
}

test('files are joined by name, never by line, and shown in natural order', () => {
  const hosts = derive({
    hypervisors: ['cmp10', 'cmp2', 'cmp1'].map((name) => aHypervisor({ name })),
    ratios: ['cmp1', 'cmp2', 'cmp10'].map((host, index) => ({ host, cpuRatio: index + 1, ramRatio: 1 })),
    reservations: [aReservation({ host: 'cmp10', vcpus: 7 })],
  })
  expect(hosts.map(({ name, cpuRatio, reservation }) => [name, cpuRatio, reservation?.vcpus])).toEqual([
    ['cmp1', 1, undefined],
    ['cmp2', 2, undefined],
    ['cmp10', 3, 7],
  ])
})

test('services and aggregates go by the service host', () => {
  const [host] = derive({
    hypervisors: [aHypervisor({ name: 'node.example.net', serviceHost: 'cmp01' })],
    services: [
      aService({ host: 'cmp01', binary: 'nova-scheduler', zone: 'internal' }),
      aService({ host: 'cmp01', enabled: false, disabledReason: 'rack 7' }),
    ],
    aggregates: [
      { id: '1', uuid: null, name: 'ssd', availabilityZone: null, hosts: ['cmp01'], metadata: {} },
      { id: '2', uuid: null, name: 'other', availabilityZone: null, hosts: ['cmp02'], metadata: {} },
    ],
  })
  expect(host).toMatchObject({
    zone: 'az-1',
    aggregates: ['ssd'],
    enabled: false,
    available: false,
    disabledReason: 'rack 7',
  })
})

test('a host that is not known to be up is not available', () => {
  const states = (['up', 'down', 'unknown'] as const).map((state) => {
    const [host] = derive({ hypervisors: [aHypervisor({ state })] })
    return [host?.available, host && hostState(host)]
  })
  expect(states).toEqual([
    [true, 'up'],
    [false, 'down'],
    [false, 'unknown'],
  ])
  const [disabled] = derive({ hypervisors: [aHypervisor({ enabled: false })] })
  expect(disabled && hostState(disabled)).toBe('disabled')
})

test('a name that two services report is one host', () => {
  expect(derive({ hypervisors: [aHypervisor({ id: '1' }), aHypervisor({ id: '2' })] })).toHaveLength(1)
})

test('a bar shows a spare as spare, and a share of nothing is none', () => {
  const [host] = derive({
    hypervisors: [aHypervisor({ vcpus: 10, vcpusUsed: 4 })],
    ratios: [{ host: 'cmp01', cpuRatio: 2, ramRatio: 1 }],
    reservations: [aReservation({ vcpus: 3, purpose: 'backup for maintenance' })],
  })
  expect(host && hostBar(host, 'vcpu')).toEqual({ used: 4, reserved: 0, spare: 16, capacity: 20 })
  expect(usedPercent({ total: 1, capacity: 0, used: 3, free: -3 })).toBeNull()
  expect(usedPercent({ total: 1, capacity: null, used: 3, free: null })).toBeNull()
})

test('what a host that is down has free is unavailable in its bar', () => {
  const [host] = derive({
    hypervisors: [aHypervisor({ vcpus: 10, vcpusUsed: 4, state: 'down' })],
    ratios: [{ host: 'cmp01', cpuRatio: 2, ramRatio: 1 }],
    reservations: [aReservation({ vcpus: 3 })],
  })
  expect(host && hostBar(host, 'vcpu')).toEqual({
    used: 4,
    reserved: 3,
    spare: 0,
    unavailable: 13,
    capacity: 20,
  })
})

test('a site is called as configured, else after its first host', () => {
  const snapshot = aSnapshot({ ratios: [{ host: 'jkt-node-01', cpuRatio: 1, ramRatio: 1 }] })
  expect(siteName(snapshot, aConfig())).toBe('JKT')
  const site = { name: 'Jakarta', timeZone: 'UTC', intervalMinutes: 120, accent: null }
  expect(siteName(snapshot, aConfig({ site }))).toBe('Jakarta')
  expect(siteName(aSnapshot(), aConfig())).toBe('OpenStack')
})

test('reservations of hosts that the cloud does not have are in natural order too', () => {
  const reservations = ['gone-10', 'gone-2', 'gone-1'].map((host) => aReservation({ host, vcpus: 1 }))
  const cloud = deriveCloud(aSnapshot({ reservations }), aConfig())
  expect(cloud.reservationsOfUnknownHosts.map(({ host }) => host)).toEqual(['gone-1', 'gone-2', 'gone-10'])
})
