import type { Hypervisor } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import type { Api } from './client.ts'
import { asFilledText, asNumberOrNull, asRecord, asText, asTextOrNull, type JsonRecord } from './json.ts'
import { nextByLinks, readPages } from './pages.ts'

/** From 2.88 the counters are gone, and each host costs Nova a call to it. */
const withCounters = { min: '2.53', max: '2.87' }
const withoutCounters = { min: '2.88', max: '2.96' }

export async function readHypervisors(api: Api): Promise<Reading<Hypervisor[]>> {
  const hasCounters = await api.offers('compute', '2.53')
  const rows = await readPages(api, {
    request: {
      service: 'compute',
      path: '/os-hypervisors/detail',
      query: { limit: '1000' },
      version: hasCounters ? withCounters : withoutCounters,
    },
    key: 'hypervisors',
    next: nextByLinks('hypervisors_links'),
    parse: parseHypervisor,
  })
  return whole(rows)
}

export function parseHypervisor(row: JsonRecord): Hypervisor {
  const id = asText(row['id'])
  const service = asRecord(row['service'])
  const state = asText(row['state'])
  const status = asTextOrNull(row['status'])
  return {
    id,
    name: asText(row['hypervisor_hostname']),
    type: asText(row['hypervisor_type']),
    ip: asText(row['host_ip']),
    state: state === 'up' || state === 'down' ? state : 'unknown',
    vcpusUsed: asNumberOrNull(row['vcpus_used']),
    vcpus: asNumberOrNull(row['vcpus']),
    memoryMbUsed: asNumberOrNull(row['memory_mb_used']),
    memoryMb: asNumberOrNull(row['memory_mb']),
    uuid: id,
    serviceHost: asFilledText(service['host']),
    enabled: status === null ? null : status === 'enabled',
    disabledReason: asFilledText(service['disabled_reason']),
    version: asTextOrNull(row['hypervisor_version']),
    localGib: asNumberOrNull(row['local_gb']),
    localGibUsed: asNumberOrNull(row['local_gb_used']),
    runningInstances: asNumberOrNull(row['running_vms']),
    cpuModel: asFilledText(asRecord(row['cpu_info'])['model']),
    uptime: asFilledText(row['uptime']),
  }
}
