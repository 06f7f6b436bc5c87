import type { VolumeSnapshot } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { volumeVersion } from './cinder.ts'
import type { Api } from './client.ts'
import { asFilledText, asNumberOrNull, asText, asTime, type JsonRecord } from './json.ts'
import { nextByLinks, readPages } from './pages.ts'

export async function readVolumeSnapshots(api: Api): Promise<Reading<VolumeSnapshot[]>> {
  const rows = await readPages(api, {
    request: {
      service: 'volume',
      path: '/snapshots/detail',
      query: { all_tenants: '1', limit: '1000' },
      version: volumeVersion,
    },
    key: 'snapshots',
    next: nextByLinks('snapshots_links'),
    parse: parseVolumeSnapshot,
  })
  return whole(rows)
}

export function parseVolumeSnapshot(row: JsonRecord): VolumeSnapshot {
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    status: asText(row['status']),
    sizeGib: asNumberOrNull(row['size']) ?? 0,
    volumeId: asText(row['volume_id']),
    projectId: asFilledText(row['os-extended-snapshot-attributes:project_id']),
    createdAt: asTime(row['created_at']),
  }
}
