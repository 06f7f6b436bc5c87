import { instanceResources, NOVA_CLASSES } from './flavor-resources.ts'
import type { FindingKind, Instance, PlacementFinding, ResourceProvider } from './model.ts'
import type { PlacementRecords } from './placement-records.ts'
import { isStub, touches } from './placement-records.ts'
import { describeUnread, inventoriesOf } from './provider-tree.ts'

type Amounts = Record<string, number>

/** What one consumer holds on one host's tree. */
interface Holding {
  host: string
  providerUuid: string
  consumerId: string
  allocated: Amounts
}

/** Every consumer of every host's tree in turn, and then the reverse; trees that could not be read whole are passed over: docs/capacity.md, "Nova against Placement". */
export function findInstanceFindings(records: PlacementRecords): PlacementFinding[] {
  const findings: PlacementFinding[] = []
  const held = new Set<string>()
  for (const [host, tree] of records.trees) {
    if (describeUnread(tree) !== '') continue
    const hasHost = records.hostNames.has(host)
    if (!hasHost && isComputeTree(tree)) findings.push(providerFinding(host, tree, records))
    for (const holding of holdingsOf(host, tree)) {
      held.add(`${host} ${holding.consumerId}`)
      const judged = judgeHolding(holding, tree, records)
      if (judged) findings.push(judged)
    }
  }
  return findings.concat(findMissingAllocations(held, records))
}

/** The rules in capacity.md's order; null where all is well. */
function judgeHolding(holding: Holding, tree: readonly ResourceProvider[], records: PlacementRecords) {
  const { host, consumerId } = holding
  const instance = records.instanceById.get(consumerId)
  const moves = records.migrationsByInstance.get(consumerId) ?? []
  const isMovingHere = moves.some((migration) => touches(migration, host))

  if (instance && instance.host === host)
    return isMovingHere ? null : judgeAmounts(holding, instance, tree, records)
  const migration = records.migrationByUuid.get(consumerId)
  if ((migration && touches(migration, host)) || isMovingHere) return null
  if (instance && isStub(instance)) return finding('unknown', holding, instance)
  if (instance && instance.host === null && instance.status === 'SOFT_DELETED') return null
  // On its way to a host, or just arrived: the scheduler claims before Nova writes the host down.
  if (instance) return finding(records.isUnsettled(instance) ? 'unknown' : 'stale', holding, instance)
  if (!NOVA_CLASSES.some((resourceClass) => holding.allocated[resourceClass])) return null
  // Without the migrations an unknown consumer may be one of them; with a cell down it may live there.
  const isUncertain =
    records.migrations === null || records.createdMeanwhile.has(consumerId) || records.hasCellDown
  return finding(isUncertain ? 'unknown' : 'orphan', holding)
}

function judgeAmounts(
  holding: Holding,
  instance: Instance,
  tree: readonly ResourceProvider[],
  records: PlacementRecords,
): PlacementFinding | null {
  const expected = instanceResources(instance, inventoriesOf(tree, 'PCPU').length > 0)
  if (expected === null) return null
  const allocated = { ...holding.allocated }
  for (const provider of records.sharing) addAmounts(allocated, provider.allocations?.[holding.consumerId])
  if (hasSameAmounts(allocated, expected, instance, records)) return null
  const kind = records.isUnsettled(instance) ? 'unknown' : 'wrong-amounts'
  return { ...finding(kind, holding, instance), allocated, expected }
}

function hasSameAmounts(
  allocated: Amounts,
  expected: Amounts,
  instance: Instance,
  { isDiskUnread }: PlacementRecords,
): boolean {
  const amount = (amounts: Amounts, resourceClass: string) => amounts[resourceClass] ?? 0
  const cpus = (amounts: Amounts) => amount(amounts, 'VCPU') + amount(amounts, 'PCPU')
  // An image may ask for pinned CPUs too, which the server does not tell: only a flavor's own policy fixes the class.
  const states = instance.flavorSpecs?.['hw:cpu_policy'] !== undefined
  if (cpus(allocated) !== cpus(expected)) return false
  if (states && amount(allocated, 'PCPU') !== amount(expected, 'PCPU')) return false
  if (amount(allocated, 'MEMORY_MB') !== amount(expected, 'MEMORY_MB')) return false
  const isDiskKnown = instance.ephemeralGib !== null && instance.swapMb !== null && instance.rootGib !== null
  return !isDiskKnown || isDiskUnread || amount(allocated, 'DISK_GB') === amount(expected, 'DISK_GB')
}

function findMissingAllocations(held: ReadonlySet<string>, records: PlacementRecords): PlacementFinding[] {
  return records.instances.flatMap((instance) => {
    const { host, id } = instance
    if (host === null || isStub(instance) || held.has(`${host} ${id}`)) return []
    const tree = records.trees.get(host)
    const moves = records.migrationsByInstance.get(id) ?? []
    if (!tree || describeUnread(tree) !== '' || moves.some((migration) => touches(migration, host))) return []
    const expected = instanceResources(instance, inventoriesOf(tree, 'PCPU').length > 0) ?? {}
    const kind = records.isUnsettled(instance) ? 'unknown' : 'missing-allocation'
    const holding = { host, providerUuid: tree[0]?.uuid ?? '', consumerId: id, allocated: {} }
    return { ...finding(kind, holding, instance), expected }
  })
}

function holdingsOf(host: string, tree: readonly ResourceProvider[]): Iterable<Holding> {
  const byConsumer = new Map<string, Holding>()
  for (const provider of tree) {
    for (const [consumerId, amounts] of Object.entries(provider.allocations ?? {})) {
      const known = byConsumer.get(consumerId)
      if (known) addAmounts(known.allocated, amounts)
      else
        byConsumer.set(consumerId, {
          host,
          providerUuid: provider.uuid,
          consumerId,
          allocated: { ...amounts },
        })
    }
  }
  return byConsumer.values()
}

function isComputeTree(tree: readonly ResourceProvider[]): boolean {
  return ['VCPU', 'PCPU', 'MEMORY_MB'].some((resourceClass) => inventoriesOf(tree, resourceClass).length > 0)
}

/** While a cell is down its hosts are not among the hypervisors, so a provider without one proves nothing. */
function providerFinding(host: string, tree: readonly ResourceProvider[], records: PlacementRecords) {
  const providerUuid = tree[0]?.uuid ?? ''
  const kind = records.hasCellDown ? 'unknown' : 'provider-without-host'
  return finding(kind, { host, providerUuid, consumerId: '', allocated: {} })
}

function finding(kind: FindingKind, holding: Holding, instance?: Instance): PlacementFinding {
  return {
    kind,
    host: holding.host,
    providerUuid: holding.providerUuid,
    consumerId: holding.consumerId,
    instanceName: instance?.name ?? null,
    actualHost: instance?.host ?? null,
    allocated: holding.allocated,
    expected: {},
  }
}

function addAmounts(sum: Amounts, more: Amounts | undefined): void {
  for (const [resourceClass, amount] of Object.entries(more ?? {})) {
    sum[resourceClass] = (sum[resourceClass] ?? 0) + amount
  }
}
