import { createRandom, type Random } from '../random.ts'
import { makeAggregates } from './aggregates.ts'
import { sizeCluster } from './ceph.ts'
import { occupy, providersOf } from './claims.ts'
import type { Host, Server, World } from './entities.ts'
import type { Project } from './owners.ts'
import { fillVolumes } from './fill-volumes.ts'
import { makeDeletedFlavor, makeFlavors } from './flavors.ts'
import { makeHosts } from './hosts.ts'
import { makeImages, makeNetworks } from './images.ts'
import { maintenanceReasons, forbiddenServerNames, hostileServerNames } from './names.ts'
import { type Planted, plantInconsistencies } from './plant.ts'
import { drawables, hostsFor, makeServer, place } from './servers.ts'
import { arrive, assignState, everyState, finish, setState, startMigration } from './states.ts'
import { makeTenants } from './tenants.ts'
import { Timeline } from './timeline.ts'
import { makePools, makeVolumeTypes } from './volumes.ts'

const hour = 3_600_000

export interface WorldOptions {
  seed: number
  hosts: number
  servers: number
  volumes: number
  projects: number
  flavors: number
  start: Date
  hostileNames: boolean | 'beyond-nova'
  steady?: boolean
}

/** Builds the whole cloud from its options alone: the same options give the same cloud, to the last id. */
export function createWorld(options: WorldOptions): { world: World; planted: Planted } {
  const random = (purpose: string) => createRandom(options.seed, purpose)
  const hostile = options.hostileNames !== false
  const now = options.start.getTime()
  const tenants = makeTenants(random('tenants'), options.projects, hostile)
  const flavors = makeFlavors(random('flavors'), tenants.projects.slice(4), hostile, options.flavors)
  const hosts = makeHosts(random('hosts'), {
    count: options.hosts,
    servers: options.servers,
    flavors,
    hostileNames: hostile,
  })
  const volumePools = makePools(random('pools'))
  const world: World = {
    random: random('clock'),
    start: now,
    hostileNames: hostile,
    now,
    domains: tenants.domains,
    projects: tenants.projects,
    users: tenants.users,
    applicationCredential: tenants.applicationCredential,
    flavors,
    images: new Timeline(makeImages(random('images'), tenants.projects, hostile, now)),
    networks: makeNetworks(hostile),
    hosts,
    aggregates: makeAggregates(random('aggregates'), hosts, now - 800 * 24 * hour),
    providers: new Map(hosts.flatMap(providersOf).map((provider) => [provider.uuid, provider])),
    consumers: new Map(),
    servers: new Timeline(),
    deletedServers: new Timeline(),
    serverGroups: [],
    migrations: new Timeline(),
    volumeTypes: new Timeline(makeVolumeTypes(random('types'), volumePools, hostile, now)),
    volumePools,
    volumes: new Timeline(),
    snapshots: new Timeline(),
    ceph: { totalBytes: { ssd: 0, hdd: 0 }, fill: 0.45 },
    numbers: { server: 0, migration: 0, port: 0 },
    most: options.steady
      ? { servers: options.servers, volumes: options.volumes }
      : { servers: Infinity, volumes: Infinity },
  }
  fillServers(world, random('servers'), options, tenants.deletedProject)
  fillVolumes(world, random('volumes'), options.volumes)
  addServerGroups(world, random('groups'))
  addMigrations(world, random('migrations'))
  markHosts(world, random('marks'))
  forgetImage(world)
  sizeCluster(world)
  return { world, planted: plantInconsistencies(world, random('planted')) }
}

function fillServers(world: World, random: Random, options: WorldOptions, deletedProject: Project): void {
  const names: readonly string[] = [
    ...(world.hostileNames ? hostileServerNames : []),
    ...(options.hostileNames === 'beyond-nova' ? forbiddenServerNames : []),
  ]
  const retired = makeDeletedFlavor()
  const choice = drawables(world, deletedProject, retired)
  const doomed: (typeof everyState)[number][] = options.servers >= 60 ? [...everyState] : []
  for (let index = 0; index < options.servers; index++) {
    const age = random.next() ** 2 * 600 * 24 * hour
    const server = makeServer(world, random, choice, Math.floor(world.now - age - 2 * hour))
    server.name = names[index] ?? server.name
    // Whatever the dice say, one of each.
    if (index === names.length + 1) server.description = 'two lines:\n<b>and markup</b> | "quoted"'
    if (index === names.length + 2) server.flavor = retired
    if (index === names.length + 3)
      Object.assign(server, { projectId: deletedProject.id, userId: deletedProject.userId })
    world.servers.add(server)
    const crowded = index % 3 === 0 ? findCrowded(world, server) : undefined
    if (crowded) occupy(world, crowded, server)
    else place(world, random, server, hostsFor(server.flavor, world.hosts))
    const wanted = index >= 40 && index % 2 === 0 ? doomed.shift() : undefined
    if (wanted && server.host) setState(world, server, wanted)
    else assignState(world, random, server)
    if (random.chance(0.01))
      Object.assign(server, { locked: true, lockedReason: random.pick([null, 'audit, "do|not" touch']) })
  }
}

/** Two hosts take servers beyond what they publish, as hosts do whose ratio was lowered after they were filled. */
function findCrowded(world: World, server: Server): Host | undefined {
  if (world.hosts.length < 8 || Object.keys(server.flavor.specs).length > 0) return undefined
  return [world.hosts[1], world.hosts[6]].find((host) => {
    const inventory = host?.provider.inventories['VCPU']
    if (!host || !inventory || server.flavor.vcpus > host.vcpus / 2) return false
    const capacity = (inventory.total - inventory.reserved) * inventory.ratio
    return (host.provider.used['VCPU'] ?? 0) <= capacity * 1.05
  })
}

function addServerGroups(world: World, random: Random): void {
  const policies = ['anti-affinity', 'affinity', 'soft-anti-affinity', 'soft-affinity']
  const byProject = Map.groupBy(world.servers.drawable, (server) => server.projectId)
  for (const project of world.projects) {
    const members = byProject.get(project.id) ?? []
    for (let start = 0; start + 3 < members.length && start < 30; start += 10) {
      world.serverGroups.push({
        id: random.uuid(),
        name: start === 0 ? `${project.name}-spread` : `group-${start}`,
        policy: random.pick(policies),
        projectId: project.id,
        userId: project.userId,
        memberIds: members.slice(start, start + random.int(0, 4)).map((server) => server.id),
      })
    }
  }
}

/** Moves that are over, and a few in flight: a resize under way, one to be confirmed, a live migration. */
function addMigrations(world: World, random: Random): void {
  const candidates = world.hosts.filter((host) => host.kind === 'shared')
  const movable = world.servers.drawable.filter(
    (server) => server.status === 'ACTIVE' && server.host?.kind === 'shared',
  )
  const wanted = Math.min(Math.floor(movable.length / 25), 40)
  for (let index = 0; index < wanted; index++) {
    const server = movable[index * 25 + 3]
    if (!server) continue
    const type = index % 3 === 2 ? 'live-migration' : 'resize'
    const larger = world.flavors.find((flavor) => flavor.vcpus > server.flavor.vcpus && flavor.weight > 5)
    const flavor = type === 'resize' ? larger : server.flavor
    const migration = flavor && startMigration(world, random, server, type, candidates, flavor)
    if (!migration) continue
    migration.created = world.now - random.int(2, 20) * 60_000
    if (index % 3 === 1 || index > 8) arrive(world, migration)
    if (index > 8 && migration.status === 'finished') finish(world, migration, 'confirmed')
  }
}

function markHosts(world: World, random: Random): void {
  const { hosts } = world
  if (hosts.length < 4) return
  const disable = (host: Host | undefined) => {
    if (host) Object.assign(host, { enabled: false, disabledReason: random.pick(maintenanceReasons) })
  }
  disable(hosts[5] ?? hosts[3])
  if (hosts.length < 8) return
  const down = hosts[Math.floor(hosts.length * 0.7)]
  if (down) down.up = false
  if (hosts.length >= 24) disable(hosts[Math.floor(hosts.length * 0.9)])
  // A large cloud has some everywhere.
  for (const host of hosts) {
    if (host.number % 97 === 50) disable(host)
    if (host.number % 211 === 100) host.up = false
  }
}

/** Servers go on naming an image that was deleted. */
function forgetImage(world: World): void {
  const image = [...world.images.newestFirst()].find((candidate) => candidate.name?.includes('end of life'))
  if (image) world.images.remove(image)
}
