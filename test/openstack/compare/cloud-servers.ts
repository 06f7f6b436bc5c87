import type { Openstack, Row } from './command.ts'
import type { Records } from './difference.ts'

/** Nova's numbers for the power state, in the words of src/lib/model.ts (nova/objects/fields.py, InstancePowerState). */
const POWER_STATES: Record<number, string> = {
  0: 'NOSTATE',
  1: 'Running',
  3: 'Paused',
  4: 'Shutdown',
  6: 'Crashed',
  7: 'Suspended',
}
const COLUMNS = [
  'ID',
  'Name',
  'Status',
  'Task State',
  'Power State',
  'Networks',
  'Image Name',
  'Image ID',
  'Flavor Name',
  'Flavor ID',
  'Availability Zone',
  'Host',
  'Properties',
  'Project ID',
  'User ID',
  'Created At',
]

/** Every server, soft-deleted ones included, with the size of its flavor. */
export async function readServers(openstack: Openstack): Promise<Records> {
  const list = ['server', 'list', '--all-projects', '--long', ...COLUMNS.flatMap((column) => ['-c', column])]
  const [live, softDeleted, flavors] = await Promise.all([
    openstack(...list),
    openstack(...list, '--deleted', '--status', 'SOFT_DELETED'),
    openstack('flavor', 'list', '--all'),
  ])
  const sizes = new Map(flavors.map((flavor) => [flavor['ID'], flavor]))
  return new Map([...live, ...softDeleted].map((row) => [String(row['ID']), toServer(row, sizes)]))
}

function toServer(row: Row, sizes: Map<unknown, Row>) {
  const bootedFromVolume = String(row['Image ID']).startsWith('N/A')
  const size = sizes.get(row['Flavor ID'])
  return {
    name: row['Name'],
    status: row['Status'],
    taskState: row['Task State'] ?? null,
    powerState: POWER_STATES[Number(row['Power State'])],
    networks: toNetworks(row['Networks'] as Record<string, string[]>),
    imageName: bootedFromVolume ? '' : row['Image Name'],
    imageId: bootedFromVolume ? '' : row['Image ID'],
    flavorName: row['Flavor Name'],
    flavorId: row['Flavor ID'],
    // '' for a server on no host, which the command does not tell from one without a zone.
    availabilityZone: row['Availability Zone'] === '' ? null : row['Availability Zone'],
    // The list shows the service's host; `server show` and the oracle tell the hypervisor's name.
    serviceHost: row['Host'],
    metadata: row['Properties'],
    projectId: row['Project ID'],
    vcpus: size?.['VCPUs'],
    memoryMb: size?.['RAM'],
  }
}

/** Names in order and addresses sorted, because neither order means anything. */
function toNetworks(addresses: Record<string, string[]>) {
  return Object.entries(addresses)
    .map(([network, list]) => ({ network, addresses: [...list].sort() }))
    .sort((a, b) => (a.network < b.network ? -1 : 1))
}

/** What only `server show` tells: lock, description, attached volumes, times. A request a server, so for a few of them. */
export async function readServerDetails(openstack: Openstack, ids: string[]): Promise<Records> {
  const rows = await Promise.all(
    ids.map((id) => openstack('--os-compute-api-version', '2.73', 'server', 'show', id)),
  )
  return new Map(rows.flat().map((row) => [String(row['id']), toDetails(row)]))
}

function toDetails(row: Row) {
  return {
    locked: row['locked'],
    description: row['description'],
    keyName: row['key_name'],
    vmState: row['OS-EXT-STS:vm_state'],
    userId: row['user_id'],
    serviceHost: row['OS-EXT-SRV-ATTR:host'],
    host: row['OS-EXT-SRV-ATTR:hypervisor_hostname'],
    createdAt: Date.parse(String(row['created'])),
    volumeIds: (row['volumes_attached'] as { id: string }[]).map((volume) => volume.id).sort(),
  }
}
