import type { VolumeType } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { volumeVersion } from './cinder.ts'
import type { Api } from './client.ts'
import { asBooleanOrNull, asText, asTextMap, asTextOrNull, type JsonRecord } from './json.ts'
import { nextByLinks, readPages } from './pages.ts'

export async function readVolumeTypes(api: Api): Promise<Reading<VolumeType[]>> {
  const rows = await readPages(api, {
    request: {
      service: 'volume',
      path: '/types',
      query: { is_public: 'None', limit: '1000' },
      version: volumeVersion,
    },
    key: 'volume_types',
    next: nextByLinks('volume_type_links'),
    parse: parseVolumeType,
  })
  return whole(rows)
}

export function parseVolumeType(row: JsonRecord): VolumeType {
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    isPublic: asBooleanOrNull(row['is_public'] ?? row['os-volume-type-access:is_public']) ?? true,
    description: asTextOrNull(row['description']),
    extraSpecs: asTextMap(row['extra_specs']),
  }
}
