import type { Cloud, Host } from '../../cloud.ts'
import type { Instance } from '../../model.ts'
import type { AttachedVolume, Link, TableDefinition } from '../definition.ts'

/** Every instance with all that is known of it; what most people need shows, the rest is behind the chooser. */
export function instancesTable(cloud: Cloud): TableDefinition<Instance> {
  const volumesOf = memoise((instance: Instance) => attachedVolumes(cloud, instance))
  return {
    name: 'instances',
    title: 'Instances',
    noun: ['instance', 'instances'],
    idKey: 'id',
    commands: ['openstack server show {id}'],
    empty: 'The cloud has no instances.',
    sort: [
      { key: 'project', descending: false },
      { key: 'name', descending: false },
    ],
    columns: [
      { key: 'project', title: 'Project', kind: 'link', width: 160, value: (row) => projectLink(cloud, row) },
      { key: 'id', title: 'ID', kind: 'id', priority: 3, aliases: ['uuid'], value: (row) => row.id },
      {
        key: 'name',
        title: 'Name',
        kind: 'text',
        width: 210,
        aliases: ['instance'],
        value: (row) => row.name,
      },
      { key: 'status', title: 'Status', kind: 'status', width: 130, value: (row) => row.status },
      {
        key: 'power',
        title: 'Power State',
        kind: 'text',
        filter: 'choice',
        width: 110,
        priority: 3,
        aliases: ['powerstate'],
        value: (row) => row.powerState,
      },
      {
        key: 'networks',
        title: 'Networks',
        kind: 'addresses',
        priority: 2,
        aliases: ['network'],
        value: (row) => row.networks,
      },
      {
        key: 'image',
        title: 'Image',
        kind: 'text',
        filter: 'choice',
        width: 160,
        priority: 3,
        value: (row) => row.imageName,
      },
      { key: 'flavor', title: 'Flavor', kind: 'link', width: 150, priority: 2, value: flavorLink },
      {
        key: 'host',
        title: 'Host',
        kind: 'link',
        width: 130,
        priority: 2,
        value: (row) => hostLink(cloud, row),
      },
      {
        key: 'tier',
        title: 'Tier',
        kind: 'text',
        filter: 'choice',
        width: 110,
        priority: 3,
        value: (row) => tierOf(cloud, row),
      },
      {
        key: 'vcpu',
        title: 'vCPU',
        kind: 'vcpu',
        sum: true,
        aliases: ['cpu', 'vcpus'],
        value: (row) => row.vcpus,
      },
      {
        key: 'ram',
        title: 'RAM',
        kind: 'memoryMb',
        sum: true,
        aliases: ['memory'],
        value: (row) => row.memoryMb,
      },
      {
        key: 'volumes',
        title: 'Attached Volumes',
        kind: 'volumes',
        priority: 2,
        aliases: ['volume'],
        value: volumesOf,
      },
      {
        key: 'disk',
        title: 'Total Disk',
        kind: 'gib',
        sum: true,
        priority: 2,
        help: 'Sum of the attached volumes. Root and ephemeral disks on the host have columns of their own.',
        aliases: ['totaldisk', 'size'],
        value: (row) => sumSizes(volumesOf(row)),
      },
      {
        key: 'az',
        title: 'Availability zone',
        kind: 'text',
        filter: 'choice',
        hidden: true,
        aliases: ['zone'],
        value: (row) => row.availabilityZone,
      },
      { key: 'created', title: 'Created', kind: 'time', hidden: true, value: (row) => row.createdAt },
      { key: 'updated', title: 'Updated', kind: 'time', hidden: true, value: (row) => row.updatedAt },
      { key: 'launched', title: 'Launched', kind: 'time', hidden: true, value: (row) => row.launchedAt },
      { key: 'locked', title: 'Locked', kind: 'boolean', hidden: true, value: (row) => row.locked },
      { key: 'root', title: 'Root disk', kind: 'gib', hidden: true, sum: true, value: (row) => row.rootGib },
      {
        key: 'ephemeral',
        title: 'Ephemeral disk',
        kind: 'gib',
        hidden: true,
        sum: true,
        value: (row) => row.ephemeralGib,
      },
      { key: 'swap', title: 'Swap', kind: 'memoryMb', hidden: true, value: (row) => row.swapMb },
      {
        key: 'task',
        title: 'Task state',
        kind: 'text',
        filter: 'choice',
        hidden: true,
        value: (row) => row.taskState,
      },
      {
        key: 'vmstate',
        title: 'VM state',
        kind: 'text',
        filter: 'choice',
        hidden: true,
        value: (row) => row.vmState,
      },
      {
        key: 'fault',
        title: 'Fault',
        kind: 'text',
        hidden: true,
        width: 320,
        value: (row) => row.faultMessage,
      },
      {
        key: 'description',
        title: 'Description',
        kind: 'text',
        hidden: true,
        value: (row) => row.description,
      },
      { key: 'tags', title: 'Tags', kind: 'tags', hidden: true, value: (row) => row.tags },
      { key: 'metadata', title: 'Metadata', kind: 'tags', hidden: true, value: (row) => pairs(row.metadata) },
      {
        key: 'specs',
        title: 'Flavor properties',
        kind: 'tags',
        hidden: true,
        value: (row) => pairs(row.flavorSpecs),
      },
      {
        key: 'keypair',
        title: 'Key',
        kind: 'text',
        hidden: true,
        aliases: ['key'],
        value: (row) => row.keyName,
      },
      { key: 'projectid', title: 'Project ID', kind: 'id', hidden: true, value: (row) => row.projectId },
      {
        key: 'userid',
        title: 'User ID',
        kind: 'id',
        hidden: true,
        aliases: ['user'],
        value: (row) => row.userId,
      },
      { key: 'imageid', title: 'Image ID', kind: 'id', hidden: true, value: (row) => row.imageId },
      { key: 'flavorid', title: 'Flavor ID', kind: 'id', hidden: true, value: (row) => row.flavorId },
      {
        key: 'service',
        title: 'Service host',
        kind: 'text',
        filter: 'choice',
        hidden: true,
        value: (row) => row.serviceHost,
      },
    ],
  }
}

export function projectLink(cloud: Cloud, owned: { project: string; projectId: string | null }): Link | null {
  if (owned.project === '') return null
  const use = cloud.projectByKey.get(owned.projectId ?? owned.project)
  return { text: owned.project, href: use ? `projects/${use.slug}/` : null }
}

export function instanceHref(id: string): string {
  return `instances/?id=${encodeURIComponent(id)}`
}

/** `hw:cpu_policy=dedicated` and the like, in order. */
export function pairs(properties: Record<string, string> | null): string[] | null {
  return properties && Object.entries(properties).map(([name, value]) => `${name}=${value}`)
}

function flavorLink({ flavorName, flavorId }: Instance): Link | null {
  if (flavorName === '') return null
  return { text: flavorName, href: flavorId === '' ? null : `flavors/?id=${encodeURIComponent(flavorId)}` }
}

function hostLink(cloud: Cloud, { host }: Instance): Link | null {
  if (host === null) return null
  const known = cloud.hostByName.get(host)
  return { text: host, href: known ? `hosts/${known.slug}/` : null }
}

/** Pinned CPUs come from a host's PCPU, which counts in the dedicated tier whatever the host's ratio is. */
function tierOf(cloud: Cloud, instance: Instance): string | null {
  const host = instance.host === null ? undefined : cloud.hostByName.get(instance.host)
  if (!host) return null
  return isPinned(instance, host) ? dedicatedTier(cloud) : host.tierName
}

function isPinned(instance: Instance, host: Host): boolean {
  return host.pcpu !== null && instance.flavorSpecs?.['hw:cpu_policy'] === 'dedicated'
}

function dedicatedTier(cloud: Cloud): string | null {
  return cloud.tiers.find((tier) => tier.ratio === 1)?.name ?? null
}

/** What Cinder says is attached, then what only Nova knows. Null where no volumes were collected and Nova names none. */
function attachedVolumes(cloud: Cloud, instance: Instance): AttachedVolume[] | null {
  if (cloud.snapshot.volumes === null && instance.volumeIds === null) return null
  const volumes = cloud.volumesByInstance.get(instance.id) ?? []
  const known = volumes.map(({ id, name, sizeGib, attachments }): AttachedVolume => {
    const attachment = attachments.find((candidate) => candidate.serverId === instance.id)
    return { device: attachment?.device ?? '', name, id, sizeGib }
  })
  const ids = new Set(known.map((volume) => volume.id))
  const others = (instance.volumeIds ?? []).filter((id) => !ids.has(id))
  const unknown = others.map((id): AttachedVolume => ({ device: '', name: '', id, sizeGib: null }))
  return [...known.sort((a, b) => (a.device < b.device ? -1 : 1)), ...unknown]
}

function sumSizes(volumes: AttachedVolume[] | null): number | null {
  return volumes && volumes.reduce((sum, volume) => sum + (volume.sizeGib ?? 0), 0)
}

function memoise<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { value: Value }>()
  return (key) => {
    const entry = known.get(key) ?? { value: compute(key) }
    known.set(key, entry)
    return entry.value
  }
}
