import { beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/lib/model.ts'
import { collectSnapshot } from './aether.ts'
import { compareRecords, formatDifferences, type Fields, type Records } from './compare/difference.ts'
import { HOSTS } from './rig/layout.ts'
import { AGGREGATES, FLAVORS } from './seed/catalogue.ts'
import { loadOracle } from './seed/oracle.ts'

const oracle = loadOracle()
let snapshot: Snapshot
beforeAll(async () => {
  snapshot = await collectSnapshot()
})

describe('what Aether collects is what was seeded', () => {
  it('has every server in its state and place', () => {
    const ours = snapshot.instances.map((item): [string, Fields] => [
      item.id,
      {
        ...item,
        networks: item.networks.map((network) => network.network),
        volumeIds: [...(item.volumeIds ?? [])].sort(),
      },
    ])
    const seeded = oracle.servers.map((item): [string, Fields] => [
      item.id,
      { ...item, volumeIds: item.volumeIds.sort() },
    ])
    expectSame('servers', seeded, ours)
  })

  it('gives every server on a network an address of each family', () => {
    const connected = snapshot.instances.filter((item) => item.networks.length > 0)
    expect(connected.length).toBeGreaterThan(10)
    for (const { networks } of connected) {
      const addresses = networks[0]?.addresses ?? []
      expect(addresses.some((address) => address.startsWith('10.20.'))).toBe(true)
      expect(addresses.some((address) => address.startsWith('fd00:20:'))).toBe(true)
    }
  })

  it('has every volume with all of its attachments', () => {
    const ours = snapshot.volumes?.map((item): [string, Fields] => [
      item.id,
      { ...item, serverIds: item.attachments.map((attachment) => attachment.serverId).sort() },
    ])
    const seeded = oracle.volumes.map((item): [string, Fields] => [
      item.id,
      { ...item, serverIds: item.serverIds.sort() },
    ])
    expectSame('volumes', seeded, ours ?? [])
  })

  it('has every flavor, the private one with the project that may use it', () => {
    const keyed = (items: readonly object[], key: string) =>
      items.map((item): [string, Fields] => [String((item as Fields)[key]), item as Fields])
    expectSame('flavors', keyed(FLAVORS, 'id'), keyed(snapshot.flavors ?? [], 'id'))
    const restricted = snapshot.flavors?.find((flavor) => flavor.id === 'private')
    expect(restricted?.projectIds).toEqual([oracle.projects.alpha])
  })

  it('has every host with its size, ratio, state and reserved CPUs', () => {
    const ours = snapshot.hypervisors.map((item): [string, Fields] => {
      const ratio = snapshot.ratios?.find((line) => line.host === item.name)
      const provider = snapshot.providers?.find((one) => one.name === item.name)
      const { VCPU, MEMORY_MB } = provider?.inventories ?? {}
      const reserved = { reservedVcpus: VCPU?.reserved, reservedMemoryMb: MEMORY_MB?.reserved }
      return [item.name, { ...item, ...ratio, ...reserved, host: item.serviceHost }]
    })
    const seeded = HOSTS.map((item): [string, Fields] => [
      item.node,
      {
        host: item.host,
        vcpus: item.vcpus,
        memoryMb: item.memoryMb,
        localGib: item.diskGib,
        cpuRatio: item.cpuRatio,
        ramRatio: item.ramRatio,
        reservedVcpus: item.reservedVcpus ?? 0,
        reservedMemoryMb: item.reservedMemoryMb ?? 0,
        state: item.host === 'down' ? 'down' : 'up',
        enabled: item.host !== 'off',
        disabledReason: item.host === 'off' ? 'maintenance, "rack|7"' : null,
      },
    ])
    expectSame('hosts', seeded, ours)
  })

  it('has the aggregates with their zone and metadata', () => {
    const ours = snapshot.aggregates?.map(({ name, metadata, ...rest }): [string, Fields] => {
      const { availability_zone: _zone, ...own } = metadata
      return [name, { zone: rest.availabilityZone, hosts: [...rest.hosts].sort(), metadata: own }]
    })
    const seeded = AGGREGATES.map(({ name, zone, hosts, metadata }): [string, Fields] => [
      name,
      { zone, hosts: [...hosts].sort(), metadata },
    ])
    expectSame('aggregates', seeded, ours ?? [])
  })

  it('tells projects of one name apart, and calls a deleted project by its id', () => {
    const labelOf = (projectId: string) =>
      snapshot.instances.find((item) => item.projectId === projectId)?.project
    expect(labelOf(oracle.projects.alpha)).toBe('Default/alpha')
    expect(labelOf(oracle.projects.alphaOfCorp)).toBe('corp/alpha')
    expect(labelOf(oracle.projects.quotes)).toBe('zeta, "Inc."')
    expect(labelOf(oracle.deletedProject)).toBe(oracle.deletedProject)
    expect(snapshot.projects?.find((item) => item.id === oracle.deletedProject)).toBeUndefined()
    expect(snapshot.projects?.find((item) => item.id === oracle.disabledProject)?.enabled).toBe(false)
  })

  it('has the limits of the project that has some', () => {
    expect(snapshot.quotas?.find((quota) => quota.projectId === oracle.projects.gamma)).toEqual({
      projectId: oracle.projects.gamma,
      instances: 25,
      vcpus: 60,
      memoryMb: 122_880,
      volumes: 12,
      volumeGib: 2000,
      snapshots: 3,
    })
  })

  it('has the pools, words instead of numbers included', () => {
    const pools = snapshot.volumePools?.map(({ name, totalGib, freeGib }) => ({ name, totalGib, freeGib }))
    expect(pools?.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'cinder-host@fast#nvme', totalGib: 'infinite', freeGib: 'unknown' },
      { name: 'cinder-host@slow#hdd-a', totalGib: 102_400, freeGib: 92_160 },
      { name: 'cinder-host@slow#hdd-b', totalGib: 51_200, freeGib: 50_000 },
    ])
  })

  it('knows what is under way', () => {
    const nameOf = (id: string) => oracle.servers.find((item) => item.id === id)?.name
    const moves = snapshot.migrations?.map(({ instanceId, type }) => `${nameOf(instanceId)}: ${type}`)
    expect(moves?.sort()).toEqual([
      'cold-migrating: migration',
      'live-migrating: live-migration',
      'resize-pending: resize',
    ])
  })

  it('could read every row of its own files', () => {
    expect(snapshot.problems).toEqual([])
  })
})

function expectSame(
  subject: string,
  seeded: Iterable<[string, Fields]>,
  ours: Iterable<[string, Fields]>,
): void {
  const theirs: Records = new Map(seeded)
  expect(theirs.size).toBeGreaterThan(0)
  expect(formatDifferences(compareRecords(subject, theirs, new Map(ours)))).toBe('')
}
