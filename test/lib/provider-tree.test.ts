import { expect, test } from 'vitest'
import {
  deriveClassAmounts,
  groupProviderTrees,
  inventoryCapacity,
  sumAllocations,
} from '../../src/lib/provider-tree.ts'
import { anInventory, aProvider } from '../support/samples.ts'

test.each([
  // The vectors of docs/capacity.md.
  { total: 772_447, reserved: 8192, allocationRatio: 1.3, capacity: 993_531 },
  { total: 96, reserved: 8, allocationRatio: 4, capacity: 352 },
  // Placement computes in floats and cuts: 10 * 1.1 is 11.000000000000002, 100 * 1.1 is 110.00000000000001, 3 * 1.1 is 3.3.
  { total: 10, reserved: 0, allocationRatio: 1.1, capacity: 11 },
  { total: 100, reserved: 0, allocationRatio: 1.1, capacity: 110 },
  { total: 3, reserved: 0, allocationRatio: 1.1, capacity: 3 },
  // 4.35 * 100 is 434.99999999999994 in floats, in Python as here.
  { total: 100, reserved: 0, allocationRatio: 4.35, capacity: 434 },
  { total: 4, reserved: 6, allocationRatio: 1.6, capacity: -3 },
])('$total less $reserved at $allocationRatio is $capacity', ({ capacity, ...inventory }) => {
  expect(inventoryCapacity(inventory)).toBe(capacity)
})

const root = aProvider({
  uuid: 'root',
  inventories: {
    VCPU: anInventory({ total: 40, reserved: 4, allocationRatio: 2 }),
    MEMORY_MB: anInventory({ total: 1000, reserved: 100, allocationRatio: 1.5 }),
  },
  allocations: { server: { VCPU: 3, MEMORY_MB: 10 }, migration: { VCPU: 2 } },
})
const numa = (uuid: string, allocated: number) =>
  aProvider({
    uuid,
    name: `cmp01_${uuid}`,
    rootUuid: 'root',
    parentUuid: 'root',
    inventories: { PCPU: anInventory({ total: 8 }) },
    allocations: { server: { PCPU: allocated } },
  })

test('a tree is found by its root, which comes first, whatever the order of the answer', () => {
  const trees = groupProviderTrees([
    numa('a', 1),
    root,
    numa('b', 2),
    aProvider({ uuid: 'x', name: 'cmp02' }),
  ])
  expect([...trees.keys()]).toEqual(['cmp01', 'cmp02'])
  expect(trees.get('cmp01')?.map((provider) => provider.uuid)).toEqual(['root', 'a', 'b'])
})

test('a class is counted over the whole tree, migrations included', () => {
  const tree = [root, numa('a', 1), numa('b', 8)]
  expect(deriveClassAmounts(tree, 'PCPU')).toEqual({ total: 16, capacity: 16, used: 9, free: 7 })
  expect(deriveClassAmounts(tree, 'VCPU')).toEqual({ total: 40, capacity: 72, used: 5, free: 67 })
  expect(sumAllocations(tree, 'MEMORY_MB')).toBe(10)
  expect(deriveClassAmounts(tree, 'VGPU')).toBeNull()
})

test('each inventory is cut for itself', () => {
  const half = anInventory({ total: 3, allocationRatio: 1.5 })
  const tree = ['a', 'b'].map((uuid) => aProvider({ uuid, rootUuid: 'a', inventories: { VCPU: half } }))
  expect(deriveClassAmounts(tree, 'VCPU')?.capacity).toBe(8)
})

test('a configured total or ratio wins over what was collected', () => {
  expect(deriveClassAmounts([root], 'VCPU', { ratio: 4 })).toMatchObject({ total: 40, capacity: 144 })
  expect(deriveClassAmounts([root], 'VCPU', { total: 20 })).toMatchObject({ total: 20, capacity: 32 })
})
