import { labelInstances, labelVolumes } from '../../collector/labels.ts'
import type { Host, Server, World } from '../../collector/demo-cloud/world/entities.ts'
import { maxAvailable, measurePools, usedBytes } from '../../collector/demo-cloud/world/ceph.ts'
import type { Volume } from '../../collector/demo-cloud/world/storage.ts'
import { parseServer } from '../../collector/openstack/servers.ts'
import { parseVolume } from '../../collector/openstack/volumes.ts'
import type { Snapshot, StorageCluster } from '../../src/lib/model.ts'

/**
 * What a collection would read now, taken from the simulated cloud's memory instead of some 350 requests: all that the history is
 * made of. The rest is of `last`, the newest real one.
 */
export function readWorld(world: World, last: Snapshot): Snapshot {
  const collectedAt = `${new Date(world.now).toISOString().slice(0, 19)}Z`
  const deleted = [...world.deletedServers.newestFirst()].filter(({ status }) => status === 'SOFT_DELETED')
  const servers = [...world.servers.newestFirst(), ...deleted].map((server) => parseServer(describe(server)))
  const hosts = new Map(world.hosts.map((host) => [host.node, host]))
  return {
    ...last,
    collectedAt,
    meta: last.meta && { ...last.meta, collectedAt },
    instances: labelInstances(servers, last),
    hypervisors: last.hypervisors.map((hypervisor) => ({
      ...hypervisor,
      ...stateOf(hosts.get(hypervisor.name)),
    })),
    volumes: labelVolumes(
      [...world.volumes.newestFirst()].map(describeVolume).map(parseVolume),
      last.projects,
    ),
    providers: (last.providers ?? []).map((provider) => {
      const now = world.providers.get(provider.uuid)
      return now ? { ...provider, allocations: Object.fromEntries(now.allocations) } : provider
    }),
    storage: last.storage?.map((cluster) => measureCluster(world, cluster)) ?? null,
  }
}

function describe(server: Server) {
  const { flavor, host } = server
  return {
    id: server.id,
    name: server.name,
    status: server.status,
    tenant_id: server.projectId,
    image: server.imageId === null ? '' : { id: server.imageId },
    flavor: {
      original_name: flavor.name,
      vcpus: flavor.vcpus,
      ram: flavor.memoryMb,
      disk: flavor.rootGib,
      ephemeral: flavor.ephemeralGib,
      extra_specs: flavor.specs,
    },
    'OS-EXT-SRV-ATTR:host': host?.name ?? null,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': host?.node ?? null,
  }
}

function stateOf(host: Host | undefined) {
  return host && { state: host.up ? ('up' as const) : ('down' as const), enabled: host.enabled }
}

function describeVolume(volume: Volume) {
  return {
    id: volume.id,
    name: volume.name,
    status: volume.status,
    size: volume.sizeGib,
    volume_type: volume.type?.name ?? null,
    'os-vol-tenant-attr:tenant_id': volume.projectId,
    attachments: volume.attachments.map(({ id, server, device }) => ({
      attachment_id: id,
      server_id: server.id,
      volume_id: volume.id,
      device,
    })),
  }
}

/** Raw use and the pools' figures, as collector/demo-cloud/services/ceph.ts counts them. */
function measureCluster(world: World, cluster: StorageCluster): StorageCluster {
  const pools = measurePools(world)
  const used = usedBytes(pools)
  const raw = (['hdd', 'ssd'] as const)
    .map((name) =>
      Math.min(world.ceph.totalBytes[name], used[name] + Math.floor(world.ceph.totalBytes[name] * 0.002)),
    )
    .reduce((sum, bytes) => sum + bytes, 0)
  const totalBytes = world.ceph.totalBytes.hdd + world.ceph.totalBytes.ssd
  const byName = new Map(pools.map((pool) => [pool.name, pool]))
  return {
    ...cluster,
    total: { ...cluster.total, totalBytes, rawUsedBytes: raw, availableBytes: totalBytes - raw },
    pools: cluster.pools.map((pool) => {
      const now = byName.get(pool.name)
      if (!now) return pool
      const free = maxAvailable(world, now.deviceClass, used)
      return {
        ...pool,
        storedBytes: now.storedBytes,
        usedBytes: now.storedBytes * 3,
        maxAvailableBytes: free,
      }
    }),
  }
}
