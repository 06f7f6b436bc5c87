import { describe, expect, test } from 'vitest'
import { findCompute, type Wish } from '../../../src/lib/planning/find-compute.ts'
import { STRICT, type PlanningHost, type Pool } from '../../../src/lib/planning/planning-model.ts'
import { aHost, aPool } from './support.ts'

function host(name: string, vcpuUsed: number, memoryUsedGib: number, fields: Partial<PlanningHost> = {}) {
  return aHost({
    name,
    pools: {
      VCPU: aPool({ used: vcpuUsed }),
      MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400, used: memoryUsedGib * 1024 }),
    },
    ...fields,
  })
}

function wish(
  fields: Partial<Wish> = {},
  resources: Record<string, number> = { VCPU: 16, MEMORY_MB: 16_384 },
): Wish {
  const need = { resources, requiredTraits: [], forbiddenTraits: [], aggregateSpecs: {} }
  return { need, cpus: 'any', count: 1, tier: null, zone: null, rules: STRICT, ...fields }
}

function found(hosts: PlanningHost[], asked: Wish) {
  const { hosts: fitting, refused, total } = findCompute(hosts, asked)
  return {
    fits: fitting.map((candidate) => `${candidate.host.name} ${candidate.count}`),
    refused: refused.map(
      (candidate) => `${candidate.host.name} ${candidate.reasons.map(({ code }) => code)}`,
    ),
    total,
  }
}

describe('finding room', () => {
  // Free: A 100/100, B 40/30, C 20/90, D 10/100 of vCPU and GiB. Of 16/16: A 6, B 1 (30 GiB), C 1, D none.
  const cloud = [host('A', 0, 0), host('B', 60, 70), host('C', 80, 10), host('D', 90, 0)]

  test('counts by whatever runs out first, finds empty hosts, and adds up', () => {
    expect(found(cloud, wish())).toEqual({ fits: ['B 1', 'C 1', 'A 6'], refused: ['D vcpu'], total: 8 })
  })

  test('hosts that take all that are wanted come first, then those that take most', () => {
    expect(found(cloud, wish({ count: 3 })).fits).toEqual(['A 6', 'B 1', 'C 1'])
  })

  test('one server may not be larger than the physical host, however much is free', () => {
    const small = host('S', 0, 0, {
      pools: {
        VCPU: aPool({ capacity: 192, maxUnit: 48 }),
        MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400 }),
      },
    })
    expect(found([small], wish({}, { VCPU: 64 }))).toEqual({ fits: [], refused: ['S unit'], total: 0 })
    expect(found([small], wish({}, { VCPU: 48 })).total).toBe(4)
  })

  test('reservations and spares are left alone unless asked for', () => {
    const hosts = [
      host('R', 0, 0, { reserved: { VCPU: 60, MEMORY_MB: 0 }, purpose: 'X' }),
      host('S', 0, 0, { spare: true, reserved: { VCPU: 90 }, purpose: 'backup for maintenance' }),
    ]
    expect(found(hosts, wish())).toEqual({ fits: ['R 2'], refused: ['S spare'], total: 2 })
    expect(found(hosts, wish({ rules: { ...STRICT, useReserved: true } })).fits).toEqual(['R 6'])
    expect(found(hosts, wish({ rules: { ...STRICT, useSpares: true } })).total).toBe(8)
  })

  describe('tier and zone', () => {
    const ram = aPool({ capacity: 102_400, maxUnit: 102_400 })
    // Of 16 vCPU and 16 GiB. Shared: "four" and "mixed" hold 6 each. Dedicated: "mixed" has 40 CPUs, which are 2; "own" 6; "pinned" 3 of 48.
    const hosts = [
      host('four', 0, 0),
      host('mixed', 0, 0, {
        tiers: ['Shared 1:4', 'Dedicated'],
        pools: { VCPU: aPool(), PCPU: aPool({ capacity: 40 }), MEMORY_MB: ram },
      }),
      host('own', 0, 0, { tiers: ['Dedicated'], cpuRatio: 1 }),
      host('pinned', 0, 0, {
        tiers: ['Dedicated'],
        cpuRatio: null,
        pools: { PCPU: aPool({ capacity: 48 }), MEMORY_MB: ram },
      }),
      host('eight', 0, 0, { tiers: ['Shared 1:8'], cpuRatio: 8, zone: 'east' }),
    ]
    const fits = (fields: Partial<Wish>, resources?: Record<string, number>) => {
      const { fits: hostsThatFit, refused } = found(hosts, wish(fields, resources))
      expect(refused).toEqual([])
      return hostsThatFit.sort()
    }

    test.each<[string, Wish['cpus'], string[]]>([
      ['Dedicated', 'any', ['mixed 2', 'own 6', 'pinned 3']],
      ['Dedicated', 'dedicated', ['mixed 2', 'own 6', 'pinned 3']],
      ['Dedicated', 'shared', []],
      ['Shared 1:4', 'any', ['four 6', 'mixed 6']],
      ['Shared 1:4', 'shared', ['four 6', 'mixed 6']],
      ['Shared 1:4', 'dedicated', []],
      ['Shared 1:8', 'any', ['eight 6']],
    ])('the tier %s says which CPUs count, with %s ones asked for', (tier, cpus, expected) => {
      expect(fits({ tier, cpus })).toEqual(expected)
    })

    test('of a flavor, too, whose own CPUs must be of the tier', () => {
      const shared = { VCPU: 16, MEMORY_MB: 16_384 }
      const pinned = { PCPU: 16, MEMORY_MB: 16_384 }
      expect(fits({ tier: 'Dedicated', cpus: null }, shared)).toEqual(['own 6'])
      expect(fits({ tier: 'Dedicated', cpus: null }, pinned)).toEqual(['mixed 2', 'pinned 3'])
      expect(fits({ tier: 'Shared 1:4', cpus: null }, shared)).toEqual(['four 6', 'mixed 6'])
      expect(fits({ tier: 'Shared 1:4', cpus: null }, pinned)).toEqual([])
      // One that asks for both kinds is in both tiers: 16 of each, so that 40 dedicated ones hold 2.
      const both = { VCPU: 16, PCPU: 16 }
      expect(found(hosts.slice(1, 2), wish({ tier: 'Dedicated', cpus: null }, both)).fits).toEqual([
        'mixed 2',
      ])
    })

    test('both kinds in a tier of one name', () => {
      const one = host('one', 0, 0, {
        tiers: ['All'],
        pools: { VCPU: aPool({ capacity: 32 }), PCPU: aPool({ capacity: 16 }), MEMORY_MB: ram },
      })
      expect(found([one], wish({ tier: 'All', cpus: 'shared' })).total).toBe(2)
      expect(found([one], wish({ tier: 'All', cpus: 'dedicated' })).total).toBe(1)
    })

    test('shared CPUs of unknown capacity are in no tier', () => {
      const half = host('half', 0, 0, {
        tiers: ['Dedicated'],
        pools: { VCPU: aPool({ capacity: null }), PCPU: aPool({ capacity: 32 }), MEMORY_MB: ram },
      })
      expect(found([half], wish({ tier: 'Dedicated' }))).toEqual({ fits: ['half 2'], refused: [], total: 2 })
    })

    test('a zone narrows it', () => {
      expect(fits({ zone: 'east' })).toEqual(['eight 6'])
      expect(fits({ zone: 'east', tier: 'Dedicated' })).toEqual([])
    })
  })

  test('dedicated: CPUs of that class where there are some, a ratio of 1 otherwise', () => {
    const hosts = [
      host('both', 0, 0, {
        pools: {
          VCPU: aPool(),
          PCPU: aPool({ capacity: 20 }),
          MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400 }),
        },
      }),
      host('one', 0, 0, { cpuRatio: 1 }),
      host('four', 0, 0),
    ]
    expect(found(hosts, wish({ cpus: 'dedicated' })).fits).toEqual(['both 1', 'one 6'])
    expect(found(hosts, wish({ cpus: 'shared' })).fits).toEqual(['both 6', 'four 6'])
    const pinned = host('pinned', 0, 0, {
      cpuRatio: null,
      pools: { PCPU: aPool(), MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400 }) },
    })
    expect(found([pinned], wish({ cpus: 'any' })).fits).toEqual(['pinned 6'])
    expect(found([pinned], wish({ cpus: null })).refused).toEqual(['pinned vcpu'])
    expect(found([pinned], wish({ cpus: 'shared' }))).toEqual({ fits: [], refused: [], total: 0 })
  })

  describe('shared or dedicated, on a host with both', () => {
    const both = (fields: Partial<PlanningHost> = {}, pcpu: Partial<Pool> = {}) =>
      host('both', 0, 0, {
        pools: {
          VCPU: aPool(),
          PCPU: aPool({ capacity: 40, ...pcpu }),
          MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400 }),
        },
        ...fields,
      })
    const count = (gib: number, fields: Partial<PlanningHost> = {}, asked: Partial<Wish> = {}) =>
      found([both(fields)], wish(asked, { VCPU: 16, MEMORY_MB: gib * 1024 })).total

    test('both fit at once, as far as RAM allows', () => {
      // By CPUs 6 of 100 shared ones and 2 of 40 dedicated ones. 100 GiB hold 12 of 8 GiB, 8 of 12.5, 7 of 14, 6 of 16, 4 of 25.
      expect([8, 12.5, 14, 16, 25].map((gib) => count(gib))).toEqual([8, 8, 7, 6, 4])
      expect(count(8, {}, { cpus: 'shared' })).toBe(6)
      expect(count(8, {}, { cpus: 'dedicated' })).toBe(2)
      // 60 GiB that are not reserved hold 7; of 100 shared CPUs 30 are, and 70 hold 4.
      expect(count(8, { reserved: { VCPU: 0, MEMORY_MB: 40_960 } })).toBe(7)
      expect(count(8, { reserved: { VCPU: 30, MEMORY_MB: 0 } })).toBe(6)
      expect(found([both()], wish({}, { VCPU: 16 })).total).toBe(8)
    })

    test('it takes all that are wanted where one kind alone would not', () => {
      const large = host('large', 0, 0, {
        pools: { VCPU: aPool({ capacity: 1000 }), MEMORY_MB: aPool({ capacity: 999_999, maxUnit: 999_999 }) },
      })
      const asked = wish({ count: 8 }, { VCPU: 16, MEMORY_MB: 8192 })
      expect(found([large, both()], asked).fits).toEqual(['both 8', 'large 62'])
    })

    test('the kind that has room counts alone; where neither has, both say why, and what they share once', () => {
      expect(found([both({}, { maxUnit: 8 })], wish({}, { VCPU: 16 }))).toEqual({
        fits: ['both 6'],
        refused: [],
        total: 6,
      })
      expect(found([both()], wish({}, { VCPU: 60, MEMORY_MB: 102_400 })).fits).toEqual(['both 1'])
      expect(
        found([both({}, { maxUnit: 200 })], wish({}, { VCPU: 101, MEMORY_MB: 102_401 })).refused,
      ).toEqual(['both unit,vcpu,unit,memory,pcpu'])
      expect(found([both({ state: 'down' })], wish()).refused).toEqual(['both down'])
    })
  })

  test('a host of unknown capacity is named, not counted', () => {
    const unknown = host('U', 0, 0, {
      cpuRatio: null,
      pools: { VCPU: aPool({ capacity: null }), MEMORY_MB: aPool({ capacity: null }) },
    })
    expect(found([unknown], wish({ cpus: 'shared' })).refused).toEqual(['U capacity-unknown'])
  })
})
