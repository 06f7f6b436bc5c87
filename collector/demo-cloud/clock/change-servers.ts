import { vacate } from '../world/claims.ts'
import type { Host, Server, World } from '../world/entities.ts'
import { drawables, hostsFor, makeServer, place } from '../world/servers.ts'
import { arrive, finish, remove, startMigration } from '../world/states.ts'
import { attach, makeBootable, makeVolume } from '../world/volumes.ts'
import { usableHosts } from './change-hosts.ts'
import { draw } from './draw.ts'
import { hour, momentAgo, readBustle } from './time.ts'

/** For each server and hour. Births outnumber deaths: the cloud grows by about 8 % a month. */
const rates = { birth: 0.0004, death: 0.00029, power: 0.0008, resize: 0.0003, move: 0.00015, fault: 0.00001 }

/** Soft-deleted servers are reclaimed after a week. */
const reclaimAfter = 168 * hour

export function changeServers(world: World): void {
  const { random } = world
  const size = world.servers.size
  const bustle = readBustle(world.now)
  const usable = usableHosts(world)
  settle(world)
  repeat(random.count(size * rates.birth * bustle), () => create(world, usable))
  repeat(random.count(size * rates.death * bustle), () => end(world))
  repeat(random.count(size * rates.power * bustle), () => switchPower(world, usable))
  repeat(random.count(size * rates.resize * bustle), () => move(world, usable, 'resize'))
  repeat(random.count(size * rates.move), () => move(world, usable, 'live-migration'))
  repeat(random.count(size * rates.fault), () => breakServer(world))
}

function repeat(times: number, action: () => void): void {
  for (let time = 0; time < times; time++) action()
}

/** What was under way comes to its end; resizes wait for their owners to confirm them. */
function settle(world: World): void {
  for (const migration of world.migrations.newestFirst()) {
    // Older ones are history.
    if (migration.created < world.now - 400 * hour) break
    if (migration.server.migration !== migration) continue
    if (migration.status === 'finished') {
      if (world.random.chance(0.04)) finish(world, migration, 'confirmed')
    } else if (world.random.chance(0.6) && migration.destination.up) arrive(world, migration)
  }
  for (const server of world.servers.newestFirst()) {
    if (server.created < world.now - 2 * hour) break
    if (server.status !== 'BUILD') continue
    Object.assign(server, {
      status: 'ACTIVE',
      launched: server.created + 90_000,
      updated: server.created + 90_000,
    })
  }
  for (const server of world.deletedServers.newestFirst()) {
    if (server.status !== 'SOFT_DELETED' || (server.terminated ?? 0) > world.now - reclaimAfter) continue
    vacate(world, server)
    server.status = 'DELETED'
  }
}

function create(world: World, usable: Host[]): void {
  if (world.servers.size >= world.most.servers) return
  const server = makeServer(world, world.random, drawables(world), momentAgo(world))
  place(world, world.random, server, hostsFor(server.flavor, usable))
  if (server.status === 'ACTIVE' && server.created > world.now - 240_000)
    Object.assign(server, { status: 'BUILD', launched: null })
  world.servers.add(server)
  const project = world.projects.find((candidate) => candidate.id === server.projectId)
  const image = world.images.drawable.find((candidate) => candidate.status === 'active')
  if (server.imageId !== null || server.host === null || !project || !image) return
  const volume = makeVolume(world, world.random, project, server.created - 5000)
  makeBootable(volume, image, server.flavor.rootGib)
  attach(world.random, volume, server, server.created)
  world.volumes.add(volume)
}

/** May be touched: not part of a planted inconsistency, not moving, not locked, on a host that answers. */
function isFree(server: Server): boolean {
  return !server.planted && server.migration === null && !server.locked && (server.host?.up ?? true)
}

function end(world: World): void {
  const server = draw(world, world.servers, isFree)
  if (!server) return
  // The root disk goes with its server; data volumes stay.
  for (const volume of server.volumes) if (volume.image) world.volumes.remove(volume)
  remove(world, server, world.random.chance(0.1) ? 'SOFT_DELETED' : 'DELETED')
}

function switchPower(world: World, usable: Host[]): void {
  const { random } = world
  const server = draw(
    world,
    world.servers,
    (one) => isFree(one) && one.status !== 'BUILD' && one.status !== 'ERROR',
  )
  if (!server) return
  server.updated = momentAgo(world)
  if (server.status === 'SHELVED_OFFLOADED') {
    server.status = 'ACTIVE'
    place(world, random, server, hostsFor(server.flavor, usable))
    return
  }
  if (server.status !== 'ACTIVE') {
    server.status = 'ACTIVE'
    return
  }
  server.status = random.weighted([
    [12, 'SHUTOFF'],
    [1, 'PAUSED'],
    [1, 'SUSPENDED'],
    [2, 'SHELVED_OFFLOADED'],
    // Only rebooted.
    [84, 'ACTIVE'],
  ])
  if (server.status === 'SHELVED_OFFLOADED') vacate(world, server)
}

function move(world: World, usable: Host[], type: 'resize' | 'live-migration'): void {
  const { random } = world
  const server = draw(
    world,
    world.servers,
    (one) => isFree(one) && one.status === 'ACTIVE' && one.host !== null,
  )
  if (!server) return
  const larger = (vcpus: number) =>
    random.chance(0.7) ? vcpus > server.flavor.vcpus : vcpus < server.flavor.vcpus
  const choices = world.flavors.filter(
    (flavor) => flavor.weight > 1 && larger(flavor.vcpus) && flavor.fromVolume === server.flavor.fromVolume,
  )
  const flavor = type === 'resize' && choices.length > 0 ? random.pick(choices) : server.flavor
  if (type === 'resize' && flavor === server.flavor) return
  startMigration(world, random, server, type, hostsFor(flavor, usable), flavor)
}

function breakServer(world: World): void {
  const server = draw(world, world.servers, (one) => isFree(one) && one.status === 'ACTIVE')
  if (!server) return
  Object.assign(server, {
    status: 'ERROR',
    fault: 'Failed to start libvirt guest',
    updated: momentAgo(world),
  })
}
