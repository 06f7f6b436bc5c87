import type { Migration, ServerGroup, Service } from '../../src/lib/model.ts'
import type { JsonRecord } from '../openstack/json.ts'
import { isInProgress, parseMigration } from '../openstack/migrations.ts'
import { parseServerGroup } from '../openstack/server-groups.ts'
import { parseService } from '../openstack/services.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { askPages } from './ask-pages.ts'
import type { OpenstackCommand } from './client.ts'

export async function readServices(
  openstack: OpenstackCommand,
  version: readonly string[],
): Promise<Reading<Service[]>> {
  const rows = await openstack.ask(['compute', 'service', 'list', '--long'], version)
  return whole(
    rows.map((row) =>
      parseService({
        binary: row['Binary'],
        host: row['Host'],
        zone: row['Zone'],
        state: row['State'],
        status: row['Status'],
        disabled_reason: row['Disabled Reason'],
        updated_at: row['Updated At'],
      }),
    ),
  )
}

/** Those in progress. */
export async function readMigrations(
  openstack: OpenstackCommand,
  version: readonly string[],
): Promise<Reading<Migration[]>> {
  const rows = await askPages(openstack, ['server', 'migration', 'list'], version, 'UUID')
  const migrations = rows.map((row) =>
    parseMigration({
      uuid: row['UUID'],
      instance_uuid: row['Server UUID'],
      migration_type: row['Type'],
      status: row['Status'],
      source_node: row['Source Node'],
      dest_node: row['Dest Node'],
      created_at: row['Created At'],
      updated_at: row['Updated At'],
    }),
  )
  return whole(migrations.filter(isInProgress))
}

/** Nova's osapi_max_limit, where nobody changed it. */
const CUT = 1000

/** This list has no markers, and not every command knows its offset. */
export async function readServerGroups(
  openstack: OpenstackCommand,
  version: readonly string[],
): Promise<Reading<ServerGroup[]>> {
  const rows = await openstack.ask(['server', 'group', 'list', '--all-projects', '--long'], version)
  return {
    value: rows.map((row) => parseServerGroup(toGroupRow(row))),
    shortfall: rows.length < CUT ? '' : 'Nova may have cut the list (its osapi_max_limit)',
  }
}

function toGroupRow(row: JsonRecord): JsonRecord {
  return {
    id: row['ID'],
    name: row['Name'],
    policy: row['Policy'],
    project_id: row['Project Id'],
    members: row['Members'],
  }
}
