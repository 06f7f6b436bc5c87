import { formatStamp, Refusal, type Routes } from '../http.ts'
import type { Attachment, Snapshot, Volume, VolumeType } from '../world/storage.ts'
import {
  hasUnknownFilter,
  type Listing,
  readProject,
  takePage,
  type VolumeRequest,
} from './volume-request.ts'
import { isAdmin } from './tokens.ts'

export const volumeListRoutes: Routes<VolumeRequest> = [
  ['volumes', (request) => listVolumes(request, describeBriefly)],
  ['volumes/detail', (request) => listVolumes(request, describeVolume)],
  ['volumes/summary', summarise],
  ['volumes/:id', showVolume],
  ['snapshots/detail', listSnapshots],
  ['types', listTypes],
  ['attachments', (request) => listAttachments(request, false)],
  ['attachments/detail', (request) => listAttachments(request, true)],
]

function listVolumes(request: VolumeRequest, describe: (request: VolumeRequest, volume: Volume) => object) {
  const { query, cloud } = request
  const project = readProject(request)
  const impossible = hasUnknownFilter(request, ['status', 'name', 'bootable'])
  const keep = (volume: Volume) =>
    !impossible &&
    (project ?? volume.projectId) === volume.projectId &&
    (query.get('status') ?? volume.status) === volume.status &&
    (query.get('name') ?? volume.name) === volume.name
  const { page, links } = takePage(request, cloud.world.volumes, keep, {
    links: 'volumes_links',
    entry: 'Volume',
  })
  return { volumes: page.map((volume) => describe(request, volume)), ...links }
}

function linksOf(request: VolumeRequest, id: string) {
  return [
    { rel: 'self', href: `${request.base}/volumes/${id}` },
    { rel: 'bookmark', href: `${request.root}/volumes/${id}` },
  ]
}

function describeBriefly(request: VolumeRequest, volume: Volume) {
  return { id: volume.id, name: volume.name, links: linksOf(request, volume.id) }
}

function describeVolume(request: VolumeRequest, volume: Volume) {
  const { minor } = request
  const admin = isAdmin(request.token)
  return {
    id: volume.id,
    status: volume.status,
    size: volume.sizeGib,
    availability_zone: 'nova',
    created_at: formatStamp(volume.created),
    updated_at: formatStamp(volume.updated),
    name: volume.name,
    description: volume.description,
    volume_type: volume.type?.name ?? null,
    snapshot_id: volume.snapshotId,
    source_volid: volume.sourceVolumeId,
    metadata: volume.metadata,
    links: linksOf(request, volume.id),
    user_id: volume.userId,
    bootable: volume.image ? 'true' : 'false',
    encrypted: volume.encrypted,
    replication_status: null,
    consistencygroup_id: null,
    multiattach: volume.multiattach,
    attachments: volume.attachments.map((attachment) => describeAttached(volume, attachment, admin)),
    ...(admin ? { migration_status: null } : {}),
    ...(minor >= 13 ? { group_id: null } : {}),
    ...(minor >= 21 && admin ? { provider_id: null } : {}),
    ...(minor >= 48 ? { shared_targets: false, service_uuid: volume.pool.serviceUuid } : {}),
    ...(minor >= 61 && admin ? { cluster_name: null } : {}),
    ...(minor >= 63 ? { volume_type_id: volume.type?.id ?? null } : {}),
    ...(minor >= 65 ? { consumes_quota: true } : {}),
    'os-vol-tenant-attr:tenant_id': volume.projectId,
    ...(admin
      ? {
          'os-vol-mig-status-attr:migstat': null,
          'os-vol-mig-status-attr:name_id': null,
          'os-vol-host-attr:host': volume.status === 'creating' ? null : volume.pool.name,
        }
      : {}),
    ...(volume.image
      ? {
          volume_image_metadata: {
            image_id: volume.image.id,
            image_name: volume.image.name,
            min_disk: '0',
            min_ram: '0',
          },
        }
      : {}),
  }
}

function describeAttached(volume: Volume, attachment: Attachment, admin: boolean) {
  return {
    id: volume.id,
    attachment_id: attachment.id,
    volume_id: volume.id,
    server_id: attachment.server.id,
    host_name: admin ? (attachment.server.host?.name ?? null) : null,
    device: attachment.device,
    attached_at: formatStamp(attachment.attached),
  }
}

function showVolume(request: VolumeRequest, id = '') {
  const volume = request.cloud.world.volumes.get(id)
  const hidden = !isAdmin(request.token) && volume?.projectId !== request.token.project?.id
  if (!volume || hidden) throw new Refusal(404, `Volume ${id} could not be found.`)
  return { volume: describeVolume(request, volume) }
}

function summarise(request: VolumeRequest) {
  if (request.minor < 12) throw new Refusal(404, 'The resource could not be found.')
  const project = readProject(request)
  let count = 0
  let size = 0
  for (const volume of request.cloud.world.volumes.newestFirst()) {
    if (project !== null && volume.projectId !== project) continue
    count += 1
    size += volume.sizeGib
  }
  return {
    'volume-summary': {
      total_count: count,
      total_size: size,
      ...(request.minor >= 36 ? { metadata: {} } : {}),
    },
  }
}

function listSnapshots(request: VolumeRequest) {
  const { minor, cloud } = request
  const project = readProject(request)
  const impossible = hasUnknownFilter(request, ['status', 'name', 'volume_id'])
  const keep = (snapshot: Snapshot) =>
    !impossible &&
    (project ?? snapshot.projectId) === snapshot.projectId &&
    (request.query.get('volume_id') ?? snapshot.volumeId) === snapshot.volumeId
  const { page, links } = takePage(request, cloud.world.snapshots, keep, {
    links: 'snapshots_links',
    entry: 'Snapshot',
  })
  const snapshots = page.map((snapshot) => ({
    id: snapshot.id,
    created_at: formatStamp(snapshot.created),
    updated_at: formatStamp(snapshot.created),
    name: snapshot.name,
    description: null,
    volume_id: snapshot.volumeId,
    status: snapshot.status,
    size: snapshot.sizeGib,
    metadata: {},
    ...(minor >= 14 ? { group_snapshot_id: null } : {}),
    ...(minor >= 41 ? { user_id: snapshot.userId } : {}),
    ...(minor >= 65 ? { consumes_quota: true } : {}),
    'os-extended-snapshot-attributes:project_id': snapshot.projectId,
    'os-extended-snapshot-attributes:progress': snapshot.status === 'creating' ? '0%' : '100%',
  }))
  return { snapshots, ...links }
}

function listTypes(request: VolumeRequest) {
  const { cloud, query, token } = request
  const admin = isAdmin(token)
  const wanted = query.get('is_public')?.toLowerCase()
  const keep = (type: VolumeType) => {
    if (!admin || wanted === undefined) return type.isPublic
    return wanted === 'none' || type.isPublic === ['1', 'true'].includes(wanted)
  }
  const names = { links: 'volume_type_links', entry: 'Volume type' }
  const { page, links } = takePage(request, cloud.world.volumeTypes, keep, names)
  const visible = (specs: Record<string, string>) =>
    Object.fromEntries(Object.entries(specs).filter(([key]) => admin || key === 'multiattach'))
  const types = page.map((type) => ({
    id: type.id,
    name: type.name,
    is_public: type.isPublic,
    description: type.description,
    extra_specs: visible(type.specs),
    ...(admin ? { qos_specs_id: null } : {}),
    'os-volume-type-access:is_public': type.isPublic,
  }))
  return { volume_types: types, ...links }
}

function listAttachments(request: VolumeRequest, detailed: boolean) {
  if (request.minor < 27) throw new Refusal(404, 'The resource could not be found.')
  const project = readProject(request)
  const found: { id: string; volume: Volume; attachment: Attachment }[] = []
  for (const volume of request.cloud.world.volumes.newestFirst()) {
    if (project !== null && volume.projectId !== project) continue
    for (const attachment of volume.attachments) found.push({ id: attachment.id, volume, attachment })
  }
  const listing: Listing<(typeof found)[number]> = {
    get: (id) => found.find((entry) => entry.id === id),
    newestFirst: (id) => found.slice(id === undefined ? 0 : found.findIndex((entry) => entry.id === id) + 1),
  }
  const names = { links: 'attachments_links', entry: 'Attachment' }
  const { page, links } = takePage(request, listing, () => true, names)
  return {
    attachments: page.map(({ volume, attachment }) => describeAttachment(volume, attachment, detailed)),
    ...links,
  }
}

function describeAttachment(volume: Volume, attachment: Attachment, detailed: boolean) {
  const brief = {
    id: attachment.id,
    status: 'attached',
    instance: attachment.server.id,
    volume_id: volume.id,
  }
  if (!detailed) return brief
  const connection = {
    access_mode: 'rw',
    encrypted: volume.encrypted,
    driver_volume_type: 'rbd',
    attachment_id: attachment.id,
    qos_specs: null,
    cacheable: false,
  }
  const since = formatStamp(attachment.attached)
  return { ...brief, attached_at: since, detached_at: '', attach_mode: 'rw', connection_info: connection }
}
