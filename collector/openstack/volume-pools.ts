import type { VolumePool } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { volumeVersion } from './cinder.ts'
import type { Api } from './client.ts'
import { asFilledText, asNumberOrNull, asRecord, asText, type JsonRecord } from './json.ts'
import { readList } from './list.ts'

export async function readVolumePools(api: Api): Promise<Reading<VolumePool[]>> {
  const path = '/scheduler-stats/get_pools'
  const rows = await readList(
    api,
    { service: 'volume', path, query: { detail: 'true' }, version: volumeVersion },
    'pools',
  )
  return whole(rows.map(parseVolumePool))
}

export function parseVolumePool(row: JsonRecord): VolumePool {
  const capabilities = asRecord(row['capabilities'])
  return {
    name: asText(row['name']),
    backend: asFilledText(capabilities['volume_backend_name']),
    totalGib: parseCapacity(capabilities['total_capacity_gb']),
    freeGib: parseCapacity(capabilities['free_capacity_gb']),
    allocatedGib: asNumberOrNull(capabilities['allocated_capacity_gb']),
    provisionedGib: asNumberOrNull(capabilities['provisioned_capacity_gb']),
    maxOverSubscriptionRatio: asNumberOrNull(capabilities['max_over_subscription_ratio']),
  }
}

/** A driver that cannot tell says "infinite" or "unknown". */
function parseCapacity(value: unknown): VolumePool['totalGib'] {
  if (value === 'infinite') return 'infinite'
  return asNumberOrNull(value) ?? 'unknown'
}
