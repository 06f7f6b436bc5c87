import type { Random } from '../random.ts'
import { allocate, allocateOn, deallocate, serverResources } from './claims.ts'
import type { Host, Server, World } from './entities.ts'
import { makeProvider } from './hosts.ts'

/** What was planted, for tests: consumer ids by kind. */
export interface Planted {
  orphan: string[]
  missing: string[]
  wrongAmounts: string[]
  /** On its host, and on a second provider besides. */
  twice: string[]
  /** Only on a provider that is not its host. */
  elsewhere: string[]
  /** Holds a class that is not Nova's. */
  foreign: string[]
  providerWithoutHost: string[]
}

/** Plants what Placement and Nova disagree about in every cloud that is a few years old. */
export function plantInconsistencies(world: World, random: Random): Planted {
  const planted: Planted = {
    orphan: [],
    missing: [],
    wrongAmounts: [],
    twice: [],
    elsewhere: [],
    foreign: [],
    providerWithoutHost: [],
  }
  const victims = pickVictims(world)
  const each = Math.max(1, Math.floor(victims.length / 400))
  const take = () => {
    const server = victims.shift()
    if (server) server.planted = true
    return server
  }
  for (let round = 0; round < each; round++) {
    plantOrphan(world, random, planted, take()?.host)
    const missing = take()
    if (missing?.host) {
      deallocate(world, missing.host, missing.id)
      planted.missing.push(missing.id)
    }
    const wrong = take()
    if (wrong?.host) {
      const resources = serverResources(wrong)
      allocate(world, wrong.host, wrong.id, { ...resources, VCPU: (resources['VCPU'] ?? 0) + 3 }, wrong)
      planted.wrongAmounts.push(wrong.id)
    }
    plantMoved(world, random, planted.twice, take(), false)
    plantMoved(world, random, planted.elsewhere, take(), true)
  }
  plantForeign(world, random, planted)
  return planted
}

/** Running servers on plain hosts that are up; at most one in ten of the cloud. */
function pickVictims(world: World): Server[] {
  const suitable = world.servers.drawable.filter(
    (server) =>
      server.status === 'ACTIVE' &&
      !server.migration &&
      server.host?.kind === 'shared' &&
      server.host.up &&
      !server.flavor.specs['resources:VGPU'],
  )
  return suitable.length < 50 ? [] : suitable.filter((_, index) => index % 7 === 0)
}

function plantOrphan(world: World, random: Random, planted: Planted, host: Host | null | undefined): void {
  if (!host) return
  const consumer = random.uuid()
  const owner = world.projects[4] ?? { id: '', userId: '' }
  const resources = { VCPU: 4, MEMORY_MB: 8192, DISK_GB: 80 }
  allocate(world, host, consumer, resources, { projectId: owner.id, userId: owner.userId })
  planted.orphan.push(consumer)
}

function plantMoved(
  world: World,
  random: Random,
  ids: string[],
  server: Server | undefined,
  leave: boolean,
): void {
  const others = world.hosts.filter((host) => host.kind === 'shared' && host !== server?.host)
  if (!server?.host || others.length === 0) return
  if (leave) deallocate(world, server.host, server.id)
  allocate(world, random.pick(others), server.id, serverResources(server), server)
  ids.push(server.id)
}

/** A port's bandwidth on a host, and a provider whose compute node is gone. */
function plantForeign(world: World, random: Random, planted: Planted): void {
  const host = world.hosts[0]
  if (!host || planted.orphan.length === 0) return
  host.provider.inventories['NET_BW_EGR_KILOBIT_PER_SEC'] = { total: 10_000_000, reserved: 0, ratio: 1 }
  const port = random.uuid()
  const owner = { projectId: world.projects[1]?.id ?? '', userId: world.projects[1]?.userId ?? '' }
  allocateOn(world, host.provider, port, { NET_BW_EGR_KILOBIT_PER_SEC: 100_000 }, owner)
  planted.foreign.push(port)
  const ghost = makeProvider(random.uuid(), world.hostileNames ? 'ghost-node|removed' : 'removed-node', {
    VCPU: { total: 16, reserved: 0, ratio: 2 },
    MEMORY_MB: { total: 32_768, reserved: 512, ratio: 1 },
  })
  world.providers.set(ghost.uuid, { ...ghost, traits: [] })
  planted.providerWithoutHost.push(ghost.uuid)
}
