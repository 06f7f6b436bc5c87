import { Refusal, type Routes } from '../http.ts'
import type { Server } from '../world/entities.ts'
import {
  type ComputeRequest,
  linkNext,
  linkSelf,
  readLimit,
  checkQuery,
  refusePolicy,
} from './compute-request.ts'
import { describeFault, describeServer, describeStub } from './compute-server-view.ts'
import { isAdmin } from './tokens.ts'

export const serverRoutes: Routes<ComputeRequest> = [
  ['servers', (request) => listServers(request, (server) => describeBriefly(request, server), 'index')],
  [
    'servers/detail',
    (request) => listServers(request, (server) => describeServer(request, server), 'detail'),
  ],
  ['servers/:id', showServer],
]

const filters = [
  'all_tenants',
  'changes-before',
  'changes-since',
  'deleted',
  'flavor',
  'host',
  'image',
  'ip',
  'limit',
  'locked',
  'marker',
  'name',
  'node',
  'project_id',
  'sort_dir',
  'sort_key',
  'status',
  'tags',
  'tenant_id',
  'user_id',
  'uuid',
  'availability_zone',
  'vm_state',
  'power_state',
  'task_state',
  'key_name',
  'description',
  'hostname',
] as const

const truthy = ['1', 't', 'true', 'on', 'y', 'yes', '']
const falsy = ['0', 'f', 'false', 'off', 'n', 'no']
const words = ['0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes']

/** Every status that some server state maps to (nova/api/openstack/common.py, _STATE_MAP). */
const statuses = new Set([
  'ACTIVE',
  'REBOOT',
  'HARD_REBOOT',
  'PASSWORD',
  'REBUILD',
  'MIGRATING',
  'RESIZE',
  'BUILD',
  'SHUTOFF',
  'VERIFY_RESIZE',
  'REVERT_RESIZE',
  'PAUSED',
  'SUSPENDED',
  'RESCUE',
  'ERROR',
  'DELETED',
  'SOFT_DELETED',
  'SHELVED',
  'SHELVED_OFFLOADED',
])

function listServers(request: ComputeRequest, describe: (server: Server) => object, policy: string) {
  checkServerQuery(request)
  const { query, cloud } = request
  const everywhere = readAllTenants(query.get('all_tenants'))
  if (everywhere && !isAdmin(request.token)) refusePolicy(`servers:${policy}:get_all_tenants`)
  const keep = makeFilter(request, everywhere)
  const deleted = readDeleted(request)
  const limit = readLimit(request)
  const source = deleted ? cloud.world.deletedServers : cloud.world.servers
  const marker = query.get('marker')
  if (marker !== null && !cloud.world.servers.get(marker) && !cloud.world.deletedServers.get(marker)) {
    throw new Refusal(400, `marker [${marker}] not found`)
  }
  const page: Server[] = []
  if (limit > 0) {
    for (const server of source.newestFirst(marker ?? undefined)) {
      if (keep(server)) page.push(server)
      if (page.length === limit) break
    }
  }
  const next = linkNext(request, 'servers', limit, { length: page.length, lastId: page.at(-1)?.id })
  return { servers: page.map(describe), ...next }
}

function checkServerQuery(request: ComputeRequest): void {
  checkQuery(request, filters, Number.POSITIVE_INFINITY)
  for (const key of request.minor >= 75 ? request.query.keys() : []) {
    if (filters.some((known) => known === key)) continue
    throw new Refusal(400, `'${key}' does not match any of the regexes: '^_'`)
  }
  for (const key of ['changes-since', 'changes-before']) {
    const value = request.query.get(key)
    if (value === null || !Number.isNaN(Date.parse(value))) continue
    throw new Refusal(
      400,
      `Invalid input for query parameters ${key}. Value: ${value}. '${value}' is not a 'date-time'`,
    )
  }
}

function readAllTenants(value: string | null): boolean {
  const word = value?.trim().toLowerCase()
  if (word === undefined || falsy.includes(word)) return false
  if (truthy.includes(word)) return true
  const known = words.map((each) => `'${each}'`).join(', ')
  throw new Refusal(400, `Unrecognized value '${value}', acceptable values are: ${known}`)
}

/** Deleted and soft-deleted servers are listed together, and only on demand. */
function readDeleted({ query, token }: ComputeRequest): boolean {
  const wanted = query.getAll('status').map((status) => status.toUpperCase())
  if (wanted.length === 1 && wanted[0] === 'DELETED') {
    if (!isAdmin(token)) throw new Refusal(403, 'Only administrators may list deleted instances')
    return true
  }
  // Others may ask, and the question is ignored.
  return isAdmin(token) && truthy.includes(query.get('deleted')?.toLowerCase() ?? 'false')
}

function makeFilter(request: ComputeRequest, everywhere: boolean): (server: Server) => boolean {
  const { query, token, minor, cloud } = request
  const wanted = query.getAll('status').map((status) => status.toUpperCase())
  const unknown = wanted.length > 0 && !wanted.some((status) => statuses.has(status))
  if (unknown && minor >= 38) throw new Refusal(400, 'Invalid status value')
  const project = everywhere ? (query.get('project_id') ?? query.get('tenant_id')) : (token.project?.id ?? '')
  const since = Date.parse(query.get('changes-since') ?? '')
  const admin = isAdmin(token)
  const tests: ((server: Server) => boolean)[] = []
  if (wanted.length > 0) tests.push((server) => wanted.includes(server.status))
  if (project !== null) tests.push((server) => server.projectId === project)
  if (!Number.isNaN(since)) tests.push((server) => server.updated >= since)
  const add = (key: string, value: (server: Server) => string | undefined) => {
    const text = query.get(key)
    if (text !== null) tests.push((server) => value(server) === text)
  }
  add('uuid', (server) => server.id)
  add('user_id', (server) => server.userId)
  add('flavor', (server) => server.flavor.id)
  add('image', (server) => server.imageId ?? undefined)
  if (admin) add('host', (server) => server.host?.name)
  if (admin) add('node', (server) => server.host?.node)
  const name = query.get('name')
  if (name !== null) tests.push((server) => server.name.toLowerCase().includes(name.toLowerCase()))
  // Before 2.69 a cell that is down just lacks its servers.
  if (cloud.cellDown && minor < 69) tests.push((server) => server.host?.cell !== 2)
  return (server) => tests.every((test) => test(server))
}

function describeBriefly(request: ComputeRequest, server: Server) {
  if (request.cloud.cellDown && server.host?.cell === 2) return describeStub(request, server)
  return { id: server.id, name: server.name, links: linkSelf(request, 'servers', server.id) }
}

function showServer(request: ComputeRequest, id = '') {
  const { world } = request.cloud
  const found = world.servers.get(id) ?? world.deletedServers.get(id)
  const hidden =
    found?.status === 'DELETED' || (!isAdmin(request.token) && found?.projectId !== request.token.project?.id)
  if (!found || hidden) throw new Refusal(404, `Instance ${id} could not be found.`)
  const groups = world.serverGroups.filter((group) => group.memberIds.includes(id)).map((group) => group.id)
  const server = { ...describeServer(request, found), ...describeFault(request, found) }
  return { server: request.minor >= 71 ? { ...server, server_groups: groups } : server }
}
