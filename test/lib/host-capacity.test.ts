import { expect, test } from 'vitest'
import type { HostCapacityInput } from '../../src/lib/host-capacity.ts'
import { deriveHostCapacity } from '../../src/lib/host-capacity.ts'
import { aHypervisor, anInventory, aProvider } from '../support/samples.ts'

function derive(fields: Partial<HostCapacityInput>) {
  return deriveHostCapacity({
    hypervisor: aHypervisor(),
    ratio: null,
    tree: [],
    override: {},
    instances: { vcpus: 0, memoryMb: 0 },
    ...fields,
  })
}

const line = aHypervisor({ vcpus: 48, vcpusUsed: 189, memoryMb: 773_624, memoryMbUsed: 418_048 })

test('Placement is believed where it is known, not the hypervisor line', () => {
  const tree = [
    aProvider({
      inventories: {
        VCPU: anInventory({ total: 96, reserved: 8, allocationRatio: 4 }),
        MEMORY_MB: anInventory({ total: 772_447, reserved: 8192, allocationRatio: 1.3 }),
      },
      allocations: { a: { VCPU: 400, MEMORY_MB: 1_000_000 } },
    }),
  ]
  expect(derive({ hypervisor: line, tree, ratio: { host: 'cmp01', cpuRatio: 9, ramRatio: 9 } })).toEqual({
    cpuRatio: 4,
    ramRatio: 1.3,
    vcpu: { total: 96, capacity: 352, used: 400, free: -48 },
    pcpu: null,
    memoryMb: { total: 772_447, capacity: 993_531, used: 1_000_000, free: -6469 },
  })
})

test('without Placement the counters and the ratio count', () => {
  expect(derive({ hypervisor: line, ratio: { host: 'cmp01', cpuRatio: 4, ramRatio: 1 } })).toEqual({
    cpuRatio: 4,
    ramRatio: 1,
    vcpu: { total: 48, capacity: 192, used: 189, free: 3 },
    pcpu: null,
    memoryMb: { total: 773_624, capacity: 773_624, used: 418_048, free: 355_576 },
  })
})

test.each(['inventories', 'allocations'] as const)(
  'where the %s of one provider in the tree could not be read, the counters and the ratio count',
  (part) => {
    const parts = { inventories: { VCPU: anInventory({ total: 8, allocationRatio: 4 }) }, [part]: null }
    const tree = [aProvider(), aProvider({ uuid: 'numa-0', rootUuid: 'provider-1', ...parts })]
    const ratio = { host: 'cmp01', cpuRatio: 2, ramRatio: 1 }
    const { vcpu, memoryMb } = derive({ hypervisor: line, tree, ratio })
    expect(vcpu).toEqual({ total: 48, capacity: 96, used: 189, free: -93 })
    expect(memoryMb).toMatchObject({ capacity: 773_624, used: 418_048 })
  },
)

test('a host with both kinds of CPUs whose allocations could not be read has an unknown capacity', () => {
  const inventories = { VCPU: anInventory({ total: 24 }), PCPU: anInventory({ total: 24 }) }
  const tree = [aProvider({ inventories, allocations: null })]
  const ratio = { host: 'cmp01', cpuRatio: 4, ramRatio: 1 }
  const { vcpu, memoryMb } = derive({ hypervisor: line, tree, ratio })
  expect(vcpu).toMatchObject({ capacity: null, free: null })
  expect(memoryMb.capacity).toBe(773_624)
})

test('vCPU capacity is a whole number, memory is not rounded', () => {
  const odd = aHypervisor({ vcpus: 15, memoryMb: 1001 })
  const capacity = derive({ hypervisor: odd, ratio: { host: 'cmp01', cpuRatio: 1.5, ramRatio: 1.5 } })
  expect(capacity.vcpu?.capacity).toBe(22)
  expect(capacity.memoryMb.capacity).toBe(1501.5)
})

test('without a ratio the capacity is unknown, not zero and not full', () => {
  const capacity = derive({ hypervisor: line })
  expect(capacity.vcpu).toEqual({ total: 48, capacity: null, used: 189, free: null })
  expect(capacity.memoryMb).toMatchObject({ capacity: null, free: null })
})

test('a host of dedicated CPUs alone has no shared ones', () => {
  const tree = [
    aProvider({ inventories: { PCPU: anInventory({ total: 32 }), MEMORY_MB: anInventory({ total: 8 }) } }),
  ]
  expect(derive({ tree })).toMatchObject({ cpuRatio: 1, vcpu: null, pcpu: { capacity: 32 } })
})

test('a host with both keeps them apart', () => {
  const tree = [
    aProvider({
      inventories: {
        PCPU: anInventory({ total: 32 }),
        VCPU: anInventory({ total: 8, allocationRatio: 16 }),
        MEMORY_MB: anInventory({ total: 8 }),
      },
    }),
  ]
  expect(derive({ tree })).toMatchObject({ cpuRatio: 16, vcpu: { capacity: 128 }, pcpu: { capacity: 32 } })
})

test('the configuration corrects hypervisors that report wrongly', () => {
  const override = { vcpus: 96, cpuRatio: 2, ramRatio: 1.2 }
  expect(derive({ hypervisor: line, override })).toMatchObject({
    cpuRatio: 2,
    vcpu: { total: 96, capacity: 192 },
    ramRatio: 1.2,
  })
})

test('where nothing counts, the instances do', () => {
  const silent = aHypervisor({ vcpus: null, vcpusUsed: null, memoryMb: null, memoryMbUsed: null })
  const capacity = derive({ hypervisor: silent, instances: { vcpus: 6, memoryMb: 12_288 } })
  expect(capacity.vcpu).toEqual({ total: null, capacity: null, used: 6, free: null })
  expect(capacity.memoryMb.used).toBe(12_288)
})
