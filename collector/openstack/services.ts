import type { Service } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import type { Api } from './client.ts'
import { asFilledText, asText, asTime, type JsonRecord } from './json.ts'
import { readList } from './list.ts'

/** Without `updatedAt`, which is a heartbeat, no two readings of a quiet cloud would differ; it is kept all the same. */
export async function readServices(api: Api): Promise<Reading<Service[]>> {
  const rows = await readList(
    api,
    { service: 'compute', path: '/os-services', version: { min: '2.53', max: '2.96' } },
    'services',
  )
  return whole(rows.map(parseService))
}

export function parseService(row: JsonRecord): Service {
  const state = asText(row['state'])
  return {
    binary: asText(row['binary']),
    host: asText(row['host']),
    zone: asText(row['zone']),
    state: state === 'up' || state === 'down' ? state : 'unknown',
    enabled: asText(row['status']) === 'enabled',
    disabledReason: asFilledText(row['disabled_reason']),
    updatedAt: asTime(row['updated_at']),
  }
}
