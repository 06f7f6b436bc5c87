import type { VolumePool, VolumeSnapshot, VolumeType } from '../../src/lib/model.ts'
import { asText } from '../openstack/json.ts'
import { parseVolumePool } from '../openstack/volume-pools.ts'
import { parseVolumeSnapshot } from '../openstack/volume-snapshots.ts'
import { parseVolumeType } from '../openstack/volume-types.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { AbsentError } from '../sources/source.ts'
import { showSome } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

const PROJECT = 'os-extended-snapshot-attributes:project_id'

export async function readVolumeSnapshots(openstack: OpenstackCommand): Promise<Reading<VolumeSnapshot[]>> {
  const rows = await openstack.ask(['volume', 'snapshot', 'list', '--all-projects', '--long'])
  const ids = rows.map((row) => asText(row['ID']))
  const { shown, shortfall } = await showSome(openstack, ['volume', 'snapshot'], ids)
  const value = rows.map((row) => {
    const details = shown.get(asText(row['ID']))
    return parseVolumeSnapshot({
      id: row['ID'],
      name: row['Name'],
      status: row['Status'],
      size: row['Size'],
      volume_id: details?.['volume_id'] ?? row['Volume'],
      created_at: row['Created At'],
      [PROJECT]: details?.[PROJECT] ?? details?.['project_id'],
    })
  })
  return { value, shortfall }
}

export async function readVolumeTypes(openstack: OpenstackCommand): Promise<Reading<VolumeType[]>> {
  const rows = await openstack.ask(['volume', 'type', 'list', '--long'])
  return whole(
    rows.map((row) =>
      parseVolumeType({
        id: row['ID'],
        name: row['Name'],
        is_public: row['Is Public'],
        description: row['Description'],
        extra_specs: row['Properties'],
      }),
    ),
  )
}

/** Version 6.0 of the command has this for Cinder v2 only, which clouds no longer have. It never tells what is free. */
export async function readVolumePools(openstack: OpenstackCommand): Promise<Reading<VolumePool[]>> {
  const words = ['volume', 'backend', 'pool', 'list', '--long']
  const rows = await openstack.ask(words).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.includes('is not an openstack command')) throw error
    throw new AbsentError('This openstack command has no "volume backend pool list".', { cause: error })
  })
  return whole(
    rows.map((row) =>
      parseVolumePool({
        name: row['Name'],
        capabilities: {
          total_capacity_gb: row['Capacity'],
          allocated_capacity_gb: row['Allocated'],
          max_over_subscription_ratio: row['Max Over Ratio'],
        },
      }),
    ),
  )
}
