import type { Random } from '../random.ts'
import type { Image, Server, World } from './entities.ts'
import type { Project } from './owners.ts'
import type { Snapshot, Volume, VolumePool, VolumeType } from './storage.ts'
import { applications } from './names.ts'

const day = 86_400_000

/** Back ends as Cinder's scheduler sees them; the last two cannot tell their size. */
export function makePools(random: Random): VolumePool[] {
  const make = (backend: string, deviceClass: 'ssd' | 'hdd', sizeless: VolumePool['sizeless'] = null) => ({
    name: `cinder-01@${backend}#${backend}`,
    backend,
    serviceUuid: random.uuid(),
    deviceClass,
    sizeless,
  })
  return [
    make('ceph-ssd', 'ssd'),
    make('ceph-hdd', 'hdd'),
    make('nfs-archive', 'hdd', 'unknown'),
    make('external-san', 'hdd', 'infinite'),
  ]
}

export function makeVolumeTypes(
  random: Random,
  pools: VolumePool[],
  hostileNames: boolean,
  now: number,
): VolumeType[] {
  const [ssd, hdd, nfs, san] = pools
  if (!ssd || !hdd || !nfs || !san) return []
  const make = (name: string, pool: VolumePool, extra: Partial<VolumeType> = {}): VolumeType => ({
    id: random.uuid(),
    name,
    isPublic: true,
    description: null,
    pool,
    created: now - 800 * day,
    ...extra,
    specs: { volume_backend_name: pool.backend, ...extra.specs },
  })
  return [
    {
      ...make('__DEFAULT__', hdd, { description: 'Default Volume Type', created: now - 801 * day }),
      specs: {},
    },
    make('ssd', ssd),
    make('hdd', hdd),
    make('multi', ssd, { specs: { multiattach: '<is> True' } }),
    make('luks', ssd, { description: 'encrypted' }),
    make(hostileNames ? 'archive, cold|slow' : 'archive', nfs),
    make('san', san, { isPublic: false }),
  ]
}

/** A volume of a project, not attached. */
export function makeVolume(world: World, random: Random, project: Project, created: number): Volume {
  const types = [...world.volumeTypes.newestFirst()]
  const byName = (name: string) => types.find((type) => type.name === name)
  const type = random.weighted<VolumeType | undefined>([
    [45, byName('ssd')],
    [38, byName('hdd')],
    [6, byName('luks')],
    [4, types.find((candidate) => candidate.pool.sizeless === 'unknown')],
    [2, byName('san')],
    [4, byName('__DEFAULT__')],
    // Volumes made before the cloud had types.
    [1, undefined],
  ])
  const pool = type?.pool ?? world.volumePools[1]
  if (!pool) throw new Error('a world needs its volume pools before its volumes')
  return {
    id: random.uuid(),
    name: random.chance(0.06) ? '' : `${random.pick(applications)}-data-${random.int(1, 99)}`,
    status: 'available',
    sizeGib: random.pick([1, 10, 20, 20, 40, 50, 100, 100, 200, 250, 500, 1000]),
    projectId: project.id,
    userId: project.userId,
    type: type ?? null,
    pool,
    created,
    updated: created + 30_000,
    attachments: [],
    multiattach: false,
    snapshots: 0,
    encrypted: type?.name === 'luks',
    image: null,
    snapshotId: null,
    sourceVolumeId: null,
    description: random.chance(0.05) ? 'nightly copy' : null,
    metadata: random.chance(0.05) ? { tier: 'gold|1' } : {},
  }
}

/** Attaches a volume at the server's next free device. */
export function attach(random: Random, volume: Volume, server: Server, at: number): void {
  const letter = String.fromCharCode(
    97 + Math.min(25, server.volumes.length + (server.imageId === null ? 0 : 1)),
  )
  volume.attachments.push({ id: random.uuid(), server, device: `/dev/vd${letter}`, attached: at })
  Object.assign(volume, { status: 'in-use', updated: at })
  server.volumes.push(volume)
}

export function detach(volume: Volume, server: Server, at: number): void {
  volume.attachments = volume.attachments.filter((attachment) => attachment.server !== server)
  server.volumes = server.volumes.filter((other) => other !== volume)
  volume.updated = at
  if (volume.attachments.length === 0) volume.status = 'available'
}

/** Turns a volume into the root disk that the image was written to. */
export function makeBootable(volume: Volume, image: Image, sizeGib: number): void {
  Object.assign(volume, { image, sizeGib: Math.max(volume.sizeGib, sizeGib), name: '' })
}

export function makeSnapshot(random: Random, volume: Volume, created: number): Snapshot {
  volume.snapshots += 1
  return {
    id: random.uuid(),
    name: random.chance(0.2) ? '' : `snap|${random.int(1, 999)}`,
    status: random.weighted([
      [96, 'available'],
      [2, 'error'],
      [2, 'creating'],
    ]),
    sizeGib: volume.sizeGib,
    volumeId: volume.id,
    projectId: volume.projectId,
    userId: volume.userId,
    created,
  }
}
