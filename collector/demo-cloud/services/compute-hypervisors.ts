import { Refusal, type Routes } from '../http.ts'
import type { Host } from '../world/entities.ts'
import {
  afterMarker,
  checkQuery,
  type ComputeRequest,
  linkNext,
  readLimit,
  requireAdmin,
} from './compute-request.ts'

export const hypervisorRoutes: Routes<ComputeRequest> = [
  ['os-hypervisors', (request) => listHypervisors(request, describeBriefly, 'list')],
  ['os-hypervisors/detail', (request) => listHypervisors(request, describeHypervisor, 'list-detail')],
  ['os-hypervisors/statistics', sumHypervisors],
  ['os-hypervisors/:id', showHypervisor],
]

const known = ['limit', 'marker', 'with_servers', 'hypervisor_hostname_pattern']

function listHypervisors(
  request: ComputeRequest,
  describe: (request: ComputeRequest, host: Host) => object,
  policy: string,
) {
  requireAdmin(request, `os-hypervisors:${policy}`)
  const { query, minor } = request
  checkQuery(request, known, 53)
  const hosts = reachableHosts(request)
  // Paging came with 2.33; before, its parameters are ignored.
  if (minor < 33) return { hypervisors: hosts.map((host) => describe(request, host)) }
  const pattern = query.get('hypervisor_hostname_pattern')
  const matching = pattern === null ? hosts : hosts.filter((host) => host.node.includes(pattern))
  const marker = query.get('marker')
  const limit = readLimit(request)
  const id = (host: Host) => String(idOf(request, host))
  const page = afterMarker(matching, marker, id, `marker [${marker}] not found`).slice(0, limit)
  const last = page.at(-1)
  const next = linkNext(request, 'hypervisors', limit, { length: page.length, lastId: last && id(last) })
  return { hypervisors: page.map((host) => describe(request, host)), ...next }
}

/** Hosts of a cell that is down are left out. */
function reachableHosts({ cloud }: ComputeRequest): Host[] {
  return cloud.cellDown ? cloud.world.hosts.filter((host) => host.cell === 1) : cloud.world.hosts
}

function showHypervisor(request: ComputeRequest, id = '') {
  requireAdmin(request, 'os-hypervisors:show')
  if (request.minor >= 53 && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new Refusal(400, `Invalid uuid ${id}`)
  }
  const host = reachableHosts(request).find((candidate) => String(idOf(request, candidate)) === id)
  if (!host) throw new Refusal(404, `Compute host ${id} could not be found.`)
  return { hypervisor: describeHypervisor(request, host) }
}

function idOf({ minor }: ComputeRequest, host: Host): string | number {
  return minor >= 53 ? host.provider.uuid : host.number
}

function describeBriefly(request: ComputeRequest, host: Host) {
  return {
    id: idOf(request, host),
    hypervisor_hostname: host.node,
    state: host.up ? 'up' : 'down',
    status: host.enabled ? 'enabled' : 'disabled',
    ...describeServers(request, host),
  }
}

function describeServers({ minor, query }: ComputeRequest, host: Host) {
  const wanted = minor >= 53 && ['true', '1'].includes(query.get('with_servers')?.toLowerCase() ?? '')
  if (!wanted || host.servers.size === 0) return {}
  const servers = [...host.servers].map((server) => {
    return { name: `instance-${server.number.toString(16).padStart(8, '0')}`, uuid: server.id }
  })
  return { servers }
}

function describeHypervisor(request: ComputeRequest, host: Host) {
  const { minor } = request
  const serviceId = minor >= 53 ? host.serviceUuid : host.number + 4
  const { servers, ...brief } = { servers: undefined, ...describeBriefly(request, host) }
  return {
    ...brief,
    hypervisor_type: 'QEMU',
    hypervisor_version: 8_002_002,
    host_ip: host.ip,
    service: { id: serviceId, host: host.name, disabled_reason: host.disabledReason },
    ...(minor >= 88
      ? { uptime: describeUptime(host) }
      : { ...countersOf(host), cpu_info: describeCpu(minor, host) }),
    ...(servers ? { servers } : {}),
  }
}

function describeUptime(host: Host): string | null {
  // A host that is down cannot be asked.
  if (!host.up) return null
  return ` 06:11:02 up ${host.number * 3} days, 10:21,  1 user,  load average: 4.21, 4.40, 4.61`
}

/** Nova's own counters start at what is reserved for the host. */
function countersOf(host: Host) {
  const memoryUsed = host.used.memoryMb + host.reserved.memoryMb
  const diskUsed = host.used.diskGib
  return {
    vcpus: host.vcpus + host.pcpus,
    memory_mb: host.memoryMb,
    local_gb: host.diskGib,
    vcpus_used: host.used.cpus + host.reserved.vcpus,
    memory_mb_used: memoryUsed,
    local_gb_used: diskUsed,
    free_ram_mb: host.memoryMb - memoryUsed,
    // Some drivers do not tell.
    free_disk_gb: host.number % 7 === 3 ? null : host.diskGib - diskUsed,
    current_workload: 0,
    running_vms: host.servers.size,
    disk_available_least: host.number % 7 === 3 ? null : Math.floor((host.diskGib - diskUsed) / 2),
  }
}

/** A text before 2.28, an object since; nothing for a host that never reported. */
function describeCpu(minor: number, host: Host) {
  if (host.number % 11 === 10) return minor >= 28 ? {} : null
  const info = {
    arch: 'x86_64',
    model: host.cpuModel,
    vendor: host.cpuModel.startsWith('EPYC') ? 'AMD' : 'Intel',
    features: ['aes', 'avx2', 'pge', 'clflush', 'vmx'],
    topology: { cells: 2, sockets: 1, cores: (host.vcpus + host.pcpus) / 4, threads: 2 },
  }
  return minor >= 28 ? info : JSON.stringify(info)
}

function sumHypervisors(request: ComputeRequest) {
  requireAdmin(request, 'os-hypervisors:statistics')
  if (request.minor >= 88) throw new Refusal(404, 'The resource could not be found.')
  const totals: Record<string, number> = { count: 0 }
  for (const host of reachableHosts(request)) {
    if (!host.enabled) continue
    totals['count'] = (totals['count'] ?? 0) + 1
    for (const [key, value] of Object.entries(countersOf(host)))
      totals[key] = (totals[key] ?? 0) + (value ?? 0)
  }
  return { hypervisor_statistics: totals }
}
