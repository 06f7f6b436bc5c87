import { formatStamp, Refusal, type Routes } from '../http.ts'
import type { Migration, ServerGroup } from '../world/entities.ts'
import {
  checkQuery,
  type ComputeRequest,
  linkNext,
  linkSelf,
  readLimit,
  requireAdmin,
} from './compute-request.ts'
import { isAdmin } from './tokens.ts'

export const listingRoutes: Routes<ComputeRequest> = [
  ['os-migrations', listMigrations],
  ['os-server-groups', listServerGroups],
]

const known = [
  'limit',
  'marker',
  'status',
  'host',
  'instance_uuid',
  'source_compute',
  'migration_type',
  'changes-since',
  'changes-before',
  'user_id',
  'project_id',
  'hidden',
]

function listMigrations(request: ComputeRequest) {
  requireAdmin(request, 'os-migrations:index')
  const { query, minor, cloud } = request
  checkQuery(request, known, 59)
  const limit = minor >= 59 ? readLimit(request) : Number.POSITIVE_INFINITY
  const marker = minor >= 59 ? query.get('marker') : null
  if (marker !== null && !cloud.world.migrations.get(marker)) {
    throw new Refusal(400, `Marker ${marker} could not be found.`)
  }
  const page: Migration[] = []
  for (const migration of cloud.world.migrations.newestFirst(marker ?? undefined)) {
    if (page.length >= limit) break
    if (matches(request, migration)) page.push(migration)
  }
  const next = linkNext(request, 'migrations', limit, { length: page.length, lastId: page.at(-1)?.id })
  return { migrations: page.map((migration) => describeMigration(request, migration)), ...next }
}

function matches({ query }: ComputeRequest, migration: Migration): boolean {
  const host = query.get('host')
  return (
    (query.get('status') ?? migration.status) === migration.status &&
    (query.get('instance_uuid') ?? migration.server.id) === migration.server.id &&
    (query.get('migration_type') ?? migration.type) === migration.type &&
    (query.get('source_compute') ?? migration.source.name) === migration.source.name &&
    (host === null || host === migration.source.name || host === migration.destination.name)
  )
}

function describeMigration(request: ComputeRequest, migration: Migration) {
  const { minor } = request
  const live =
    migration.type === 'live-migration' &&
    ['queued', 'preparing', 'running', 'post-migrating'].includes(migration.status)
  return {
    id: migration.number,
    ...(minor >= 59 ? { uuid: migration.id } : {}),
    source_compute: migration.source.name,
    dest_compute: migration.destination.name,
    source_node: migration.source.node,
    dest_node: migration.destination.node,
    dest_host: migration.destination.ip,
    old_instance_type_id: migration.oldFlavor.number,
    new_instance_type_id: migration.newFlavor.number,
    instance_uuid: migration.server.id,
    status: migration.status,
    ...(minor >= 23 ? { migration_type: migration.type } : {}),
    ...(minor >= 80 ? { user_id: migration.server.userId, project_id: migration.server.projectId } : {}),
    created_at: formatStamp(migration.created),
    updated_at: formatStamp(migration.updated),
    ...(minor >= 23 && live
      ? { links: linkSelf(request, `servers/${migration.server.id}/migrations`, String(migration.number)) }
      : {}),
  }
}

/** Paged by offset, without links: only an empty page ends it. */
function listServerGroups(request: ComputeRequest) {
  checkQuery(request, ['all_projects', 'limit', 'offset'])
  const { query, token, cloud } = request
  const everywhere = query.has('all_projects') && isAdmin(token)
  const groups = cloud.world.serverGroups.filter(
    (group) => everywhere || group.projectId === token.project?.id,
  )
  const offset = Number(query.get('offset') ?? 0)
  const page = groups.slice(offset, offset + readLimit(request))
  return { server_groups: page.map((group) => describeGroup(request, group)) }
}

function describeGroup({ minor, cloud }: ComputeRequest, group: ServerGroup) {
  const policy =
    minor >= 64 ? { policy: group.policy, rules: {} } : { policies: [group.policy], metadata: {} }
  const owner = minor >= 13 ? { project_id: group.projectId, user_id: group.userId } : {}
  // Deleted members are not shown.
  const members = group.memberIds.filter((id) => cloud.world.servers.get(id))
  return { id: group.id, name: group.name, ...policy, members, ...owner }
}
