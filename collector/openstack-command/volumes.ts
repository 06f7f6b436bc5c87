import type { Project, Volume } from '../../src/lib/model.ts'
import { asText, type JsonRecord } from '../openstack/json.ts'
import { parseVolume } from '../openstack/volumes.ts'
import type { Reading } from '../sources/reading.ts'
import { askEach, describeFailures, showSome } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

/** Where there are too many to be shown one by one, the projects are asked for theirs, since the list does not tell whose they are. */
export async function readVolumes(
  openstack: OpenstackCommand,
  getProjects: () => Promise<readonly Project[]>,
): Promise<Reading<Volume[]>> {
  const rows = await openstack.ask(['volume', 'list', '--all-projects', '--long'])
  const ids = rows.map((row) => asText(row['ID']))
  const { shown, shortfall } = await showSome(openstack, ['volume'], ids)
  const isAsked = ids.length <= openstack.showAtMost
  const owners = isAsked
    ? { value: new Map(), shortfall: '' }
    : await readOwners(openstack, await getProjects())
  const value = rows.map((row) => {
    const id = asText(row['ID'])
    const details = shown.get(id)
    return parseVolume(
      details ? { ...details, volume_type: details['type'] } : toListedRow(row, owners.value.get(id)),
    )
  })
  return { value, shortfall: shortfall || owners.shortfall }
}

/** Volume -> project. A project that is gone cannot be asked for: its volumes have no owner. */
async function readOwners(
  openstack: OpenstackCommand,
  projects: readonly Project[],
): Promise<Reading<Map<string, string>>> {
  const questions = projects.map(({ id }) => ({ id, commands: [['volume', 'list', '--project', id]] }))
  const { answers, failures } = await askEach(openstack, questions)
  const value = new Map<string, string>()
  for (const [projectId, [rows]] of answers) {
    if (!Array.isArray(rows)) continue
    for (const row of rows as JsonRecord[]) value.set(asText(row['ID']), projectId)
  }
  return { value, shortfall: describeFailures('volume list --project', failures) }
}

function toListedRow(row: JsonRecord, projectId: string | undefined): JsonRecord {
  return {
    id: row['ID'],
    name: row['Name'],
    status: row['Status'],
    size: row['Size'],
    volume_type: row['Type'],
    bootable: row['Bootable'],
    attachments: row['Attached to'],
    'os-vol-tenant-attr:tenant_id': projectId,
  }
}
