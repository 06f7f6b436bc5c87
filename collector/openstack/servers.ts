import type { Instance, NetworkAddresses } from '../../src/lib/model.ts'
import { type Reading } from '../sources/reading.ts'
import type { Api } from './client.ts'
import {
  asBooleanOrNull,
  asFilledText,
  asNumberOrNull,
  asRecord,
  asRecords,
  asText,
  asTextMap,
  asTextOrNull,
  asTexts,
  asTime,
  type JsonRecord,
} from './json.ts'
import { nextByLinks, readPages } from './pages.ts'
import { RequestError } from './request-error.ts'
import { readServerFaults } from './server-faults.ts'

/** From 2.47 the flavor is embedded, so that a deleted or changed flavor still tells what the server has. */
const version = { min: '2.47', max: '2.96' }

/**
 * Every server of every project, those that are soft-deleted too, with the faults of those in ERROR. From 2.69 a cell that is down yields rows with little
 * more than an id: they stay, as UNKNOWN. (Compute API reference, "List Servers Detailed", "Handling Down Cells".)
 */
export async function readServers(api: Api): Promise<Reading<Instance[]>> {
  const shortfalls: string[] = []
  const seen = { rows: 0, hosts: 0 }
  const servers = await readServerPages(api, {}, seen)
  // Not before the others are read: a server that is deleted in between would be in neither list.
  const [softDeleted, { faults, shortfall }] = await Promise.all([
    readSoftDeleted(api, shortfalls),
    readServerFaults(api, servers, version),
  ])
  if (seen.rows > 0 && seen.hosts === 0) {
    shortfalls.push('the credential may not see on which host a server is')
  }
  const byId = new Map([...softDeleted, ...servers].map((server) => [server.id, server]))
  if (shortfall !== '') shortfalls.push(shortfall)
  for (const [id, faultMessage] of faults) {
    const server = byId.get(id)
    if (server) server.faultMessage = faultMessage
  }
  return { value: [...byId.values()], shortfall: shortfalls.join('; ') }
}

function readServerPages(
  api: Api,
  filter: Record<string, string>,
  seen = { rows: 0, hosts: 0 },
): Promise<Instance[]> {
  return readPages(api, {
    request: {
      service: 'compute',
      path: '/servers/detail',
      // Nova asks Neutron for the addresses of each page: larger pages make that query too long.
      query: { all_tenants: '1', limit: '500', ...filter },
      version,
    },
    key: 'servers',
    next: nextByLinks('servers_links'),
    parse(row) {
      seen.rows += 1
      if ('OS-EXT-SRV-ATTR:hypervisor_hostname' in row) seen.hosts += 1
      return parseServer(row)
    },
  })
}

async function readSoftDeleted(api: Api, shortfalls: string[]): Promise<Instance[]> {
  try {
    return await readServerPages(api, { status: 'SOFT_DELETED', deleted: 'true' })
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    shortfalls.push(`soft-deleted servers are missing: ${error.message}`)
    return []
  }
}

export function parseServer(row: JsonRecord): Instance {
  const flavor = asRecord(row['flavor'])
  return {
    project: '',
    id: asText(row['id']),
    name: asText(row['name']),
    status: asFilledText(row['status']) ?? 'UNKNOWN',
    powerState: powerStates[asNumberOrNull(row['OS-EXT-STS:power_state']) ?? -1] ?? '',
    networks: parseAddresses(row['addresses']),
    imageName: '',
    // Nova writes "" for a server that was booted from a volume.
    imageId: asText(asRecord(row['image'])['id']),
    flavorName: asText(flavor['original_name']),
    flavorId: '',
    host: asFilledText(row['OS-EXT-SRV-ATTR:hypervisor_hostname']),
    vcpus: asNumberOrNull(flavor['vcpus']),
    memoryMb: asNumberOrNull(flavor['ram']),
    projectId: asFilledText(row['tenant_id']),
    userId: asFilledText(row['user_id']),
    availabilityZone: asFilledText(row['OS-EXT-AZ:availability_zone']),
    serviceHost: asFilledText(row['OS-EXT-SRV-ATTR:host']),
    taskState: asFilledText(row['OS-EXT-STS:task_state']),
    vmState: asFilledText(row['OS-EXT-STS:vm_state']),
    createdAt: asTime(row['created']),
    updatedAt: asTime(row['updated']),
    launchedAt: asTime(row['OS-SRV-USG:launched_at']),
    rootGib: asNumberOrNull(flavor['disk']),
    ephemeralGib: asNumberOrNull(flavor['ephemeral']),
    swapMb: 'swap' in flavor ? (asNumberOrNull(flavor['swap']) ?? 0) : null,
    locked: asBooleanOrNull(row['locked']),
    description: asTextOrNull(row['description']),
    keyName: asTextOrNull(row['key_name']),
    tags: Array.isArray(row['tags']) ? asTexts(row['tags']).toSorted() : null,
    flavorSpecs: 'extra_specs' in flavor ? asTextMap(flavor['extra_specs']) : null,
    metadata: 'metadata' in row ? asTextMap(row['metadata']) : null,
    volumeIds: parseVolumeIds(row['os-extended-volumes:volumes_attached']),
    faultMessage: asFilledText(asRecord(row['fault'])['message']),
  }
}

/** nova/compute/power_state.py, in the words of the `openstack` command. */
const powerStates: Record<number, string> = {
  0: 'NOSTATE',
  1: 'Running',
  3: 'Paused',
  4: 'Shutdown',
  6: 'Crashed',
  7: 'Suspended',
}

function parseAddresses(value: unknown): NetworkAddresses[] {
  return Object.entries(asRecord(value))
    .map(([network, ports]) => ({
      network,
      addresses: asRecords(ports)
        .map((port) => asText(port['addr']))
        .filter((address) => address !== ''),
    }))
    .sort((a, b) => (a.network < b.network ? -1 : 1))
}

function parseVolumeIds(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null
  return asRecords(value)
    .map((volume) => asText(volume['id']))
    .filter((id) => id !== '')
    .toSorted()
}
