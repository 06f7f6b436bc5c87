import type { Cloud } from '../../cloud.ts'
import type { Instance } from '../../model.ts'
import type { TableDefinition } from '../definition.ts'
import { shortenIds } from '../short-ids.ts'
import {
  attachedVolumes,
  flavorLink,
  hostLink,
  pairs,
  projectLink,
  sumSizes,
  tierOf,
} from './instance-cells.ts'

/** Every instance with all that is known of it; what most people need shows, the rest is behind the chooser. */
export function instancesTable(cloud: Cloud): TableDefinition<Instance> {
  const shorten = shortenIds((cloud.snapshot.volumes ?? []).map(({ id }) => id))
  const volumesOf = memoise((instance: Instance) => attachedVolumes(cloud, instance, shorten))
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
      {
        key: 'project',
        title: 'Project',
        kind: 'link',
        priority: 2,
        width: 140,
        value: (row) => projectLink(cloud, row),
      },
      {
        key: 'id',
        title: 'ID',
        kind: 'id',
        priority: 3,
        aliases: ['uuid'],
        value: (row) => row.id,
      },
      {
        key: 'name',
        title: 'Name',
        kind: 'text',
        width: 180,
        aliases: ['instance'],
        value: (row) => row.name,
      },
      { key: 'status', title: 'Status', kind: 'status', width: 120, value: (row) => row.status },
      {
        key: 'power',
        title: 'Power State',
        kind: 'text',
        filter: 'choice',
        width: 104,
        priority: 3,
        aliases: ['powerstate'],
        value: (row) => row.powerState,
      },
      {
        key: 'networks',
        title: 'Networks',
        kind: 'addresses',
        width: 210,
        priority: 2,
        aliases: ['network'],
        value: (row) => row.networks,
      },
      {
        key: 'image',
        title: 'Image',
        kind: 'text',
        filter: 'choice',
        width: 120,
        priority: 3,
        value: (row) => row.imageName,
      },
      { key: 'flavor', title: 'Flavor', kind: 'link', width: 130, priority: 2, value: flavorLink },
      {
        key: 'host',
        title: 'Host',
        kind: 'link',
        width: 115,
        priority: 2,
        value: (row) => hostLink(cloud, row),
      },
      {
        key: 'tier',
        title: 'Tier',
        kind: 'text',
        filter: 'choice',
        width: 100,
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
        width: 230,
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

function memoise<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { value: Value }>()
  return (key) => {
    const entry = known.get(key) ?? { value: compute(key) }
    known.set(key, entry)
    return entry.value
  }
}
