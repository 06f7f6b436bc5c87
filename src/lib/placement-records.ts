import type { Instance, Migration, ResourceProvider, Snapshot } from './model.ts'
import { describeUnread, groupProviderTrees } from './provider-tree.ts'
import { parseTime } from './time.ts'

const SETTLING_MS = 2 * 60_000
const SHARES_DISK = 'MISC_SHARES_VIA_AGGREGATE'

export interface PlacementCheckInput extends Pick<
  Snapshot,
  'instances' | 'hypervisors' | 'providers' | 'migrations'
> {
  /** When the reading began and when it ended: what changed meanwhile cannot be judged. */
  startedAt: string
  checkedAt: string
  /** Consumers that were not among the servers when those were read, but exist when asked for by id. */
  createdMeanwhile?: ReadonlySet<string>
}

/** The records of one reading, ready to be asked about hosts and consumers. */
export interface PlacementRecords {
  instances: readonly Instance[]
  instanceById: ReadonlyMap<string, Instance>
  hostNames: ReadonlySet<string>
  /** Providers by the name of their root, without those that only share storage. */
  trees: ReadonlyMap<string, ResourceProvider[]>
  sharing: readonly ResourceProvider[]
  /** Allocations of disk may be where they could not be read. */
  isDiskUnread: boolean
  /** In progress only; null where they could not be read. */
  migrations: readonly Migration[] | null
  migrationByUuid: ReadonlyMap<string, Migration>
  migrationsByInstance: ReadonlyMap<string, Migration[]>
  createdMeanwhile: ReadonlySet<string>
  /** Changed so shortly before or during the reading that Nova and Placement may not agree yet. */
  isUnsettled: (instance: Instance) => boolean
  unsettledHosts: ReadonlySet<string>
  /** A cell that is down answers with stubs, and its hosts are missing from the hypervisors. */
  hasCellDown: boolean
}

export function indexPlacementRecords(
  input: PlacementCheckInput & { providers: readonly ResourceProvider[] },
): PlacementRecords {
  const { instances, providers, migrations } = input
  const hostNames = new Set(input.hypervisors.map((hypervisor) => hypervisor.name))
  const sharing = providers.filter(isSharing)
  const trees = groupProviderTrees(providers.filter((provider) => !isSharing(provider)))
  const doubtful = [...trees].filter(([name, tree]) => !hostNames.has(name) && mayShare(tree))
  for (const [name] of doubtful) trees.delete(name)
  const since = parseTime(input.startedAt) - SETTLING_MS
  const changed = (...times: (string | null)[]) =>
    times.some((time) => time !== null && parseTime(time) >= since)
  const isUnsettled = (instance: Instance) =>
    instance.taskState !== null ||
    instance.status === 'BUILD' ||
    changed(instance.createdAt, instance.updatedAt)
  const moving = (migrations ?? []).filter(({ createdAt, updatedAt }) => changed(createdAt, updatedAt))
  const unsettledHosts = [
    ...instances.filter(isUnsettled).map((instance) => instance.host),
    ...moving.flatMap(({ sourceNode, destinationNode }) => [sourceNode, destinationNode]),
  ]
  return {
    instances,
    instanceById: new Map(instances.map((instance) => [instance.id, instance])),
    hostNames,
    trees,
    sharing,
    isDiskUnread: doubtful.length > 0 || describeUnread(sharing) !== '',
    migrations,
    migrationByUuid: new Map(migrations?.map((migration) => [migration.uuid, migration])),
    migrationsByInstance: Map.groupBy(migrations ?? [], (migration) => migration.instanceId),
    createdMeanwhile: input.createdMeanwhile ?? new Set(),
    isUnsettled,
    unsettledHosts: new Set(unsettledHosts.filter((host) => host !== null)),
    hasCellDown: instances.some(isStub),
  }
}

function isSharing(provider: ResourceProvider): boolean {
  return provider.traits?.includes(SHARES_DISK) ?? false
}

/** A tree that is no host's, and of which the trait that would make it shared storage could not be read. */
function mayShare(tree: readonly ResourceProvider[]): boolean {
  return tree.some(({ traits }) => traits === null)
}

/** What Nova answers for a server whose cell is down (microversion 2.69 and later). */
export function isStub(instance: Instance): boolean {
  return instance.status === 'UNKNOWN'
}

export function touches(migration: Migration, host: string): boolean {
  return migration.sourceNode === host || migration.destinationNode === host
}
