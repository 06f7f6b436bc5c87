import type { Migration } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import type { Api } from './client.ts'
import { asFilledText, asText, asTime, type JsonRecord } from './json.ts'
import { nextByLinks, readPages } from './pages.ts'

/** nova/db: what `migration_get_in_progress_by_host_and_node` leaves out. */
const ended: ReadonlySet<string> = new Set([
  'confirmed',
  'reverted',
  'error',
  'failed',
  'completed',
  'cancelled',
  'done',
])

/** Those in progress: their uuid is the consumer of an allocation, too. Nova filters by one status only, so all are read. */
export async function readMigrations(api: Api): Promise<Reading<Migration[]>> {
  const rows = await readPages(api, {
    request: {
      service: 'compute',
      path: '/os-migrations',
      query: { limit: '1000' },
      version: { min: '2.59', max: '2.96' },
    },
    key: 'migrations',
    next: nextByLinks('migrations_links'),
    parse: parseMigration,
    idKey: 'uuid',
  })
  return whole(rows.filter(isInProgress))
}

export function isInProgress(migration: Migration): boolean {
  return !ended.has(migration.status)
}

export function parseMigration(row: JsonRecord): Migration {
  return {
    uuid: asText(row['uuid']),
    instanceId: asText(row['instance_uuid']),
    type: asText(row['migration_type']),
    status: asText(row['status']),
    sourceNode: asFilledText(row['source_node']),
    destinationNode: asFilledText(row['dest_node']),
    createdAt: asTime(row['created_at']),
    updatedAt: asTime(row['updated_at']),
  }
}
