import type { Flavor, Instance } from '../../src/lib/model.ts'
import { asRecord, asText, asTexts, type JsonRecord } from '../openstack/json.ts'
import { parseServer } from '../openstack/servers.ts'
import type { Reading } from '../sources/reading.ts'
import { showSome } from './ask-each.ts'
import { askPages } from './ask-pages.ts'
import type { OpenstackCommand } from './client.ts'

const COLUMNS = [
  'ID',
  'Name',
  'Status',
  'Task State',
  'Power State',
  'Networks',
  'Image ID',
  'Flavor',
  'Availability Zone',
  'Host',
  'Properties',
  'Project ID',
  'User ID',
  'Created At',
]
const LIST = [
  'server',
  'list',
  '--all-projects',
  '--long',
  '--no-name-lookup',
  ...COLUMNS.flatMap((name) => ['-c', name]),
]

/**
 * Every server, those that are soft-deleted too. Where they are too many to be shown one by one, what a server has comes from
 * the flavor that is called as its own, and what only `show` tells is null.
 */
export async function readServers(
  openstack: OpenstackCommand,
  version: readonly string[],
  getFlavors: () => Promise<readonly Flavor[]>,
): Promise<Reading<Instance[]>> {
  const softDeleted = await askPages(openstack, [...LIST, '--deleted', '--status', 'SOFT_DELETED'], version)
  const live = await askPages(openstack, LIST, version)
  const rows = new Map([...softDeleted, ...live].map((row) => [asText(row['ID']), row]))
  const { shown, shortfall } = await showSome(openstack, ['server'], [...rows.keys()], version)
  const flavors = shown.size === rows.size ? [] : await getFlavors().catch(() => [])
  const flavorByName = new Map(flavors.map((flavor) => [flavor.name, flavor]))
  const value = [...rows].map(([id, row]) => {
    const details = shown.get(id)
    return parseServer(details ? toShownRow(row, details) : toListedRow(row, flavorByName))
  })
  return { value, shortfall }
}

/** `show` writes the image as "name (id)", and renames some keys of the API. */
function toShownRow(row: JsonRecord, details: JsonRecord): JsonRecord {
  return {
    ...details,
    image: toImage(row['Image ID']),
    addresses: toAddresses(details['addresses']),
    metadata: details['properties'],
    tenant_id: details['project_id'],
    'os-extended-volumes:volumes_attached': details['volumes_attached'],
  }
}

function toListedRow(row: JsonRecord, flavors: ReadonlyMap<string, Flavor>): JsonRecord {
  return {
    id: row['ID'],
    name: row['Name'],
    status: row['Status'],
    'OS-EXT-STS:power_state': row['Power State'],
    'OS-EXT-STS:task_state': row['Task State'],
    addresses: toAddresses(row['Networks']),
    image: toImage(row['Image ID']),
    flavor: toFlavor(asText(row['Flavor']), flavors),
    'OS-EXT-AZ:availability_zone': row['Availability Zone'],
    'OS-EXT-SRV-ATTR:host': row['Host'],
    metadata: row['Properties'],
    tenant_id: row['Project ID'],
    user_id: row['User ID'],
    created: row['Created At'],
  }
}

/** As Nova embeds it. A flavor that is gone, or whose name another one has now, gives no sizes. */
function toFlavor(name: string, flavors: ReadonlyMap<string, Flavor>): JsonRecord {
  const flavor = flavors.get(name)
  if (!flavor) return { original_name: name }
  return {
    original_name: name,
    vcpus: flavor.vcpus,
    ram: flavor.memoryMb,
    disk: flavor.rootGib,
    ephemeral: flavor.ephemeralGib,
    swap: flavor.swapMb,
    extra_specs: flavor.properties,
  }
}

/** "N/A (booted from volume)" stands for none. */
function toImage(id: unknown): unknown {
  const text = asText(id)
  return text.startsWith('N/A') ? '' : { id: text }
}

function toAddresses(networks: unknown): JsonRecord {
  return Object.fromEntries(
    Object.entries(asRecord(networks)).map(([name, addresses]) => [
      name,
      asTexts(addresses).map((addr) => ({ addr })),
    ]),
  )
}
