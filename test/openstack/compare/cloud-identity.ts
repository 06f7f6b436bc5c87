import type { Openstack, Row } from './command.ts'
import type { Records } from './difference.ts'

export async function readProjects(openstack: Openstack): Promise<Records> {
  const [projects, domains] = await Promise.all([
    openstack('project', 'list', '--long'),
    openstack('domain', 'list'),
  ])
  const domainNames = new Map(domains.map((domain) => [domain['ID'], domain['Name']]))
  return new Map(
    projects.map((row) => [
      String(row['ID']),
      {
        name: row['Name'],
        domainId: row['Domain ID'],
        domainName: domainNames.get(row['Domain ID']),
        enabled: row['Enabled'],
        description: row['Description'],
      },
    ]),
  )
}

/** Nova's and Cinder's limits of every project; -1 is unlimited. */
export async function readQuotas(openstack: Openstack): Promise<Records> {
  const projects = await openstack('project', 'list')
  const rows = await Promise.all(
    projects.map(async (project): Promise<[string, Row]> => {
      const id = String(project['ID'])
      const [quota] = await openstack('quota', 'show', id)
      return [id, quota ?? {}]
    }),
  )
  return new Map(
    rows.map(([id, quota]) => [
      id,
      {
        instances: quota['instances'],
        vcpus: quota['cores'],
        memoryMb: quota['ram'],
        volumes: quota['volumes'],
        volumeGib: quota['gigabytes'],
        snapshots: quota['snapshots'],
      },
    ]),
  )
}

/** Placement's providers with their inventories and allocations. */
export async function readProviders(openstack: Openstack): Promise<Records> {
  const providers = await openstack('resource', 'provider', 'list')
  const rows = await Promise.all(
    providers.map(async (provider): Promise<[string, Record<string, unknown>]> => {
      const uuid = String(provider['uuid'])
      const [inventories, [shown]] = await Promise.all([
        openstack('resource', 'provider', 'inventory', 'list', uuid),
        openstack('resource', 'provider', 'show', '--allocations', uuid),
      ])
      const fields = {
        name: provider['name'],
        inventories: Object.fromEntries(inventories.map((row) => [row['resource_class'], toInventory(row)])),
        allocations: toAllocations(shown?.['allocations'] as Record<string, { resources: unknown }>),
      }
      return [uuid, fields]
    }),
  )
  return new Map(rows)
}

function toInventory(row: Row) {
  return {
    total: row['total'],
    reserved: row['reserved'],
    allocationRatio: row['allocation_ratio'],
    minUnit: row['min_unit'],
    maxUnit: row['max_unit'],
    stepSize: row['step_size'],
  }
}

function toAllocations(allocations: Record<string, { resources: unknown }>) {
  return Object.fromEntries(Object.entries(allocations).map(([consumer, held]) => [consumer, held.resources]))
}
