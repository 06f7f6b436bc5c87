import { formatStamp, Refusal, type Routes } from '../http.ts'
import { poolCapacity } from '../world/ceph.ts'
import type { VolumePool } from '../world/storage.ts'
import { isAdmin } from './tokens.ts'
import { requireVolumeAdmin, type VolumeRequest } from './volume-request.ts'

export const volumeAdminRoutes: Routes<VolumeRequest> = [
  ['scheduler-stats/get_pools', listPools],
  ['os-services', listServices],
  ['os-quota-sets/:id', showQuota],
  ['limits', showLimits],
  [
    'os-availability-zone',
    () => ({ availabilityZoneInfo: [{ zoneName: 'nova', zoneState: { available: true } }] }),
  ],
]

function listPools(request: VolumeRequest) {
  requireVolumeAdmin(request, 'scheduler_extension:scheduler_stats:get_pools')
  const detailed = ['1', 'true'].includes(request.query.get('detail')?.toLowerCase() ?? '')
  return { pools: request.cloud.world.volumePools.map((pool) => describePool(request, pool, detailed)) }
}

function describePool({ cloud }: VolumeRequest, pool: VolumePool, detailed: boolean) {
  if (!detailed) return { name: pool.name }
  const { total, free } = poolCapacity(cloud.world, pool)
  let allocated = 0
  for (const volume of cloud.world.volumes.newestFirst())
    if (volume.pool === pool) allocated += volume.sizeGib
  const capabilities = {
    pool_name: pool.backend,
    total_capacity_gb: total,
    free_capacity_gb: free,
    provisioned_capacity_gb: allocated,
    allocated_capacity_gb: allocated,
    reserved_percentage: 0,
    max_over_subscription_ratio: '20.0',
    thin_provisioning_support: true,
    thick_provisioning_support: false,
    multiattach: true,
    QoS_support: false,
    volume_backend_name: pool.backend,
    storage_protocol: pool.sizeless ? 'nfs' : 'ceph',
    vendor_name: 'Open Source',
    driver_version: '1.2.0',
    timestamp: formatStamp(cloud.world.now - 20_000),
    filter_function: null,
    goodness_function: null,
  }
  return { name: pool.name, capabilities }
}

function listServices(request: VolumeRequest) {
  requireVolumeAdmin(request, 'volume_extension:services:index')
  const { minor, cloud } = request
  const common = {
    zone: 'nova',
    status: 'enabled',
    state: 'up',
    updated_at: formatStamp(cloud.world.now - 5000),
  }
  const cluster = minor >= 7 ? { cluster: null } : {}
  const scheduler = {
    binary: 'cinder-scheduler',
    host: 'cinder-01',
    ...common,
    ...cluster,
    disabled_reason: null,
  }
  const volumes = cloud.world.volumePools.map((pool) => ({
    binary: 'cinder-volume',
    host: pool.name.split('#')[0],
    ...common,
    ...(minor >= 49 ? { backend_state: 'up' } : {}),
    ...cluster,
    disabled_reason: null,
    replication_status: 'disabled',
    active_backend_id: null,
    frozen: false,
  }))
  return { services: [scheduler, ...volumes] }
}

/** Cinder does not ask Keystone: a project that nobody knows has the default quota. */
function showQuota(request: VolumeRequest, id = '') {
  const { token, query } = request
  if (!isAdmin(token) && token.project?.id !== id) {
    throw new Refusal(403, "Policy doesn't allow volume_extension:quotas:show to be performed.")
  }
  const limits = limitsOf(request, id)
  if (!['1', 'true'].includes(query.get('usage')?.toLowerCase() ?? ''))
    return { quota_set: { ...limits, id } }
  const used = usageOf(request, id)
  const sets = Object.entries(limits).map(([key, limit]) => [
    key,
    { limit, in_use: used[key] ?? 0, reserved: 0 },
  ])
  return { quota_set: { ...Object.fromEntries(sets), id } }
}

function limitsOf({ cloud: { world } }: VolumeRequest, projectId: string): Record<string, number> {
  const quota = world.projects.find((project) => project.id === projectId)?.quota
  const byType = [...world.volumeTypes.newestFirst()].flatMap(({ name }) => [
    [`volumes_${name}`, -1],
    [`gigabytes_${name}`, -1],
    [`snapshots_${name}`, -1],
  ])
  return {
    volumes: quota?.volumes ?? 10,
    per_volume_gigabytes: -1,
    snapshots: quota?.snapshots ?? 10,
    gigabytes: quota?.gigabytes ?? 1000,
    backups: 10,
    backup_gigabytes: 1000,
    ...Object.fromEntries(byType),
    groups: 10,
  }
}

function usageOf({ cloud: { world } }: VolumeRequest, projectId: string): Record<string, number> {
  const used: Record<string, number> = {}
  const add = (key: string, amount: number) => {
    used[key] = (used[key] ?? 0) + amount
  }
  for (const volume of world.volumes.newestFirst()) {
    if (volume.projectId !== projectId) continue
    add('volumes', 1)
    add('gigabytes', volume.sizeGib)
    if (volume.type) add(`volumes_${volume.type.name}`, 1)
    if (volume.type) add(`gigabytes_${volume.type.name}`, volume.sizeGib)
  }
  return used
}

function showLimits() {
  const absolute = {
    maxTotalVolumes: 100,
    maxTotalSnapshots: 100,
    maxTotalVolumeGigabytes: 10_000,
    maxTotalBackups: 10,
    maxTotalBackupGigabytes: 1000,
    totalVolumesUsed: 0,
    totalGigabytesUsed: 0,
    totalSnapshotsUsed: 0,
    totalBackupsUsed: 0,
    totalBackupGigabytesUsed: 0,
  }
  return { limits: { rate: [], absolute } }
}
