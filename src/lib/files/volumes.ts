import { z } from 'zod'
import type { Volume, VolumeAttachment } from '../model.ts'
import { readJson, readRows, serialiseRows } from './json-file.ts'
import type { Parsed } from './parsed.ts'
import { NumberText } from './records.ts'

export const FILE = 'volumes.json'

/** Cinder keeps sizes in 32 bits, so a larger figure is a mistake that would drown every total. */
const LARGEST_GIB = 2 ** 31 - 1

const Text = z.string().nullish()
const Flag = z.union([z.boolean(), z.string()]).nullish()
const Attachment = z.object({
  server_id: z.string(),
  attachment_id: Text,
  volume_id: Text,
  host_name: Text,
  device: Text,
  attached_at: Text,
})
const Row = z.object({
  ID: z.string().min(1),
  Name: Text,
  Status: z.string(),
  Size: NumberText.refine((gib) => gib >= 0 && gib <= LARGEST_GIB, {
    error: (issue) => `${String(issue.input)} is no size in GiB`,
  }),
  'Attached to': z.preprocess(readOldAttachments, z.array(Attachment)).nullish(),
  Project: Text,
  Bootable: Flag,
  'Project ID': Text,
  Type: Text,
  'Backend Host': Text,
  'Availability Zone': Text,
  'Created At': Text,
  'Updated At': Text,
  Multiattach: Flag,
  Encrypted: Flag,
  'Snapshot ID': Text,
  'Source Volume ID': Text,
  'Image ID': Text,
  'Image Name': Text,
  Description: Text,
  'User ID': Text,
})
type Row = z.infer<typeof Row>

/** Sizes in GiB. A file of ours, of the earlier tool, or of `openstack volume list --long -f json`. */
export function parseVolumes(text: string): Parsed<Volume[]> {
  const { value, problems } = readRows(readJson(text, FILE), Row, { file: FILE, text, path: [] })
  return { value: value.map(toVolume), problems }
}

/** Clients of before 2018 print a sentence: `Attached to SERVER on DEVICE`. */
function readOldAttachments(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return [...value.matchAll(/Attached to (\S+) on (\S+)/g)].map(([, server, device]) => ({
    server_id: server,
    device,
  }))
}

function toVolume(row: Row): Volume {
  return {
    id: row.ID,
    name: row.Name ?? '',
    status: row.Status,
    sizeGib: row.Size,
    attachments: (row['Attached to'] ?? []).map((attachment) => toAttachment(attachment, row.ID)),
    project: row.Project ?? '',
    bootable: toBoolean(row.Bootable),
    projectId: row['Project ID'] ?? null,
    type: row.Type ?? null,
    backendHost: row['Backend Host'] ?? null,
    availabilityZone: row['Availability Zone'] ?? null,
    createdAt: row['Created At'] ?? null,
    updatedAt: row['Updated At'] ?? null,
    multiattach: toBoolean(row.Multiattach),
    encrypted: toBoolean(row.Encrypted),
    snapshotId: row['Snapshot ID'] ?? null,
    sourceVolumeId: row['Source Volume ID'] ?? null,
    imageId: row['Image ID'] ?? null,
    imageName: row['Image Name'] ?? null,
    description: row.Description ?? null,
    userId: row['User ID'] ?? null,
  }
}

function toAttachment(attachment: z.infer<typeof Attachment>, volumeId: string): VolumeAttachment {
  return {
    serverId: attachment.server_id,
    attachmentId: attachment.attachment_id ?? '',
    volumeId: attachment.volume_id ?? volumeId,
    hostName: attachment.host_name ?? '',
    device: attachment.device ?? '',
    attachedAt: attachment.attached_at ?? null,
  }
}

function toBoolean(value: boolean | string | null | undefined): boolean | null {
  if (value === null || value === undefined || value === '') return null
  return String(value).toLowerCase() === 'true'
}

export function serialiseVolumes(volumes: Volume[]): string {
  const rows = volumes.map((volume) => ({
    ID: volume.id,
    Name: volume.name,
    Status: volume.status,
    Size: volume.sizeGib,
    'Attached to': volume.attachments.map((attachment) => ({
      server_id: attachment.serverId,
      attachment_id: attachment.attachmentId,
      volume_id: attachment.volumeId,
      host_name: attachment.hostName,
      device: attachment.device,
      attached_at: attachment.attachedAt,
    })),
    Project: volume.project,
    Bootable: volume.bootable,
    'Project ID': volume.projectId,
    Type: volume.type,
    'Backend Host': volume.backendHost,
    'Availability Zone': volume.availabilityZone,
    'Created At': volume.createdAt,
    'Updated At': volume.updatedAt,
    Multiattach: volume.multiattach,
    Encrypted: volume.encrypted,
    'Snapshot ID': volume.snapshotId,
    'Source Volume ID': volume.sourceVolumeId,
    'Image ID': volume.imageId,
    'Image Name': volume.imageName,
    Description: volume.description,
    'User ID': volume.userId,
  }))
  return `${serialiseRows(rows)}\n`
}
