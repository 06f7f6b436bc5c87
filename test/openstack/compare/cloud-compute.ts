import type { Openstack } from './command.ts'
import type { Records } from './difference.ts'

/** Private flavors included; the command prints '' for a swap of 0. */
export async function readFlavors(openstack: Openstack): Promise<Records> {
  const rows = await openstack('flavor', 'list', '--all', '--long')
  return new Map(
    rows.map((row) => [
      String(row['ID']),
      {
        name: row['Name'],
        memoryMb: row['RAM'],
        rootGib: row['Disk'],
        ephemeralGib: row['Ephemeral'],
        vcpus: row['VCPUs'],
        isPublic: row['Is Public'],
        swapMb: Number(row['Swap']),
        rxtxFactor: row['RXTX Factor'],
        properties: row['Properties'],
      },
    ]),
  )
}

export async function readHypervisors(openstack: Openstack): Promise<Records> {
  const rows = await openstack('hypervisor', 'list', '--long')
  return new Map(
    rows.map((row) => [
      String(row['Hypervisor Hostname']),
      {
        type: row['Hypervisor Type'],
        ip: row['Host IP'],
        state: row['State'],
        vcpusUsed: row['vCPUs Used'],
        vcpus: row['vCPUs'],
        memoryMbUsed: row['Memory MB Used'],
        memoryMb: row['Memory MB'],
      },
    ]),
  )
}

/** Nova's services by binary and host. */
export async function readServices(openstack: Openstack): Promise<Records> {
  const rows = await openstack('compute', 'service', 'list', '--long')
  return new Map(
    rows.map((row) => [
      `${String(row['Binary'])} ${String(row['Host'])}`,
      {
        zone: row['Zone'],
        state: row['State'],
        enabled: row['Status'] === 'enabled',
        disabledReason: row['Disabled Reason'] ?? null,
      },
    ]),
  )
}

export async function readAggregates(openstack: Openstack): Promise<Records> {
  const rows = await openstack('aggregate', 'list', '--long')
  return new Map(
    rows.map((row) => [
      String(row['ID']),
      {
        name: row['Name'],
        availabilityZone: row['Availability Zone'],
        hosts: [...(row['Hosts'] as string[])].sort(),
        metadata: row['Properties'],
      },
    ]),
  )
}

/** Zones with their compute hosts; the internal zone is where Nova's other services live. */
export async function readZones(openstack: Openstack): Promise<Records> {
  const rows = await openstack('availability', 'zone', 'list', '--compute', '--long')
  const zones: Records = new Map()
  for (const row of rows) {
    const name = String(row['Zone Name'])
    const hosts = rows
      .filter((other) => other['Zone Name'] === name)
      .map((other) => String(other['Host Name']))
    zones.set(name, { available: row['Zone Status'] === 'available', hosts: [...new Set(hosts)].sort() })
  }
  zones.delete('internal')
  return zones
}

export async function readServerGroups(openstack: Openstack): Promise<Records> {
  const rows = await openstack(
    '--os-compute-api-version',
    '2.64',
    'server',
    'group',
    'list',
    '--all-projects',
    '--long',
  )
  return new Map(
    rows.map((row) => [
      String(row['ID']),
      {
        name: row['Name'],
        policy: row['Policy'],
        projectId: row['Project Id'],
        memberIds: listOf(row['Members']),
      },
    ]),
  )
}

/** In progress: the statuses that Nova itself does not count as ended (nova/db/main/api.py, migration_get_in_progress_*). */
const ENDED = new Set(['confirmed', 'reverted', 'error', 'failed', 'completed', 'cancelled', 'done'])

export async function readMigrations(openstack: Openstack): Promise<Records> {
  const rows = await openstack('--os-compute-api-version', '2.80', 'server', 'migration', 'list')
  return new Map(
    rows
      .filter((row) => !ENDED.has(String(row['Status'])))
      .map((row) => [
        String(row['UUID']),
        {
          instanceId: row['Server UUID'],
          type: row['Type'],
          status: row['Status'],
          sourceNode: row['Source Node'],
          destinationNode: row['Dest Node'],
        },
      ]),
  )
}

function listOf(value: unknown): string[] {
  const items =
    typeof value === 'string' ? value.split(', ').filter((item) => item !== '') : (value as string[])
  return [...items].sort()
}
