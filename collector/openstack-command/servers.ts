import type { Flavor, Hypervisor, Instance } from '../../src/lib/model.ts'
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
  others: { getFlavors(): Promise<readonly Flavor[]>; getHypervisors(): Promise<readonly Hypervisor[]> },
): Promise<Reading<Instance[]>> {
  const softDeleted = await askPages(openstack, [...LIST, '--deleted', '--status', 'SOFT_DELETED'], version)
  const live = await askPages(openstack, LIST, version)
  const rows = new Map([...softDeleted, ...live].map((row) => [asText(row['ID']), row]))
  const { shown, shortfall } = await showSome(openstack, ['server'], [...rows.keys()], version)
  const areShown = shown.size === rows.size
  const shortfalls = shortfall === '' ? [] : [shortfall]
  const orNone = <T>(lost: string, reading: Promise<readonly T[]>) =>
    reading.catch(() => {
      shortfalls.push(lost)
      return []
    })
  const flavors = areShown ? [] : await orNone('sizes of servers are not known', others.getFlavors())
  const hypervisors = areShown ? [] : await orNone('hosts of servers may be missing', others.getHypervisors())
  const flavorByName = new Map(flavors.map((flavor) => [flavor.name, flavor]))
  const value = [...rows].map(([id, row]) => {
    const details = shown.get(id)
    return parseServer(details ? toShownRow(row, details) : toListedRow(row, flavorByName, hypervisors))
  })
  return { value, shortfall: shortfalls.join('; ') }
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

function toListedRow(
  row: JsonRecord,
  flavors: ReadonlyMap<string, Flavor>,
  hypervisors: readonly Hypervisor[],
): JsonRecord {
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
    ...toHost(asText(row['Host']), hypervisors),
    metadata: row['Properties'],
    tenant_id: row['Project ID'],
    user_id: row['User ID'],
    created: row['Created At'],
  }
}

/** Older commands list the service's host, newer ones the hypervisor. A bare-metal service has many of these. */
function toHost(name: string, hypervisors: readonly Hypervisor[]): JsonRecord {
  const [own, ...others] = hypervisors.filter(({ serviceHost }) => serviceHost === name)
  const node = others.length === 0 ? own : undefined
  const found = node ?? hypervisors.find((hypervisor) => hypervisor.name === name)
  return {
    'OS-EXT-SRV-ATTR:host': found?.serviceHost ?? name,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': found?.name,
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
