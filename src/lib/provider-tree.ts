import type { Amounts } from './cloud-model.ts'
import type { Inventory, ResourceProvider } from './model.ts'

/** The providers of each host by the name of the tree's root, which is the hypervisor's hostname. Root first. */
export function groupProviderTrees(providers: readonly ResourceProvider[]): Map<string, ResourceProvider[]> {
  const byRoot = new Map<string, ResourceProvider[]>()
  for (const provider of providers) {
    const tree = byRoot.get(provider.rootUuid)
    if (!tree) byRoot.set(provider.rootUuid, [provider])
    else if (provider.uuid === provider.rootUuid) tree.unshift(provider)
    else tree.push(provider)
  }
  return new Map([...byRoot.values()].map((tree) => [tree[0]?.name ?? '', tree]))
}

/** Integer units that can be allocated. The arithmetic of Placement: placement/objects/inventory.py, `capacity`. */
export function inventoryCapacity(
  inventory: Pick<Inventory, 'total' | 'reserved' | 'allocationRatio'>,
): number {
  return Math.trunc((inventory.total - inventory.reserved) * inventory.allocationRatio)
}

/** What of a tree could not be read, of what its capacity and its use follow from: "inventories and allocations"; '' for nothing. */
export function describeUnread(tree: readonly ResourceProvider[]): string {
  const parts = ['inventories', 'allocations'] as const
  return parts.filter((part) => tree.some((provider) => provider[part] === null)).join(' and ')
}

/** The inventories of one resource class in a tree, its root's first. */
export function inventoriesOf(tree: readonly ResourceProvider[], resourceClass: string): Inventory[] {
  return tree.flatMap((provider) => provider.inventories?.[resourceClass] ?? [])
}

/** What is allocated of one resource class in a tree, by any consumer. */
export function sumAllocations(tree: readonly ResourceProvider[], resourceClass: string): number {
  let sum = 0
  for (const provider of tree) {
    for (const amounts of Object.values(provider.allocations ?? {})) sum += amounts[resourceClass] ?? 0
  }
  return sum
}

/** Capacity and use of one resource class over a host's tree; null where the tree has none of it. */
export function deriveClassAmounts(
  tree: readonly ResourceProvider[],
  resourceClass: string,
  override: { total?: number | undefined; ratio?: number | undefined } = {},
): Amounts | null {
  const inventories = inventoriesOf(tree, resourceClass)
  const collected = inventories.reduce((sum, inventory) => sum + inventory.total, 0)
  if (collected === 0) return null
  const total = override.total ?? collected
  // A configured total replaces the sum, so it is taken as one inventory with all that is reserved.
  const counted = override.total === undefined ? inventories : [mergeInventories(inventories, total)]
  const capacity = counted.reduce(
    (sum, inventory) =>
      sum + inventoryCapacity({ ...inventory, allocationRatio: override.ratio ?? inventory.allocationRatio }),
    0,
  )
  const used = sumAllocations(tree, resourceClass)
  return { total, capacity, used, free: capacity - used }
}

function mergeInventories(inventories: readonly Inventory[], total: number) {
  return {
    total,
    reserved: inventories.reduce((sum, inventory) => sum + inventory.reserved, 0),
    allocationRatio: inventories[0]?.allocationRatio ?? 1,
  }
}
