import type { ApiRequest } from '../openstack/client.ts'
import { volumeVersion } from '../openstack/cinder.ts'
import { asRecord, asRecords } from '../openstack/json.ts'
import type { SubjectName } from '../sources/reading.ts'

/** One small request that needs the same right as a whole subject. */
export interface Probe {
  subject: SubjectName
  request: ApiRequest
  /** What an answer shows to be missing although it is a success; '' where nothing. */
  judge?(answer: unknown): string
}

const nova = { min: '2.53', max: '2.87' }

function ask(
  subject: SubjectName,
  service: ApiRequest['service'],
  path: string,
  query: Record<string, string> = {},
): Probe {
  const versions = { compute: nova, placement: { min: '1.19', max: '1.39' }, volume: volumeVersion }
  const version =
    service === 'compute' || service === 'placement' || service === 'volume' ? versions[service] : null
  return { subject, request: { service, path, query, ...(version && { version }) } }
}

export const probes: readonly Probe[] = [
  {
    ...ask('servers', 'compute', '/servers/detail', { all_tenants: '1', limit: '1' }),
    judge: (answer) =>
      lacks(answer, 'servers', 'OS-EXT-SRV-ATTR:hypervisor_hostname')
        ? 'the host of each server is not told'
        : '',
  },
  ask('hypervisors', 'compute', '/os-hypervisors/detail', { limit: '1' }),
  ask('flavors', 'compute', '/flavors/detail', { is_public: 'None', limit: '1' }),
  ask('services', 'compute', '/os-services'),
  ask('aggregates', 'compute', '/os-aggregates'),
  ask('zones', 'compute', '/os-availability-zone/detail'),
  ask('migrations', 'compute', '/os-migrations', { limit: '1' }),
  ask('server-groups', 'compute', '/os-server-groups', { all_projects: 'True', limit: '1' }),
  ask('projects', 'identity', '/projects'),
  ask('images', 'image', '/images', { limit: '1' }),
  {
    // Cinder does not refuse "all projects" to somebody who may not: it answers with the own one's.
    ...ask('volumes', 'volume', '/volumes/detail', { all_tenants: '1', limit: '1' }),
    judge: (answer) =>
      lacks(answer, 'volumes', 'os-vol-host-attr:host') ? 'only volumes of the own project are shown' : '',
  },
  ask('volume-snapshots', 'volume', '/snapshots/detail', { all_tenants: '1', limit: '1' }),
  ask('volume-types', 'volume', '/types', { is_public: 'None', limit: '1' }),
  ask('volume-pools', 'volume', '/scheduler-stats/get_pools', { detail: 'true' }),
  ask('placement', 'placement', '/resource_providers'),
]

/** Quotas of a project other than the own one, which everybody may read. */
export function makeQuotaProbes(projectId: string): Probe[] {
  const path = `/os-quota-sets/${encodeURIComponent(projectId)}`
  return [ask('quotas', 'compute', path), ask('quotas', 'volume', path)]
}

function lacks(answer: unknown, list: string, key: string): boolean {
  const [row] = asRecords(asRecord(answer)[list])
  return row !== undefined && !(key in row)
}
