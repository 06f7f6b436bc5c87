import type { Hypervisor, Service } from '../../src/lib/model.ts'
import { parseHypervisor } from '../openstack/hypervisors.ts'
import { asText, type JsonRecord } from '../openstack/json.ts'
import type { Reading } from '../sources/reading.ts'
import { describeFailures, showEach } from './ask-each.ts'
import { askPages } from './ask-pages.ts'
import type { OpenstackCommand } from './client.ts'

/**
 * Every host with its counters. `show` asks the host itself for its uptime, so that it fails for one that is down: of that the
 * list and Nova's services tell what they know.
 */
export async function readHypervisors(
  openstack: OpenstackCommand,
  version: readonly string[],
  getServices: () => Promise<readonly Service[]>,
): Promise<Reading<Hypervisor[]>> {
  const rows = await askPages(openstack, ['hypervisor', 'list', '--long'], version)
  const ids = rows.map((row) => asText(row['ID']))
  const { shown, failures } = await showEach(openstack, ['hypervisor'], ids, version)
  const services = await getServices().catch(() => [])
  const byHost = new Map(
    services.filter(({ binary }) => binary === 'nova-compute').map((service) => [service.host, service]),
  )
  for (const row of rows) if (row['State'] === 'down') failures.delete(asText(row['ID']))
  const value = rows.map((row) => {
    const details = shown.get(asText(row['ID']))
    const host = asText(details?.['service_host'] ?? row['Hypervisor Hostname'])
    return parseHypervisor({
      ...toListedRow(row),
      ...(details && toShownFields(details)),
      ...toServiceFields(byHost.get(host), details),
    })
  })
  return { value, shortfall: describeFailures('hypervisor', failures) }
}

function toListedRow(row: JsonRecord): JsonRecord {
  return {
    id: row['ID'],
    hypervisor_hostname: row['Hypervisor Hostname'],
    hypervisor_type: row['Hypervisor Type'],
    host_ip: row['Host IP'],
    state: row['State'],
    vcpus_used: row['vCPUs Used'],
    vcpus: row['vCPUs'],
    memory_mb_used: row['Memory MB Used'],
    memory_mb: row['Memory MB'],
  }
}

/** Without the uptime, which is the API's only where it has no counters. Newer commands call disks as openstacksdk does. */
function toShownFields(details: JsonRecord): JsonRecord {
  return {
    hypervisor_version: details['hypervisor_version'],
    local_gb: details['local_gb'] ?? details['local_disk_size'],
    local_gb_used: details['local_gb_used'] ?? details['local_disk_used'],
    running_vms: details['running_vms'],
    cpu_info: details['cpu_info'],
  }
}

/** A service of the hypervisor's own name is its own, where nothing else tells. */
function toServiceFields(service: Service | undefined, details: JsonRecord | undefined): JsonRecord {
  const host = details?.['service_host'] ?? service?.host
  const status = service && (service.enabled ? 'enabled' : 'disabled')
  return {
    status: details?.['status'] ?? status,
    service: { host, disabled_reason: service?.disabledReason },
  }
}
