import { formatStamp, Refusal, type Routes } from '../http.ts'
import type { Aggregate, Host } from '../world/entities.ts'
import { fixedId } from './catalog.ts'
import { checkQuery, type ComputeRequest, requireAdmin } from './compute-request.ts'

export const hostRoutes: Routes<ComputeRequest> = [
  ['os-services', listServices],
  ['os-aggregates', listAggregates],
  ['os-aggregates/:id', showAggregate],
  ['os-availability-zone', listZones],
  ['os-availability-zone/detail', listZonesInDetail],
]

const controllers = ['sgp1-ctl01', 'sgp1-ctl02', 'sgp1-ctl03'] as const

function listServices(request: ComputeRequest) {
  requireAdmin(request, 'os-services:list')
  checkQuery(request, ['binary', 'host'])
  const { query, minor, cloud } = request
  const common = (updated: number, up: boolean) => ({
    state: up ? 'up' : 'down',
    updated_at: formatStamp(updated),
  })
  const control = controllers.flatMap((host, index) =>
    ['nova-scheduler', 'nova-conductor'].map((binary, kind) => ({
      binary,
      host,
      id: minor >= 53 ? uuidOf(`${binary}/${host}`) : index * 2 + kind + 1,
      zone: 'internal',
      status: 'enabled',
      ...common(cloud.world.now - 4000, true),
      disabled_reason: null,
    })),
  )
  const compute = cloud.world.hosts
    .filter((host) => !cloud.cellDown || host.cell === 1)
    .map((host) => ({
      binary: 'nova-compute',
      host: host.name,
      id: minor >= 53 ? host.serviceUuid : host.number + 4,
      zone: host.zone ?? 'nova',
      status: host.enabled ? 'enabled' : 'disabled',
      ...common(cloud.world.now - (host.up ? 6000 : 5_400_000), host.up),
      disabled_reason: host.disabledReason,
    }))
  const services = [...control, ...compute]
    .filter((service) => (query.get('binary') ?? service.binary) === service.binary)
    .filter((service) => (query.get('host') ?? service.host) === service.host)
  return {
    services: minor >= 11 ? services.map((service) => ({ ...service, forced_down: false })) : services,
  }
}

function uuidOf(name: string): string {
  const digits = fixedId(name)
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`
}

function listAggregates(request: ComputeRequest) {
  requireAdmin(request, 'os-aggregates:index')
  return {
    aggregates: request.cloud.world.aggregates.map((aggregate) => describeAggregate(request, aggregate)),
  }
}

function showAggregate(request: ComputeRequest, id = '') {
  requireAdmin(request, 'os-aggregates:show')
  const aggregate = request.cloud.world.aggregates.find((candidate) => String(candidate.number) === id)
  if (!aggregate) throw new Refusal(404, `Aggregate ${id} could not be found.`)
  return { aggregate: describeAggregate(request, aggregate) }
}

function describeAggregate({ minor }: ComputeRequest, aggregate: Aggregate) {
  return {
    id: aggregate.number,
    ...(minor >= 41 ? { uuid: aggregate.uuid } : {}),
    name: aggregate.name,
    hosts: aggregate.hosts.map((host) => host.name),
    metadata: aggregate.metadata,
    created_at: formatStamp(aggregate.created),
    updated_at: null,
    deleted_at: null,
    deleted: false,
    availability_zone: aggregate.metadata['availability_zone'] ?? null,
  }
}

/** Hosts by zone. A disabled host is in none; a zone of disabled hosts is not available. */
function groupZones({ cloud }: ComputeRequest): Map<string, Host[]> {
  const zones = new Map<string, Host[]>()
  for (const host of cloud.world.hosts) {
    const name = host.zone ?? 'nova'
    const hosts = zones.get(name) ?? []
    zones.set(name, hosts)
    if (host.enabled) hosts.push(host)
  }
  return new Map([...zones].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function listZones(request: ComputeRequest) {
  const zones = [...groupZones(request)].map(([zoneName, hosts]) => {
    return { zoneName, zoneState: { available: hosts.length > 0 }, hosts: null }
  })
  return { availabilityZoneInfo: zones }
}

function listZonesInDetail(request: ComputeRequest) {
  requireAdmin(request, 'os-availability-zone:detail')
  const { now } = request.cloud.world
  const describe = (up: boolean, updated: number) => ({
    available: up,
    active: true,
    updated_at: formatStamp(updated),
  })
  const zones = [...groupZones(request)].map(([zoneName, hosts]) => ({
    zoneName,
    zoneState: { available: hosts.length > 0 },
    hosts:
      hosts.length === 0
        ? null
        : Object.fromEntries(
            hosts.map((host) => [
              host.name,
              { 'nova-compute': describe(host.up, now - (host.up ? 6000 : 5_400_000)) },
            ]),
          ),
  }))
  const control = controllers.map((host) => {
    const service = describe(true, now - 4000)
    return [host, { 'nova-scheduler': service, 'nova-conductor': service }] as const
  })
  const internal = {
    zoneName: 'internal',
    zoneState: { available: true },
    hosts: Object.fromEntries(control),
  }
  return { availabilityZoneInfo: [internal, ...zones] }
}
