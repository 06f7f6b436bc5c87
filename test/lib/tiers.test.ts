import { expect, test } from 'vitest'
import { deriveHosts } from '../../src/lib/hosts.ts'
import type { HostRatio, Hypervisor, Reservation } from '../../src/lib/model.ts'
import { deriveTiers, tierName } from '../../src/lib/tiers.ts'
import { aConfig, aHypervisor, anInventory, aProvider, aReservation, aSnapshot } from '../support/samples.ts'

function host(name: string, cpuRatio: number | null, used: number, fields: Partial<Hypervisor> = {}) {
  return {
    hypervisor: aHypervisor({
      name,
      vcpus: 10,
      vcpusUsed: used,
      memoryMb: 1000,
      memoryMbUsed: 400,
      ...fields,
    }),
    ratio: { host: name, cpuRatio, ramRatio: cpuRatio === null ? null : 1 },
  }
}

function derive(made: { hypervisor: Hypervisor; ratio: HostRatio }[], reservations: Reservation[] = []) {
  const snapshot = aSnapshot({
    hypervisors: made.map((one) => one.hypervisor),
    ratios: made.map((one) => one.ratio),
    reservations,
  })
  return deriveTiers(deriveHosts(snapshot, null, aConfig()), {})
}

test('tiers come from the data, ascending, any ratio', () => {
  const { tiers } = derive([host('a', 16, 0), host('b', 1.5, 0), host('c', 1, 0), host('d', 16, 0)])
  expect(tiers.map(({ ratio, name, dedicated, hosts }) => [ratio, name, dedicated, hosts.length])).toEqual([
    [1, 'Dedicated', true, 1],
    [1.5, 'Shared 1:1.5', false, 1],
    [16, 'Shared 1:16', false, 2],
  ])
  expect(tiers[2]?.vcpu.capacity).toBe(320)
})

test('names can be configured, whatever way the ratio is written', () => {
  expect(tierName(1.5, { '1.50': 'Bronze' })).toBe('Bronze')
  expect(tierName(4, { '1': 'Gold' })).toBe('Shared 1:4')
  expect(tierName(0.5, {})).toBe('Dedicated 1:0.5')
})

test('one tier, by hand', () => {
  // Each has 10 * 4 = 40. a: 30 used, 10 free, 3 reserved. b: 46 used, 6 too many. c is a spare with 15 free.
  // d is a spare with 2 too many. e is down with 20 free. f is disabled with 5 too many. g keeps 8 for someone while down.
  const { tiers, allShared, total } = derive(
    [
      host('a', 4, 30),
      host('b', 4, 46),
      host('c', 4, 25),
      host('d', 4, 42),
      host('e', 4, 20, { state: 'down' }),
      host('f', 4, 45, { enabled: false }),
      host('g', 4, 10, { state: 'down' }),
    ],
    [
      aReservation({ host: 'a', vcpus: 3, memoryMb: 50 }),
      aReservation({ host: 'c', vcpus: 7, purpose: 'Backup for Maintenance (rack 7)' }),
      aReservation({ host: 'd', vcpus: 7, purpose: 'backup for maintenance' }),
      aReservation({ host: 'g', vcpus: 8 }),
    ],
  )
  const vcpu = {
    capacity: 280,
    used: 218,
    unavailable: 50,
    available: 10 - 6 + 15 - 2,
    reserved: 3,
    maintenance: 15,
    final: 17 - 3 - 15,
  }
  expect(tiers[0]?.vcpu).toEqual(vcpu)
  expect(allShared?.vcpu).toEqual(vcpu)
  expect(total).toMatchObject({ hosts: 7, vcpu })
  // Memory: 600 free on each; the two spares hold theirs back, the reservation takes 50, three hosts are not available.
  expect(tiers[0]?.memoryMb).toEqual({
    capacity: 7000,
    used: 2800,
    unavailable: 1800,
    available: 2400,
    reserved: 50,
    maintenance: 1200,
    final: 1150,
  })
})

test('all shared leaves the dedicated tier out, and is nothing where there is none', () => {
  const both = derive([host('a', 1, 4), host('b', 2, 4)])
  expect(both.allShared).toMatchObject({ hosts: 1, vcpu: { capacity: 20 } })
  expect(both.total).toMatchObject({ hosts: 2, vcpu: { capacity: 30 } })
  expect(derive([host('a', 1, 4)]).allShared).toBeNull()
})

test('a host without a ratio is in no tier and no total', () => {
  const { tiers, total } = derive([host('a', null, 4), host('b', 2, 4)])
  expect(tiers).toHaveLength(1)
  expect(total).toMatchObject({ hosts: 1, vcpu: { capacity: 20, used: 4 } })
})

test('no hosts, no tiers, and zeros for a total', () => {
  const { tiers, allShared, total } = derive([])
  expect(tiers).toEqual([])
  expect(allShared).toBeNull()
  expect(total.vcpu).toEqual({
    capacity: 0,
    used: 0,
    unavailable: 0,
    available: 0,
    reserved: 0,
    maintenance: 0,
    final: 0,
  })
})

test('a host with VCPU and PCPU counts in two tiers, its memory and its reservation once', () => {
  const snapshot = aSnapshot({
    hypervisors: [aHypervisor()],
    reservations: [aReservation({ vcpus: 5, memoryMb: 10 })],
    providers: [
      aProvider({
        inventories: {
          VCPU: anInventory({ total: 8, allocationRatio: 4 }),
          PCPU: anInventory({ total: 16 }),
          MEMORY_MB: anInventory({ total: 100 }),
        },
        allocations: { a: { VCPU: 2, MEMORY_MB: 40 }, b: { PCPU: 6, MEMORY_MB: 20 } },
      }),
    ],
  })
  const { tiers, total } = deriveTiers(deriveHosts(snapshot, null, aConfig()), {})
  expect(
    tiers.map(({ ratio, vcpu, memoryMb }) => ({ ratio, vcpu: vcpu.final, memory: memoryMb.capacity })),
  ).toEqual([
    { ratio: 1, vcpu: 10, memory: 0 },
    { ratio: 4, vcpu: 30 - 5, memory: 100 },
  ])
  expect(total).toMatchObject({ hosts: 1, memoryMb: { capacity: 100, used: 60, reserved: 10 } })
})
