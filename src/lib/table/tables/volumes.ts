import type { Cloud } from '../../cloud.ts'
import type { Volume } from '../../model.ts'
import type { Link, TableDefinition } from '../definition.ts'
import { deviceName } from '../cell-text.ts'
import { volumeDetails } from './detail-groups.ts'
import { instanceHref, projectLink } from './instance-cells.ts'

export function volumesTable(cloud: Cloud): TableDefinition<Volume> {
  return {
    name: 'volumes',
    title: 'Volumes',
    noun: ['volume', 'volumes'],
    idKey: 'id',
    commands: ['openstack volume show {id}'],
    empty: 'The cloud has no volumes.',
    sort: [{ key: 'size', descending: true }],
    details: volumeDetails(cloud),
    columns: [
      {
        key: 'id',
        title: 'ID',
        kind: 'id',
        priority: 2,
        aliases: ['uuid'],
        value: (row) => row.id,
      },
      { key: 'name', title: 'Name', kind: 'text', width: 220, aliases: ['volume'], value: (row) => row.name },
      { key: 'status', title: 'Status', kind: 'status', value: (row) => row.status },
      { key: 'size', title: 'Size', kind: 'gib', sum: true, value: (row) => row.sizeGib },
      {
        key: 'project',
        title: 'Project',
        kind: 'link',
        width: 170,
        priority: 2,
        value: (row) => projectLink(cloud, row),
      },
      {
        key: 'type',
        title: 'Type',
        kind: 'text',
        filter: 'choice',
        width: 120,
        priority: 2,
        value: (row) => row.type,
      },
      { key: 'pool', title: 'Pool', kind: 'text', filter: 'choice', width: 120, priority: 3, value: poolOf },
      { key: 'bootable', title: 'Bootable', kind: 'boolean', priority: 3, value: (row) => row.bootable },
      {
        key: 'attached',
        title: 'Attached to',
        kind: 'links',
        width: 240,
        priority: 2,
        aliases: ['instance', 'server'],
        value: (row) => attachedTo(cloud, row),
      },
      { key: 'device', title: 'Device', kind: 'tags', width: 90, priority: 3, value: devicesOf },
      { key: 'since', title: 'Attached since', kind: 'time', hidden: true, value: attachedSince },
      {
        key: 'attachments',
        title: 'Attachments',
        kind: 'number',
        hidden: true,
        value: (row) => row.attachments.length,
      },
      { key: 'created', title: 'Created', kind: 'time', hidden: true, value: (row) => row.createdAt },
      { key: 'updated', title: 'Updated', kind: 'time', hidden: true, value: (row) => row.updatedAt },
      {
        key: 'az',
        title: 'Availability zone',
        kind: 'text',
        filter: 'choice',
        hidden: true,
        aliases: ['zone'],
        value: (row) => row.availabilityZone,
      },
      {
        key: 'multiattach',
        title: 'Multi-attach',
        kind: 'boolean',
        hidden: true,
        value: (row) => row.multiattach,
      },
      { key: 'encrypted', title: 'Encrypted', kind: 'boolean', hidden: true, value: (row) => row.encrypted },
      {
        key: 'image',
        title: 'Image',
        kind: 'text',
        filter: 'choice',
        hidden: true,
        value: (row) => row.imageName,
      },
      {
        key: 'description',
        title: 'Description',
        kind: 'text',
        hidden: true,
        value: (row) => row.description,
      },
      {
        key: 'backend',
        title: 'Back end',
        kind: 'text',
        filter: 'choice',
        hidden: true,
        width: 240,
        value: (row) => row.backendHost,
      },
      { key: 'snapshot', title: 'From snapshot', kind: 'id', hidden: true, value: (row) => row.snapshotId },
      { key: 'source', title: 'From volume', kind: 'id', hidden: true, value: (row) => row.sourceVolumeId },
      { key: 'imageid', title: 'Image ID', kind: 'id', hidden: true, value: (row) => row.imageId },
      { key: 'projectid', title: 'Project ID', kind: 'id', hidden: true, value: (row) => row.projectId },
      {
        key: 'userid',
        title: 'User ID',
        kind: 'id',
        hidden: true,
        aliases: ['user'],
        value: (row) => row.userId,
      },
    ],
  }
}

/** Cinder writes `host@backend#pool`. */
function poolOf({ backendHost }: Volume): string | null {
  return backendHost?.split('#')[1] ?? null
}

/** An instance that the cloud no longer has keeps its id. */
function attachedTo(cloud: Cloud, { attachments }: Volume): Link[] {
  return attachments.map(({ serverId }) => {
    const instance = cloud.instanceById.get(serverId)
    return { text: instance?.name || serverId, href: instance ? instanceHref(serverId) : null }
  })
}

function devicesOf({ attachments }: Volume): string[] {
  return attachments.map(({ device }) => deviceName(device)).filter((device) => device !== '')
}

function attachedSince({ attachments }: Volume): string | null {
  const times = attachments.flatMap(({ attachedAt }) => attachedAt ?? [])
  return times.sort().at(0) ?? null
}
