import type { World } from './entities.ts'
import type { CephCluster, VolumePool } from './storage.ts'

const gib = 1024 ** 3
const replicas = 3

export interface PoolFigures {
  name: string
  id: number
  pgs: number
  deviceClass: 'ssd' | 'hdd'
  storedBytes: number
  objects: number
}

/** What the cluster's pools hold, from the volumes, snapshots, images and local disks of the world. */
export function measurePools(world: World): PoolFigures[] {
  const volumeGib = (backend: string) => {
    let sum = 0
    for (const volume of world.volumes.newestFirst())
      if (volume.pool.backend === backend) sum += volume.sizeGib
    return sum
  }
  const imageBytes = [...world.images.newestFirst()].reduce((sum, image) => sum + (image.sizeBytes ?? 0), 0)
  let localGib = 0
  for (const host of world.hosts) localGib += host.used.diskGib
  const pool = (name: string, id: number, pgs: number, deviceClass: 'ssd' | 'hdd', bytes: number) => {
    const storedBytes = Math.floor(bytes)
    return { name, id, pgs, deviceClass, storedBytes, objects: Math.ceil(storedBytes / (4 * 1024 ** 2)) }
  }
  return [
    pool('.mgr', 1, 1, 'hdd', 1024 ** 2),
    pool('volumes', 2, 512, 'ssd', volumeGib('ceph-ssd') * gib * world.ceph.fill),
    pool('volumes-hdd', 3, 256, 'hdd', volumeGib('ceph-hdd') * gib * world.ceph.fill),
    pool('images', 4, 64, 'hdd', imageBytes),
    pool('vms', 5, 256, 'hdd', localGib * gib * world.ceph.fill * 0.5),
    pool('backups', 6, 32, 'hdd', 0),
  ]
}

/** Sizes the cluster so that its SSDs are four fifths full and its hard disks half. */
export function sizeCluster(world: World): void {
  const used = usedBytes(measurePools(world))
  const round = (bytes: number) => Math.max(1, Math.ceil(bytes / (960 * gib))) * 960 * gib
  world.ceph.totalBytes = { ssd: round(used.ssd / 0.78), hdd: round(used.hdd / 0.5) }
}

export function usedBytes(pools: PoolFigures[]): CephCluster['totalBytes'] {
  const sum = (deviceClass: 'ssd' | 'hdd') =>
    pools.reduce(
      (total, pool) => total + (pool.deviceClass === deviceClass ? pool.storedBytes * replicas : 0),
      0,
    )
  return { ssd: sum('ssd'), hdd: sum('hdd') }
}

/** What a pool can still take, in bytes of data: its fullest disk fills first, and Ceph stops at 95 %. */
export function maxAvailable(
  world: World,
  deviceClass: 'ssd' | 'hdd',
  used: CephCluster['totalBytes'],
): number {
  const imbalance = 1.12
  const spare = world.ceph.totalBytes[deviceClass] * 0.95 - used[deviceClass] * imbalance
  return Math.max(0, Math.floor(spare / replicas))
}

/** Whole GiB of a Cinder pool: size and free space, or the word that its driver reports. */
export function poolCapacity(
  world: World,
  pool: VolumePool,
): { total: number | string; free: number | string } {
  if (pool.sizeless) return { total: pool.sizeless, free: pool.sizeless }
  const used = usedBytes(measurePools(world))[pool.deviceClass]
  const total = world.ceph.totalBytes[pool.deviceClass]
  const toGib = (bytes: number) => Math.round((bytes / gib / replicas) * 100) / 100
  return { total: toGib(total), free: toGib(Math.max(0, total - used)) }
}
