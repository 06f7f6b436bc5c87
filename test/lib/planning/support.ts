import type { PlanningCloud } from '../../../src/lib/planning/planning-cloud.ts'
import type { PlanningHost, PlanningInstance, Pool } from '../../../src/lib/planning/planning-model.ts'

export function aPool(fields: Partial<Pool> = {}): Pool {
  return { capacity: 100, used: 0, minUnit: 1, maxUnit: 100, stepSize: 1, ...fields }
}

/** 100 vCPU and 100 GiB, nothing used. */
export function aHost(fields: Partial<PlanningHost> = {}): PlanningHost {
  const name = fields.name ?? 'cmp01'
  return {
    name,
    slug: name,
    serviceHost: name,
    tiers: ['Shared 1:4'],
    cpuRatio: 4,
    zone: 'nova',
    state: 'up',
    disabledReason: null,
    spare: false,
    reserved: {},
    purpose: '',
    pools: { VCPU: aPool(), MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400 }) },
    traits: [],
    metadata: {},
    ...fields,
  }
}

/** 2 vCPU and 4 GiB on cmp01. */
export function aServer(fields: Partial<PlanningInstance> = {}): PlanningInstance {
  const vcpus = fields.vcpus ?? 2
  const memoryMb = fields.memoryMb ?? 4096
  const resources = { VCPU: vcpus, MEMORY_MB: memoryMb }
  return {
    id: 'aaaaaaaa-0000-0000-0000-000000000001',
    name: 'web',
    project: 'alpha',
    projectId: 'p-alpha',
    status: 'ACTIVE',
    host: 'cmp01',
    vcpus,
    memoryMb,
    need: { resources, requiredTraits: [], forbiddenTraits: [], aggregateSpecs: {} },
    held: resources,
    taskState: null,
    moving: false,
    locked: false,
    fault: null,
    group: null,
    ...fields,
  }
}

/** A cloud of these alone. */
export function aCloud(
  hosts: readonly PlanningHost[],
  instances: readonly PlanningInstance[] = [],
): PlanningCloud {
  const byId = new Map(instances.map((instance) => [instance.id, instance]))
  return {
    hosts: [...hosts],
    host: (name) => hosts.find((host) => host.name === name) ?? null,
    hostBySlug: (slug) => hosts.find((host) => host.slug === slug) ?? null,
    instance: (id) => byId.get(id) ?? null,
    instancesOn: (host) => instances.filter((instance) => instance.host === host),
    idsFrom(prefix) {
      if (byId.has(prefix)) return [prefix]
      return [...byId.keys()].filter((id) => id.startsWith(prefix)).slice(0, 2)
    },
  }
}
