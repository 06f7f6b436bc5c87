import { execa } from 'execa'
import type { Environment } from '../rig/layout.ts'
import type { Openstack, Row } from './command.ts'
import type { Records } from './difference.ts'

/** Volumes of every project. The long list has no project column, so it is also asked project by project, by id. */
export async function readVolumes(openstack: Openstack): Promise<Records> {
  const [rows, projects] = await Promise.all([
    openstack('volume', 'list', '--all-projects', '--long'),
    openstack('project', 'list'),
  ])
  const owners = new Map<unknown, unknown>()
  await Promise.all(
    projects.map(async (project) => {
      const owned = await openstack('volume', 'list', '--project', String(project['ID']))
      for (const volume of owned) owners.set(volume['ID'], project['ID'])
    }),
  )
  return new Map(rows.map((row) => [String(row['ID']), toVolume(row, owners.get(row['ID']))]))
}

function toVolume(row: Row, owner: unknown) {
  return {
    name: row['Name'] ?? '',
    status: row['Status'],
    sizeGib: row['Size'],
    type: row['Type'],
    bootable: row['Bootable'] === 'true',
    attachments: (row['Attached to'] as Record<string, string>[])
      .map((attachment) => ({
        serverId: attachment['server_id'],
        attachmentId: attachment['attachment_id'],
        volumeId: attachment['volume_id'],
        hostName: attachment['host_name'],
        device: attachment['device'],
      }))
      .sort((a, b) => ((a.serverId ?? '') < (b.serverId ?? '') ? -1 : 1)),
    // A deleted project cannot be asked for; its volumes are compared without their owner.
    ...(owner === undefined ? {} : { projectId: owner }),
  }
}

export async function readVolumeSnapshots(openstack: Openstack): Promise<Records> {
  const rows = await openstack('volume', 'snapshot', 'list', '--all-projects', '--long')
  return new Map(
    rows.map((row) => [
      String(row['ID']),
      { name: row['Name'] ?? '', status: row['Status'], sizeGib: row['Size'], volumeId: row['Volume'] },
    ]),
  )
}

export async function readVolumeTypes(openstack: Openstack): Promise<Records> {
  const rows = await openstack('volume', 'type', 'list', '--long')
  return new Map(
    rows.map((row) => [
      String(row['ID']),
      {
        name: row['Name'],
        isPublic: row['Is Public'],
        description: row['Description'],
        extraSpecs: row['Properties'],
      },
    ]),
  )
}

export async function readImages(openstack: Openstack): Promise<Records> {
  const rows = await openstack('image', 'list', '--long')
  return new Map(
    rows.map((row) => [
      String(row['ID']),
      {
        name: row['Name'],
        status: row['Status'],
        sizeBytes: row['Size'],
        visibility: row['Visibility'],
        ownerId: row['Project'],
      },
    ]),
  )
}

interface CephDf {
  stats: { total_bytes: number; total_avail_bytes: number; total_used_raw_bytes: number }
  pools: {
    name: string
    id: number
    stats: { stored: number; objects: number; bytes_used: number; max_avail: number }
  }[]
}

/** `ceph df` in JSON: the cluster's raw bytes and each pool's. */
export async function readCeph(env: Environment): Promise<Records> {
  const { stdout } = await execa('ceph', ['df', '--format', 'json'], { env })
  const answer = JSON.parse(stdout) as CephDf
  const total = {
    totalBytes: answer.stats.total_bytes,
    availableBytes: answer.stats.total_avail_bytes,
    rawUsedBytes: answer.stats.total_used_raw_bytes,
  }
  const pools = answer.pools.map(({ name, id, stats }): [string, Record<string, unknown>] => [
    `pool ${name}`,
    {
      id,
      storedBytes: stats.stored,
      objects: stats.objects,
      usedBytes: stats.bytes_used,
      maxAvailableBytes: stats.max_avail,
    },
  ])
  return new Map([['raw storage', total], ...pools])
}
