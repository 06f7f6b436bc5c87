import type { Random } from '../random.ts'
import { allocate, claim, deallocate, requestResources, serverResources, unclaim, vacate } from './claims.ts'
import type { Flavor, Host, Migration, Server, World } from './entities.ts'
import { findHost } from './servers.ts'

const hour = 3_600_000

/** Gives a placed server one of the states that servers are found in. */
export function assignState(world: World, random: Random, server: Server): void {
  if (server.status !== 'ACTIVE') return
  const status = random.weighted([
    [860, 'ACTIVE'],
    [80, 'SHUTOFF'],
    [8, 'ERROR'],
    [5, 'PAUSED'],
    [5, 'SUSPENDED'],
    [12, 'SHELVED_OFFLOADED'],
    [2, 'SHELVED'],
    [2, 'RESCUE'],
  ])
  setState(world, server, status)
}

/** One of each, whatever the chances: a small cloud shows them all. */
export const everyState = [
  'SHUTOFF',
  'ERROR',
  'PAUSED',
  'SUSPENDED',
  'SHELVED_OFFLOADED',
  'SHELVED',
  'RESCUE',
  'BUILD',
  'REBOOT',
  'HARD_REBOOT',
  'PASSWORD',
  'REBUILD',
  'SOFT_DELETED',
  'DELETED',
] as const

export function setState(world: World, server: Server, status: string): void {
  server.status = status
  server.updated = Math.min(world.now, Math.max(server.updated, world.now - 48 * hour))
  if (status === 'ERROR')
    server.fault = 'Exceeded maximum number of retries. Exhausted all hosts available for retrying.'
  if (status === 'SHELVED_OFFLOADED') vacate(world, server)
  if (status === 'BUILD') Object.assign(server, { launched: null, updated: world.now })
  if (status === 'SOFT_DELETED' || status === 'DELETED') remove(world, server, status)
}

/** Deletes a server. A soft-deleted one stays on its host, and counts, until it is reclaimed. */
export function remove(world: World, server: Server, status: 'SOFT_DELETED' | 'DELETED'): void {
  if (status === 'DELETED') vacate(world, server)
  Object.assign(server, { status, terminated: world.now, updated: world.now })
  for (const volume of server.volumes) {
    volume.attachments = volume.attachments.filter((attachment) => attachment.server !== server)
    if (volume.attachments.length === 0 && volume.status === 'in-use') volume.status = 'available'
  }
  server.volumes = []
  world.servers.remove(server)
  world.deletedServers.add(server)
}

/**
 * Starts a move. The migration's uuid holds the allocation on the source, the server's own the one on the destination
 * (nova/conductor/tasks/migrate.py, replace_allocation_with_migration).
 */
export function startMigration(
  world: World,
  random: Random,
  server: Server,
  type: Migration['type'],
  candidates: Host[],
  newFlavor: Flavor = server.flavor,
): Migration | null {
  const source = server.host
  if (!source || server.migration) return null
  const wanted = requestResources(newFlavor, server.imageId === null)
  const others = candidates.filter((host) => host !== source)
  const destination = others.length > 0 ? findHost(random, wanted, others) : null
  if (!destination) return null
  const migration: Migration = {
    id: random.uuid(),
    number: ++world.numbers.migration,
    type,
    status: type === 'live-migration' ? 'running' : 'migrating',
    server,
    source,
    destination,
    oldFlavor: server.flavor,
    newFlavor,
    created: world.now,
    updated: world.now,
  }
  const held = serverResources(server)
  deallocate(world, source, server.id)
  allocate(world, source, migration.id, held, server)
  allocate(world, destination, server.id, wanted, server)
  claim(destination, server.id, wanted)
  Object.assign(server, {
    migration,
    status: type === 'live-migration' ? 'MIGRATING' : 'RESIZE',
    updated: world.now,
  })
  world.migrations.add(migration)
  return migration
}

/** The server now runs at its destination; a resize waits to be confirmed and keeps its place on the source. */
export function arrive(world: World, migration: Migration): void {
  const { server, source, destination } = migration
  source.servers.delete(server)
  destination.servers.add(server)
  const held = source.claims.get(server.id)
  unclaim(source, server.id)
  Object.assign(server, { host: destination, flavor: migration.newFlavor, updated: world.now })
  migration.updated = world.now
  if (migration.type === 'live-migration') {
    finish(world, migration, 'completed')
    return
  }
  if (held) claim(source, migration.id, held)
  migration.status = 'finished'
  server.status = 'VERIFY_RESIZE'
}

/** Frees the source. */
export function finish(world: World, migration: Migration, status: 'confirmed' | 'completed'): void {
  unclaim(migration.source, migration.id)
  deallocate(world, migration.source, migration.id)
  Object.assign(migration, { status, updated: world.now })
  Object.assign(migration.server, { status: 'ACTIVE', migration: null, updated: world.now })
}
