import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doAggregatesOverlap, groupCapacity, possibleGroupings } from '../../src/lib/capacity-groups.ts'
import { deriveCloud, type Cloud } from '../../src/lib/cloud.ts'
import { aConfig, aHypervisor, aReservation, aSnapshot } from '../support/samples.ts'

interface Placed {
  zone: string | null
  aggregates: string[]
  used: number
  ratio: number | null
  reserved?: number
}

/** Hosts `node-1`, `node-2` ... of 10 CPUs each. Aggregate `x` is called that in Nova; `null` as zone is a host without a service. */
function derive(placed: readonly Placed[]): Cloud {
  const hosts = placed.map((host, index) => ({ ...host, name: `node-${index + 1}` }))
  const names = new Set(hosts.flatMap((host) => host.aggregates))
  return deriveCloud(
    aSnapshot({
      hypervisors: hosts.map(({ name, used }) =>
        aHypervisor({ name, vcpus: 10, vcpusUsed: used, memoryMb: 100 }),
      ),
      ratios: hosts.flatMap(({ name, ratio }) =>
        ratio === null ? [] : [{ host: name, cpuRatio: ratio, ramRatio: 1 }],
      ),
      reservations: hosts.map(({ name, reserved = 0 }) => aReservation({ host: name, vcpus: reserved })),
      services: hosts.flatMap(({ name, zone }) =>
        zone === null
          ? []
          : [
              {
                binary: 'nova-compute',
                host: name,
                zone,
                state: 'up',
                enabled: true,
                disabledReason: null,
                updatedAt: null,
              },
            ],
      ),
      aggregates: [...names].map((name, index) => ({
        id: `${index}`,
        uuid: null,
        name,
        availabilityZone: null,
        hosts: hosts.filter((host) => host.aggregates.includes(name)).map((host) => host.name),
        metadata: {},
      })),
    }),
    aConfig(),
  )
}

const cloud = derive([
  { zone: 'az-10', aggregates: ['ssd', 'gpu'], used: 5, ratio: 1, reserved: 2 },
  { zone: 'az-2', aggregates: ['ssd'], used: 30, ratio: 4, reserved: 3 },
  { zone: 'az-2', aggregates: [], used: 8, ratio: 2 },
  { zone: null, aggregates: ['No aggregate'], used: 1, ratio: 1 },
  { zone: 'az-3', aggregates: ['dark'], used: 9, ratio: null },
])

test('by zone: natural order, all tiers of a zone together, those without one last, the total after all', () => {
  const lines = groupCapacity(cloud, 'zone').map(({ name, hosts, vcpu, isSum }) => [
    name,
    hosts,
    vcpu.capacity,
    vcpu.final,
    isSum,
  ])
  expect(lines).toEqual([
    ['az-2', 2, 40 + 20, 10 - 3 + 12, false],
    ['az-10', 1, 10, 5 - 2, false],
    ['No zone', 1, 10, 9, false],
    ['Total', 4, 80, 31, true],
  ])
})

test('by aggregate: a host counts in each of its own, and once in the total', () => {
  const lines = groupCapacity(cloud, 'aggregate').map(({ name, hosts, vcpu }) => [name, hosts, vcpu.capacity])
  expect(lines).toEqual([
    ['gpu', 1, 10],
    ['No aggregate', 1, 10],
    ['ssd', 2, 50],
    ['No aggregate', 1, 20],
    ['Total', 4, 80],
  ])
  expect(doAggregatesOverlap(cloud.hosts)).toBe(true)
  expect(doAggregatesOverlap(derive([{ zone: null, aggregates: ['ssd'], used: 0, ratio: 1 }]).hosts)).toBe(
    false,
  )
})

test('only what hosts have can be chosen', () => {
  expect(possibleGroupings(cloud.hosts)).toEqual(['tier', 'zone', 'aggregate'])
  expect(possibleGroupings(derive([{ zone: null, aggregates: [], used: 0, ratio: 1 }]).hosts)).toEqual([
    'tier',
  ])
  expect(possibleGroupings([])).toEqual(['tier'])
})

test('zones and tiers each add up to the total, whatever the hosts are', () => {
  const host = fc.record({
    zone: fc.option(fc.constantFrom('a', 'b', 'c')),
    aggregates: fc.subarray(['x', 'y']),
    used: fc.integer({ min: 0, max: 60 }),
    ratio: fc.option(fc.constantFrom(1, 1.5, 4, 16)),
    reserved: fc.integer({ min: 0, max: 9 }),
  })
  fc.assert(
    fc.property(fc.array(host, { maxLength: 12 }), (hosts) => {
      const any = derive(hosts)
      for (const by of ['tier', 'zone'] as const) {
        const lines = groupCapacity(any, by)
        const total = lines.at(-1)
        const parts = lines.filter((line) => !line.isSum)
        for (const key of ['capacity', 'used', 'available', 'reserved', 'final'] as const) {
          expect(parts.reduce((sum, line) => sum + line.vcpu[key], 0)).toBe(total?.vcpu[key])
        }
        expect(parts.reduce((sum, line) => sum + line.hosts, 0)).toBe(total?.hosts)
      }
    }),
    { numRuns: 50 },
  )
})
