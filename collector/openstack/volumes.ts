import type { Volume, VolumeAttachment } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { volumeVersion } from './cinder.ts'
import type { Api } from './client.ts'
import {
  asBooleanOrNull,
  asFilledText,
  asNumberOrNull,
  asRecord,
  asRecords,
  asText,
  asTextOrNull,
  asTime,
  type JsonRecord,
} from './json.ts'
import { nextByLinks, readPages } from './pages.ts'

export async function readVolumes(api: Api): Promise<Reading<Volume[]>> {
  const rows = await readPages(api, {
    request: {
      service: 'volume',
      path: '/volumes/detail',
      query: { all_tenants: '1', limit: '1000' },
      version: volumeVersion,
    },
    key: 'volumes',
    next: nextByLinks('volumes_links'),
    parse: parseVolume,
  })
  return whole(rows)
}

export function parseVolume(row: JsonRecord): Volume {
  const image = asRecord(row['volume_image_metadata'])
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    status: asText(row['status']),
    // A size that is none would cost the whole row when the file is read.
    sizeGib: Math.max(0, asNumberOrNull(row['size']) ?? 0),
    attachments: asRecords(row['attachments']).map(parseAttachment).sort(byServerAndDevice),
    project: '',
    bootable: asBooleanOrNull(row['bootable']),
    projectId: asFilledText(row['os-vol-tenant-attr:tenant_id']),
    type: asFilledText(row['volume_type']),
    backendHost: asFilledText(row['os-vol-host-attr:host']),
    availabilityZone: asFilledText(row['availability_zone']),
    createdAt: asTime(row['created_at']),
    updatedAt: asTime(row['updated_at']),
    multiattach: asBooleanOrNull(row['multiattach']),
    encrypted: asBooleanOrNull(row['encrypted']),
    snapshotId: asFilledText(row['snapshot_id']),
    sourceVolumeId: asFilledText(row['source_volid']),
    imageId: asFilledText(image['image_id']),
    imageName: asFilledText(image['image_name']),
    description: asTextOrNull(row['description']),
    userId: asFilledText(row['user_id']),
  }
}

function parseAttachment(row: JsonRecord): VolumeAttachment {
  return {
    serverId: asText(row['server_id']),
    attachmentId: asText(row['attachment_id']),
    volumeId: asText(row['volume_id']),
    hostName: asText(row['host_name']),
    device: asText(row['device']),
    attachedAt: asTime(row['attached_at']),
  }
}

/** Cinder gives them in any order. */
function byServerAndDevice(a: VolumeAttachment, b: VolumeAttachment): number {
  const [left, right] = [a, b].map((item) => `${item.serverId} ${item.device} ${item.attachmentId}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}
