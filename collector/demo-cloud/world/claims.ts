import type { Consumer, Flavor, Host, Provider, Resources, Server, World } from './entities.ts'

/**
 * What a server of this flavor asks of Placement. Root disk only where it is not on a volume; swap is rounded up to
 * whole GiB (nova/scheduler/utils.py, ResourceRequest).
 */
export function requestResources(flavor: Flavor, fromVolume: boolean): Resources {
  const dedicated = flavor.specs['hw:cpu_policy'] === 'dedicated'
  const disk = flavor.ephemeralGib + Math.ceil(flavor.swapMb / 1024) + (fromVolume ? 0 : flavor.rootGib)
  const resources: Resources = {
    [dedicated ? 'PCPU' : 'VCPU']: flavor.vcpus,
    MEMORY_MB: flavor.memoryMb,
    DISK_GB: disk,
  }
  for (const [key, value] of Object.entries(flavor.specs)) {
    if (key.startsWith('resources:')) resources[key.slice('resources:'.length)] = Number(value)
  }
  return Object.fromEntries(Object.entries(resources).filter(([, amount]) => amount > 0))
}

export function serverResources(server: Server): Resources {
  return requestResources(server.flavor, server.imageId === null)
}

/** Puts a server on a host: Nova counts it, and Placement holds its allocation. */
export function occupy(world: World, host: Host, server: Server): void {
  const resources = serverResources(server)
  server.host = host
  host.servers.add(server)
  claim(host, server.id, resources)
  allocate(world, host, server.id, resources, server)
}

/** Takes a server off its host, in Nova and in Placement. */
export function vacate(world: World, server: Server): void {
  const host = server.host
  if (!host) return
  unclaim(host, server.id)
  deallocate(world, host, server.id)
  host.servers.delete(server)
  server.host = null
}

/** What Nova's resource tracker adds to the host's counters. */
export function claim(host: Host, consumerId: string, resources: Resources): void {
  host.claims.set(consumerId, resources)
  count(host, resources, 1)
}

export function unclaim(host: Host, consumerId: string): void {
  const resources = host.claims.get(consumerId)
  if (!resources) return
  host.claims.delete(consumerId)
  count(host, resources, -1)
}

function count(host: Host, resources: Resources, sign: 1 | -1): void {
  host.used.cpus += sign * ((resources['VCPU'] ?? 0) + (resources['PCPU'] ?? 0))
  host.used.memoryMb += sign * (resources['MEMORY_MB'] ?? 0)
  host.used.diskGib += sign * (resources['DISK_GB'] ?? 0)
}

/** Writes an allocation in Placement: virtual GPUs on the host's child provider, everything else on the host's own. */
export function allocate(
  world: World,
  host: Host,
  consumerId: string,
  resources: Resources,
  owner: { projectId: string; userId: string },
): void {
  const { VGPU, ...own } = resources
  allocateOn(world, host.provider, consumerId, own, owner)
  if (VGPU && host.gpu) allocateOn(world, host.gpu, consumerId, { VGPU }, owner)
}

export function allocateOn(
  world: World,
  provider: Provider,
  consumerId: string,
  resources: Resources,
  owner: { projectId: string; userId: string },
): void {
  const { projectId, userId } = owner
  const consumer: Consumer = world.consumers.get(consumerId) ?? {
    projectId,
    userId,
    generation: 0,
    providers: new Set(),
  }
  world.consumers.set(consumerId, consumer)
  consumer.generation += 1
  consumer.providers.add(provider)
  add(provider, provider.allocations.get(consumerId), -1)
  provider.allocations.set(consumerId, resources)
  add(provider, resources, 1)
}

export function deallocate(world: World, host: Host, consumerId: string): void {
  const consumer = world.consumers.get(consumerId)
  for (const provider of providersOf(host)) {
    if (!consumer?.providers.delete(provider)) continue
    add(provider, provider.allocations.get(consumerId), -1)
    provider.allocations.delete(consumerId)
  }
  if (consumer?.providers.size === 0) world.consumers.delete(consumerId)
}

function add(provider: Provider, resources: Resources | undefined, sign: 1 | -1): void {
  if (!resources) return
  provider.generation += 1
  for (const [name, amount] of Object.entries(resources)) {
    provider.used[name] = (provider.used[name] ?? 0) + sign * amount
  }
}

export function providersOf(host: Host): Provider[] {
  return host.gpu ? [host.provider, host.gpu] : [host.provider]
}

/** Whether Placement would let it in. A request is never larger than the physical host (max_unit). */
export function fits(host: Host, resources: Resources): boolean {
  const providers = providersOf(host)
  return Object.entries(resources).every(([name, wanted]) => {
    const provider = providers.find((one) => one.inventories[name])
    return provider !== undefined && wanted <= room(provider, name)
  })
}

/** The largest single request of a class that the provider would take. */
function room(provider: Provider, name: string): number {
  const inventory = provider.inventories[name]
  if (!inventory) return 0
  const capacity = Math.floor((inventory.total - inventory.reserved) * inventory.ratio)
  return Math.min(inventory.total, capacity - (provider.used[name] ?? 0))
}
