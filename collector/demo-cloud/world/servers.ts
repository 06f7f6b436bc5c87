import type { Random } from '../random.ts'
import { fits, occupy, requestResources } from './claims.ts'
import type { Flavor, Host, Image, Network, Port, Resources, Server, World } from './entities.ts'
import type { Project } from './owners.ts'
import { applications, roles } from './names.ts'

/** A server that is not placed yet, of a project, flavor and image drawn by weight. */
export function makeServer(
  world: World,
  random: Random,
  choice: {
    projects: readonly (readonly [number, Project])[]
    flavors: readonly (readonly [number, Flavor])[]
  },
  created: number,
): Server {
  const project = random.weighted(choice.projects)
  const flavor = random.weighted(choice.flavors)
  const number = ++world.numbers.server
  const application = random.pick(applications)
  const fromVolume = flavor.fromVolume || random.chance(0.03)
  return {
    id: random.uuid(),
    number,
    name: `${application}-${random.pick(roles)}-${String(random.int(1, 99)).padStart(2, '0')}`,
    projectId: project.id,
    userId: project.userId,
    flavor,
    imageId: fromVolume ? null : pickImage(world, random).id,
    host: null,
    status: 'ACTIVE',
    created,
    updated: created + 60_000,
    launched: created + 45_000,
    terminated: null,
    ports: makePorts(world, random),
    volumes: [],
    keyName: random.chance(0.6) ? `${application}-key` : null,
    description: random.chance(0.1) ? `runs ${application}` : null,
    metadata: random.chance(0.15) ? { owner: random.pick(['team a', 'team|b, x', 'ops']) } : {},
    tags: random.chance(0.05) ? ['prod', application] : [],
    lockedReason: null,
    locked: false,
    fault: null,
    migration: null,
    planted: false,
  }
}

function pickImage(world: World, random: Random): Image {
  const images = world.images.drawable.filter((image) => image.status === 'active')
  return random.pick(images.slice(0, imagesInUse))
}

/** Servers start from the first few images, mostly. */
const imagesInUse = 12

function makePorts(world: World, random: Random): Port[] {
  const [provider, tenant, shared, storage] = world.networks
  const chosen = random.weighted<(Network | undefined)[]>([
    [50, [provider]],
    [25, [tenant]],
    [10, [shared]],
    [10, [provider, storage]],
    [4, [tenant, shared, storage]],
    [1, []],
  ])
  const ports: Port[] = []
  for (const network of chosen) if (network) ports.push({ network, number: ++world.numbers.port })
  return ports
}

/** Weighted lists to draw from. */
export function drawables(world: World, deletedProject?: Project, deletedFlavor?: Flavor) {
  const projects = [...world.projects, ...(deletedProject ? [deletedProject] : [])]
  const flavors = [...world.flavors, ...(deletedFlavor ? [deletedFlavor] : [])]
  return {
    projects: projects
      .filter((project) => project.weight > 0)
      .map((project) => [project.weight, project] as const),
    flavors: flavors.filter((flavor) => flavor.weight > 0).map((flavor) => [flavor.weight, flavor] as const),
  }
}

/** Pinned CPUs are had on hosts that have some; everything else runs on shared ones. */
export function hostsFor(flavor: Flavor, hosts: Host[]): Host[] {
  const dedicated =
    flavor.specs['hw:cpu_policy'] === 'dedicated' ? hosts.filter((host) => host.pcpus > 0) : []
  return dedicated.length > 0 ? dedicated : hosts.filter((host) => host.vcpus > 0)
}

/**
 * Places a server as the scheduler would: of a few hosts drawn at random the emptiest that fits. Where nothing fits the
 * server takes the smallest shared flavor, and at last the emptiest host whatever its capacity.
 */
export function place(world: World, random: Random, server: Server, candidates: Host[]): void {
  if (candidates.length === 0) {
    fail(server)
    return
  }
  const resources = requestResources(server.flavor, server.imageId === null)
  const host = findHost(random, resources, candidates)
  if (host) {
    occupy(world, host, server)
    return
  }
  const smallest = world.flavors[0]
  if (smallest) server.flavor = smallest
  const shared = candidates.filter((candidate) => candidate.vcpus > 0)
  const fallback =
    findHost(random, requestResources(server.flavor, server.imageId === null), shared) ?? shared[0]
  if (fallback) occupy(world, fallback, server)
  else fail(server)
}

/** Nova's answer when the scheduler finds nothing. */
function fail(server: Server): void {
  Object.assign(server, { status: 'ERROR', fault: 'No valid host was found. ', launched: null, ports: [] })
}

export function findHost(random: Random, resources: Resources, candidates: Host[]): Host | null {
  const suitable = (host: Host) => fits(host, resources)
  const drawn = Array.from({ length: 6 }, () => random.pick(candidates)).filter(suitable)
  const [first, ...others] = drawn.length > 0 ? drawn : candidates.filter(suitable)
  return first ? others.reduce((best, host) => (fill(host) < fill(best) ? host : best), first) : null
}

function fill(host: Host): number {
  return host.used.memoryMb / host.memoryMb
}
