import type { Random } from '../random.ts'
import type { Server, World } from './entities.ts'
import type { Project } from './owners.ts'
import type { Volume } from './storage.ts'
import { hostileVolumeNames } from './names.ts'
import { attach, makeBootable, makeSnapshot, makeVolume } from './volumes.ts'

const day = 86_400_000

/** Statuses that a volume is seldom found in; one of each, then the usual ones. */
const rareStatuses = [
  'error',
  'error_deleting',
  'creating',
  'deleting',
  'attaching',
  'detaching',
  'reserved',
  'maintenance',
  'awaiting-transfer',
  'extending',
  'error_extending',
  'backing-up',
  'restoring-backup',
  'error_restoring',
  'downloading',
  'uploading',
  'retyping',
] as const

/** Fills the cloud with `count` volumes: root disks first, then data volumes, about three in four attached. */
export function fillVolumes(world: World, random: Random, count: number): void {
  const owners = new Map(world.projects.map((project) => [project.id, project]))
  const projects = world.projects.filter((project) => project.weight > 0)
  const weights = projects.map((project) => [project.weight, project] as const)
  const image = world.images.drawable.find((candidate) => candidate.status === 'active')
  const servers = world.servers.drawable.filter((server) => owners.has(server.projectId))
  const byProject = Map.groupBy(
    servers.filter((server) => server.host),
    (server) => server.projectId,
  )
  const roots = servers.filter((server) => server.imageId === null && server.host)
  for (let index = 0; index < count; index++) {
    const root = index < count * 0.5 ? roots[index] : undefined
    const project =
      (root && owners.get(root.projectId)) ?? (weights.length > 0 ? random.weighted(weights) : undefined)
    if (!project) return
    const volume = makeVolume(world, random, project, world.now - random.int(1, 500 * 24) * 3_600_000)
    if (root && image) makeBootable(volume, image, root.flavor.rootGib)
    if (world.hostileNames && index < hostileVolumeNames.length)
      volume.name = hostileVolumeNames[index] ?? null
    const server = root ?? pickServer(random, project, byProject, index)
    if (server) attach(random, volume, server, Math.max(volume.created, server.created) + 60_000)
    else if (index % 2 === 1) volume.status = rareStatuses[(index >> 1) & 31] ?? volume.status
    world.volumes.add(volume)
  }
  addMultiattached(world, random, byProject)
  addSnapshots(world, random)
}

function pickServer(
  random: Random,
  project: Project,
  byProject: Map<string, Server[]>,
  index: number,
): Server | undefined {
  const servers = byProject.get(project.id)
  // Every third is left over, so that unattached volumes and rare statuses occur even in a small cloud.
  if (!servers || index % 3 === 1) return undefined
  return random.pick(servers)
}

/** A volume for each hundred that two or three servers share. */
function addMultiattached(world: World, random: Random, byProject: Map<string, Server[]>): void {
  const type = world.volumeTypes.drawable.find((candidate) => candidate.name === 'multi')
  const groups = [...byProject.values()].filter((servers) => servers.length >= 3)
  if (!type || groups.length === 0) return
  const free = world.volumes.drawable.filter((volume) => volume.status === 'available')
  for (const volume of free.slice(0, Math.ceil(world.volumes.size / 100))) {
    const servers = random.pick(groups)
    const owner = servers[0]
    if (!owner) continue
    Object.assign(volume, {
      multiattach: true,
      type,
      pool: type.pool,
      projectId: owner.projectId,
      userId: owner.userId,
    })
    for (const server of servers.slice(0, random.int(2, 3)))
      attach(random, volume, server, world.now - random.int(1, 30) * day)
  }
}

function addSnapshots(world: World, random: Random): void {
  const whole = (volume: Volume) => volume.status === 'available' || volume.status === 'in-use'
  const candidates = world.volumes.drawable.filter(whole)
  for (const [index, volume] of candidates.entries()) {
    if (index % 9 !== 0) continue
    const snapshot = makeSnapshot(
      random,
      volume,
      Math.min(world.now, volume.created + random.int(1, 20) * day),
    )
    world.snapshots.add(snapshot)
    const copy = candidates[index + 1]
    if (index % 27 === 0 && copy && copy.projectId === volume.projectId) copy.snapshotId = snapshot.id
  }
}
