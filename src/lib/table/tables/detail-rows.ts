/** Rows that belong to an instance or a volume: small tables in its details. The first column says to which. */
import type { Cloud } from '../../cloud.ts'
import type { Instance, Volume, VolumeSnapshot } from '../../model.ts'
import { deviceName } from '../cell-text.ts'
import type { AttachedVolume, TableDefinition } from '../definition.ts'
import { attachedVolumes, hostLink, instanceHref, volumeHref } from './instance-cells.ts'

export interface InstanceVolume {
  instance: Instance
  attached: AttachedVolume
  /** Null where only Nova knows of it. */
  volume: Volume | null
}

export interface VolumeAttachmentRow {
  volume: Volume
  attachment: Volume['attachments'][number]
  /** Null where the collection has no such instance. */
  instance: Instance | null
}

export function instanceVolumeRows(cloud: Cloud, instance: Instance): InstanceVolume[] {
  const own = cloud.volumesByInstance.get(instance.id) ?? []
  return (attachedVolumes(cloud, instance) ?? []).map((attached) => ({
    instance,
    attached,
    // The shown id may be shortened.
    volume: own.find(({ id }) => id.startsWith(attached.id)) ?? null,
  }))
}

export const instanceVolumesTable: TableDefinition<InstanceVolume> = {
  name: 'instance-volumes',
  title: 'Volumes of the instance',
  noun: ['volume', 'volumes'],
  idKey: 'instance',
  columns: [
    { key: 'instance', title: 'Instance', kind: 'id', value: ({ instance }) => instance.id },
    { key: 'device', title: 'Device', kind: 'text', value: ({ attached }) => deviceName(attached.device) },
    {
      key: 'volume',
      title: 'Volume',
      kind: 'link',
      value: ({ attached, volume }) => {
        const id = volume?.id ?? attached.id
        return { text: attached.name || id, href: volumeHref(id) }
      },
    },
    { key: 'size', title: 'Size', kind: 'gib', value: ({ attached }) => attached.sizeGib },
    { key: 'status', title: 'Status', kind: 'status', value: ({ volume }) => volume?.status ?? null },
    { key: 'bootable', title: 'Bootable', kind: 'boolean', value: ({ volume }) => volume?.bootable ?? null },
    { key: 'type', title: 'Type', kind: 'text', value: ({ volume }) => volume?.type ?? null },
    {
      key: 'encrypted',
      title: 'Encrypted',
      kind: 'boolean',
      hidden: true,
      value: ({ volume }) => volume?.encrypted || null,
    },
  ],
}

export function volumeAttachmentRows(cloud: Cloud, volume: Volume): VolumeAttachmentRow[] {
  return volume.attachments.map((attachment) => ({
    volume,
    attachment,
    instance: cloud.instanceById.get(attachment.serverId) ?? null,
  }))
}

export function volumeAttachmentsTable(cloud: Cloud): TableDefinition<VolumeAttachmentRow> {
  return {
    name: 'volume-attachments',
    title: 'Attachments of the volume',
    noun: ['attachment', 'attachments'],
    idKey: 'volume',
    columns: [
      { key: 'volume', title: 'Volume', kind: 'id', value: ({ volume }) => volume.id },
      {
        key: 'instance',
        title: 'Instance',
        kind: 'link',
        value: ({ attachment: { serverId }, instance }) => ({
          text: instance?.name || serverId,
          href: instance && instanceHref(serverId),
        }),
      },
      { key: 'status', title: 'Status', kind: 'status', value: ({ instance }) => instance?.status ?? null },
      {
        key: 'host',
        title: 'Host',
        kind: 'link',
        value: ({ attachment: { hostName }, instance }) =>
          (instance && hostLink(cloud, instance)) ??
          (hostName === '' ? null : { text: hostName, href: null }),
      },
      {
        key: 'device',
        title: 'Device',
        kind: 'text',
        value: ({ attachment }) => deviceName(attachment.device),
      },
      { key: 'since', title: 'Since', kind: 'time', value: ({ attachment }) => attachment.attachedAt },
      {
        key: 'attachment',
        title: 'Attachment ID',
        kind: 'id',
        value: ({ attachment }) => attachment.attachmentId,
      },
    ],
  }
}

export const volumeSnapshotsTable: TableDefinition<VolumeSnapshot> = {
  name: 'volume-snapshots',
  title: 'Snapshots of the volume',
  noun: ['snapshot', 'snapshots'],
  idKey: 'volume',
  columns: [
    { key: 'volume', title: 'Volume', kind: 'id', value: (row) => row.volumeId },
    { key: 'name', title: 'Snapshot', kind: 'text', value: (row) => row.name || row.id },
    { key: 'status', title: 'Status', kind: 'status', value: (row) => row.status },
    { key: 'size', title: 'Size', kind: 'gib', value: (row) => row.sizeGib },
    { key: 'created', title: 'Created', kind: 'time', value: (row) => row.createdAt },
    { key: 'id', title: 'ID', kind: 'id', value: (row) => row.id },
  ],
}
