import type { Aggregate, Instance, Snapshot, Volume } from '../../../src/lib/model.ts'
import type { Fields, Records } from './difference.ts'

type Keyed<T> = (item: T) => [string, Fields]

/** A snapshot's lists as records with the same ids and fields as the cloud's side; a list that was not collected is empty. */
export function recordsOf(snapshot: Snapshot): Record<string, Records> {
  return {
    servers: index(snapshot.instances, (item) => [item.id, serverFields(item)]),
    flavors: index(snapshot.flavors, (item) => [item.id, { ...item }]),
    hypervisors: index(snapshot.hypervisors, (item) => [item.name, { ...item }]),
    services: index(snapshot.services?.filter((item) => item.binary.startsWith('nova-')) ?? null, (item) => [
      `${item.binary} ${item.host}`,
      { ...item },
    ]),
    aggregates: index(snapshot.aggregates, (item) => [item.id, aggregateFields(item)]),
    zones: index(snapshot.zones?.filter((item) => item.name !== 'internal') ?? null, (item) => [
      item.name,
      { ...item, hosts: [...item.hosts].sort() },
    ]),
    'server groups': index(snapshot.serverGroups, (item) => [
      item.id,
      { ...item, memberIds: [...item.memberIds].sort() },
    ]),
    migrations: index(snapshot.migrations, (item) => [item.uuid, { ...item }]),
    projects: index(snapshot.projects, (item) => [item.id, { ...item }]),
    quotas: index(snapshot.quotas, (item) => [item.projectId, { ...item }]),
    providers: index(snapshot.providers, (item) => [item.uuid, { ...item }]),
    volumes: index(snapshot.volumes, (item) => [item.id, volumeFields(item)]),
    snapshots: index(snapshot.volumeSnapshots, (item) => [item.id, { ...item }]),
    'volume types': index(snapshot.volumeTypes, (item) => [item.id, { ...item }]),
    images: index(snapshot.images, (item) => [item.id, { ...item }]),
    ceph: cephRecords(snapshot),
  }
}

/** Also holds what `server show` tells, with the creation time as a number because the APIs print it in two forms. */
function serverFields(instance: Instance): Fields {
  const networks = instance.networks
    .map((item) => ({ network: item.network, addresses: [...item.addresses].sort() }))
    .sort((a, b) => (a.network < b.network ? -1 : 1))
  return {
    ...instance,
    networks,
    createdAt: Date.parse(instance.createdAt ?? ''),
    volumeIds: [...(instance.volumeIds ?? [])].sort(),
  }
}

/** The command moves the zone out of the metadata, where Nova keeps it. */
function aggregateFields(aggregate: Aggregate): Fields {
  const { availability_zone: _zone, ...metadata } = aggregate.metadata
  return { ...aggregate, hosts: [...aggregate.hosts].sort(), metadata }
}

function volumeFields(volume: Volume): Fields {
  const attachments = volume.attachments
    .map(({ attachedAt: _unused, ...rest }) => rest)
    .sort((a, b) => (a.serverId < b.serverId ? -1 : 1))
  return { ...volume, attachments }
}

function cephRecords(snapshot: Snapshot): Records {
  const [cluster] = snapshot.storage ?? []
  if (cluster === undefined) return new Map()
  return new Map<string, Fields>([
    ['raw storage', { ...cluster.total }],
    ...index(cluster.pools, (pool) => [`pool ${pool.name}`, { ...pool }]),
  ])
}

function index<T>(items: T[] | null, toRecord: Keyed<T>): Records {
  return new Map((items ?? []).map(toRecord))
}
