/** docs/capacity.md by hand, on one cloud that has every kind of host. */
import { expect, test } from 'vitest'
import { groupCapacity } from '../../src/lib/capacity-groups.ts'
import { deriveCloud, type Summary } from '../../src/lib/cloud.ts'
import type { Hypervisor, Reservation } from '../../src/lib/model.ts'
import { formatPercent } from '../../src/lib/units.ts'
import { aConfig, aHypervisor, anInventory, aProvider, aReservation, aSnapshot } from '../support/samples.ts'

interface Made {
  ratio: number | null
  hypervisor: Partial<Hypervisor>
  reservation?: Partial<Reservation>
}

const SPARE = 'Backup for Maintenance, rack 3'

/** Memory: 1000 MiB each at the ratio 1.3, so 1300. */
const HOSTS: Record<string, Made> = {
  // 10 * 1.5 = 15, 9 used, 6 free, 4 promised.
  plain: {
    ratio: 1.5,
    hypervisor: { vcpus: 10, vcpusUsed: 9, memoryMbUsed: 500 },
    reservation: { vcpus: 4, memoryMb: 100 },
  },
  // 15 * 1.5 = 22.5, so 22: all used.
  odd: { ratio: 1.5, hypervisor: { vcpus: 15, vcpusUsed: 22, memoryMbUsed: 1300 } },
  // 8 * 16 = 128. A spare with 2 too many: nothing to hold back, and the deficit stays. Its memory has 700 free.
  short: {
    ratio: 16,
    hypervisor: { vcpus: 8, vcpusUsed: 130, memoryMbUsed: 600 },
    reservation: { vcpus: 5, purpose: SPARE },
  },
  // A spare with 28 free: all of it is held back, not its 9 on top. Its memory has 300 free.
  spare: {
    ratio: 16,
    hypervisor: { vcpus: 8, vcpusUsed: 100, memoryMbUsed: 1000 },
    reservation: { vcpus: 9, memoryMb: 50, purpose: SPARE },
  },
  // Nobody can have the 78 that are free, and what is promised there counts nowhere.
  down: {
    ratio: 16,
    hypervisor: { vcpus: 8, vcpusUsed: 50, memoryMbUsed: 300, state: 'down' },
    reservation: { vcpus: 3, memoryMb: 100 },
  },
  // 12 too many on a host that takes no more: 0 unavailable.
  disabled: { ratio: 16, hypervisor: { vcpus: 8, vcpusUsed: 140, memoryMbUsed: 1400, enabled: false } },
  unknown: {
    ratio: null,
    hypervisor: { vcpus: 8, vcpusUsed: 3, memoryMbUsed: 100 },
    reservation: { vcpus: 1 },
  },
  // (16 - 2) * 1 = 14 dedicated CPUs, 6 used; 1000 MiB, 400 used.
  pinned: { ratio: null, hypervisor: {}, reservation: { vcpus: 1, memoryMb: 10 } },
}

const PINNED = aProvider({
  name: 'pinned',
  inventories: { PCPU: anInventory({ total: 16, reserved: 2 }), MEMORY_MB: anInventory({ total: 1000 }) },
  allocations: { a: { PCPU: 6, MEMORY_MB: 400 } },
})

function derive(names: readonly string[]) {
  const made = names.flatMap((name) => (HOSTS[name] ? [{ name, ...HOSTS[name] }] : []))
  const snapshot = aSnapshot({
    hypervisors: made.map(({ name, hypervisor }) => aHypervisor({ name, memoryMb: 1000, ...hypervisor })),
    ratios: made.flatMap(({ name, ratio }) =>
      ratio === null ? [] : [{ host: name, cpuRatio: ratio, ramRatio: 1.3 }],
    ),
    reservations: made.flatMap(({ name, reservation }) =>
      reservation ? [aReservation({ host: name, ...reservation })] : [],
    ),
    providers: names.includes('pinned') ? [PINNED] : null,
  })
  return deriveCloud(snapshot, aConfig({ tiers: { '2': 'Silver', '16': 'Bronze' } }))
}

function summary(cells: [number, number, number, number, number, number, number]): Summary {
  const [capacity, used, unavailable, available, reserved, maintenance, final] = cells
  return { capacity, used, unavailable, available, reserved, maintenance, final }
}

const cloud = derive(Object.keys(HOSTS))

test('tiers 1, 1.5 and 16; the one that is only named does not exist', () => {
  expect(cloud.tiers.map(({ name, ratio, hosts }) => [name, ratio, hosts.map((host) => host.name)])).toEqual([
    ['Dedicated', 1, ['pinned']],
    ['Shared 1:1.5', 1.5, ['odd', 'plain']],
    ['Bronze', 16, ['disabled', 'down', 'short', 'spare']],
  ])
})

test('vCPUs of each tier, all shared and total', () => {
  const lines = groupCapacity(cloud, 'tier').map(({ name, vcpu }) => [name, vcpu])
  expect(Object.fromEntries(lines)).toEqual({
    Dedicated: summary([14, 6, 0, 8, 1, 0, 7]),
    'Shared 1:1.5': summary([15 + 22, 9 + 22, 0, 6 + 0, 4, 0, 6 - 4]),
    Bronze: summary([4 * 128, 130 + 100 + 50 + 140, 78, -2 + 28, 0, 28, 26 - 28]),
    'All shared': summary([549, 451, 78, 32, 4, 28, 0]),
    Total: summary([563, 457, 78, 40, 5, 28, 7]),
  })
})

test('memory of each tier, all shared and total', () => {
  const lines = groupCapacity(cloud, 'tier').map(({ name, memoryMb }) => [name, memoryMb])
  expect(Object.fromEntries(lines)).toEqual({
    Dedicated: summary([1000, 400, 0, 600, 10, 0, 590]),
    'Shared 1:1.5': summary([2600, 1800, 0, 800, 100, 0, 700]),
    // Unavailable is what `down` has free; `disabled` has 100 too many.
    Bronze: summary([5200, 3300, 1000, 700 + 300, 0, 1000, 0]),
    'All shared': summary([7800, 5100, 1000, 1800, 100, 1000, 700]),
    Total: summary([8800, 5500, 1000, 2400, 110, 1000, 1290]),
  })
})

test('without a dedicated host there is no such tier, and all shared is all', () => {
  const shared = derive(['plain', 'odd', 'short'])
  expect(shared.tiers.map(({ ratio }) => ratio)).toEqual([1.5, 16])
  expect(shared.allShared).toEqual(shared.total)
})

test('with hosts of unknown capacity alone there is no tier, and no figure is divided by nothing', () => {
  const unknown = derive(['unknown'])
  expect(unknown).toMatchObject({ tiers: [], allShared: null, hostsWithoutRatio: ['unknown'] })
  expect(unknown.total.vcpu).toEqual(summary([0, 0, 0, 0, 0, 0, 0]))
  expect(formatPercent(unknown.total.vcpu.used, unknown.total.vcpu.capacity)).toBe('—')
})

test('what each host has left after its reservation', () => {
  expect(cloud.hosts.map(({ name, vcpuAfterReservation }) => [name, vcpuAfterReservation])).toEqual([
    ['disabled', -12],
    ['down', 78 - 3],
    ['odd', 0],
    ['pinned', 8 - 1],
    ['plain', 6 - 4],
    ['short', -2],
    ['spare', 0],
    ['unknown', null],
  ])
})

test('percentages are of unrounded figures, rounded once', () => {
  // 420 of 512 are 82.03; 3300 of 5200 are 63.46, which rounded twice would be 64.
  expect(formatPercent(cloud.tiers[2]?.vcpu.used ?? 0, cloud.tiers[2]?.vcpu.capacity ?? 0)).toBe('82.0 %')
  expect(formatPercent(cloud.tiers[2]?.memoryMb.used ?? 0, cloud.tiers[2]?.memoryMb.capacity ?? 0)).toBe(
    '63.5 %',
  )
})
