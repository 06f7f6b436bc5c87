import { measurePools, usedBytes } from '../world/ceph.ts'
import type { World } from '../world/entities.ts'
import type { Volume } from '../world/storage.ts'
import { attach, detach, makeSnapshot, makeVolume } from '../world/volumes.ts'
import { draw } from './draw.ts'
import { momentAgo, readBustle } from './time.ts'

/** For each volume and hour; expiry is for each snapshot. */
const rates = {
  birth: 0.00045,
  death: 0.0003,
  growth: 0.0003,
  attachment: 0.0008,
  snapshot: 0.00016,
  expiry: 0.001,
}

export function changeVolumes(world: World): void {
  const bustle = readBustle(world.now)
  const happen = (rate: number, action: (world: World) => void, size = world.volumes.size) => {
    for (let left = world.random.count(size * rate * bustle); left > 0; left--) action(world)
  }
  happen(rates.birth, create)
  happen(rates.death, end)
  happen(rates.growth, extend)
  happen(rates.attachment, changeAttachment)
  happen(rates.snapshot, takeSnapshot)
  happen(rates.expiry, dropSnapshot, world.snapshots.size)
  // What is on the volumes grows too, with a little noise.
  world.ceph.fill = Math.min(0.9, world.ceph.fill + (world.random.next() - 0.35) * 0.0001)
  if (new Date(world.now).getUTCHours() === 3) addDisks(world)
}

function create(world: World): void {
  if (world.volumes.size >= world.most.volumes) return
  const projects = world.projects.filter((project) => project.weight > 0)
  if (projects.length === 0) return
  const project = world.random.weighted(projects.map((one) => [one.weight, one] as const))
  world.volumes.add(makeVolume(world, world.random, project, momentAgo(world)))
}

function isIdle(volume: Volume): boolean {
  return volume.status === 'available'
}

function end(world: World): void {
  // Cinder does not delete a volume that has snapshots.
  const volume = draw(world, world.volumes, (one) => isIdle(one) && one.snapshots === 0)
  if (volume) world.volumes.remove(volume)
}

function extend(world: World): void {
  const volume = draw(world, world.volumes, (one) => isIdle(one) || one.status === 'in-use')
  if (!volume) return
  volume.sizeGib += Math.max(10, Math.round((volume.sizeGib * world.random.int(10, 50)) / 100))
  volume.updated = momentAgo(world)
}

function changeAttachment(world: World): void {
  const volume = draw(world, world.volumes, (one) => !one.image && (isIdle(one) || one.status === 'in-use'))
  if (!volume) return
  const [attachment] = volume.attachments
  if (attachment) {
    if (world.random.chance(0.4)) detach(volume, attachment.server, momentAgo(world))
    return
  }
  const server = draw(
    world,
    world.servers,
    (one) => one.projectId === volume.projectId && one.host !== null && one.status === 'ACTIVE',
  )
  if (server) attach(world.random, volume, server, momentAgo(world))
}

function takeSnapshot(world: World): void {
  const volume = draw(world, world.volumes, (one) => isIdle(one) || one.status === 'in-use')
  if (volume)
    world.snapshots.add({ ...makeSnapshot(world.random, volume, momentAgo(world)), status: 'available' })
}

function dropSnapshot(world: World): void {
  const snapshot = draw(world, world.snapshots, () => true)
  if (!snapshot) return
  const volume = world.volumes.get(snapshot.volumeId)
  if (volume) volume.snapshots -= 1
  world.snapshots.remove(snapshot)
}

/** Operators add disks before the fullest disk stops its pools, which it does when 85 % of a class are used. */
function addDisks(world: World): void {
  const used = usedBytes(measurePools(world))
  for (const deviceClass of ['ssd', 'hdd'] as const) {
    const total = world.ceph.totalBytes[deviceClass]
    if (used[deviceClass] > total * 0.84) world.ceph.totalBytes[deviceClass] = Math.round(total * 1.25)
  }
}
