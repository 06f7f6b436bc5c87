/** What the planning pages know beyond the rows of instances: one small file beside them. */
import type { Cloud } from '../cloud-model.ts'
import { instanceResources } from '../flavor-resources.ts'
import type { Aggregate, Flavor, Instance } from '../model.ts'
import { hashText } from '../text-hash.ts'
import { heldBy, indexAllocations, isEqual } from './held.ts'
import { makeNeed } from './need.ts'
import { derivePlanningHost } from './planning-host.ts'
import type { Amounts, Need, PlanningHost } from './planning-model.ts'

/** What of an instance's state stands in the way of a move. Only what is set is there. */
export interface FiledState {
  task?: string
  moving?: true
  locked?: true
  fault?: string
}

/** Instances are named by their row in rows/instances.json of the same build. */
export interface PlanningFile {
  schema: 1
  site: string
  timeZone: string
  /** How many rows of instances there must be, and `hashIds` of them. */
  instances: number
  ids: number
  /** Traits as their place in `traitSets`: most hosts have the same ones. */
  hosts: (Omit<PlanningHost, 'traits'> & { traits: number | null })[]
  traitSets: string[][]
  /** Every different need once, and by row which one it is; null where the size is not known. */
  needs: Need[]
  needOf: (number | null)[]
  /** What an instance holds on its host where that is not what it asks for. */
  held: Record<number, Amounts>
  states: Record<number, FiledState>
  groups: { name: string; policy: string; rows: number[] }[]
  /** By name; `need` as in `needOf`. */
  flavors: { id: string; name: string; need: number }[]
}

export function makePlanningFile(cloud: Cloud, site: string, timeZone: string): PlanningFile {
  const { snapshot } = cloud
  const { instances } = snapshot
  // Nova falls back to shared CPUs where no host offers dedicated ones.
  const hasPcpu = cloud.hosts.some((host) => host.pcpu !== null)
  const needs = collectDistinct<Need>()
  const traitSets = collectDistinct<string[]>()
  const rowOf = new Map(instances.map(({ id }, row) => [id, row]))
  const moving = new Set((snapshot.migrations ?? []).map(({ instanceId }) => instanceId))
  const allocations = indexAllocations(cloud.hosts)
  const held: PlanningFile['held'] = {}
  const states: PlanningFile['states'] = {}
  const properties = new Map(snapshot.flavors?.map((flavor) => [flavor.id, flavor.properties]))
  const needOf = instances.map((listed, row) => {
    // The earlier tool's lists have no extra specs of their own; the flavor's are the next best.
    const flavorSpecs = listed.flavorSpecs ?? properties.get(listed.flavorId) ?? {}
    const instance = { ...listed, flavorSpecs }
    const resources = instanceResources(instance, hasPcpu)
    const amounts = heldBy(instance, cloud, allocations) ?? {}
    if (resources === null || !isEqual(amounts, resources)) held[row] = amounts
    const state = stateOf(instance, moving)
    if (Object.keys(state).length > 0) states[row] = state
    return resources && needs.place(makeNeed(resources, flavorSpecs))
  })
  return {
    schema: 1,
    site,
    timeZone,
    instances: instances.length,
    ids: hashIds(instances.map(({ id }) => id)),
    hosts: planningHosts(cloud).map(({ traits, ...host }) => ({
      ...host,
      traits: traits && traitSets.place(traits),
    })),
    traitSets: traitSets.values,
    needOf,
    held,
    states,
    groups: (snapshot.serverGroups ?? [])
      .map(({ name, policy, memberIds }) => ({
        name,
        policy,
        rows: memberIds.flatMap((id) => rowOf.get(id) ?? []),
      }))
      .filter(({ rows }) => rows.length > 0),
    flavors: (snapshot.flavors ?? [])
      .map((flavor) => ({ id: flavor.id, name: flavor.name, need: needs.place(flavorNeed(flavor, hasPcpu)) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    needs: needs.values,
  }
}

/** Tells whether rows are those that a file was made for: in another build they may be others, as many. */
export function hashIds(ids: readonly string[]): number {
  return hashText(ids.join())
}

function planningHosts(cloud: Cloud): PlanningHost[] {
  const { hypervisors, aggregates } = cloud.snapshot
  const byName = new Map(hypervisors.map((hypervisor) => [hypervisor.name, hypervisor]))
  const dedicatedTier = cloud.tiers.find(({ ratio }) => ratio === 1)?.name ?? null
  const ofHost = groupByHost(aggregates ?? [])
  return cloud.hosts.map((host) => {
    const hypervisor = byName.get(host.name)
    const own = aggregates && (ofHost.get(hypervisor?.serviceHost ?? host.name) ?? [])
    return derivePlanningHost(host, { hypervisor, aggregates: own, dedicatedTier })
  })
}

function groupByHost(aggregates: readonly Aggregate[]): Map<string, Aggregate[]> {
  const pairs = aggregates.flatMap((aggregate) => aggregate.hosts.map((host) => ({ host, aggregate })))
  const groups = Map.groupBy(pairs, ({ host }) => host)
  return new Map([...groups].map(([host, members]) => [host, members.map(({ aggregate }) => aggregate)]))
}

/** A flavor's own request, its root disk counted: whether the server boots from a volume is not its matter. */
function flavorNeed(flavor: Flavor, hasPcpu: boolean): Need {
  const { vcpus, memoryMb, rootGib, ephemeralGib, swapMb, properties } = flavor
  const sizes = {
    vcpus,
    memoryMb,
    rootGib,
    ephemeralGib,
    swapMb,
    flavorSpecs: properties,
    imageId: flavor.id,
  }
  return makeNeed(instanceResources(sizes, hasPcpu) ?? {}, properties)
}

function stateOf(instance: Instance, moving: ReadonlySet<string>): FiledState {
  const { taskState, locked, faultMessage, status } = instance
  return {
    ...(taskState && { task: taskState }),
    ...(moving.has(instance.id) && { moving: true as const }),
    ...(locked && { locked: true as const }),
    ...(faultMessage && status === 'ERROR' && { fault: faultMessage }),
  }
}

/** Values that are equal as JSON share a place. */
function collectDistinct<T>(): { values: T[]; place(value: T): number } {
  const values: T[] = []
  const places = new Map<string, number>()
  return {
    values,
    place(value) {
      const key = JSON.stringify(value)
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, values.length)
      return values.push(value) - 1
    },
  }
}
