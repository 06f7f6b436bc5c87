import type { Cloud, FlavorUse } from '../../cloud.ts'
import type { Flavor } from '../../model.ts'
import type { Link, TableDefinition } from '../definition.ts'
import { quoteValue } from '../query-parse.ts'
import { pairs } from './instance-cells.ts'

/** Every flavor, who may use it and who does. */
export function flavorsTable(cloud: Cloud): TableDefinition<FlavorUse> {
  return {
    name: 'flavors',
    title: 'Flavors',
    noun: ['flavor', 'flavors'],
    idKey: 'id',
    commands: ['openstack flavor show {id}'],
    empty: 'The cloud has no flavors.',
    sort: [{ key: 'name', descending: false }],
    details: [
      { title: 'Size', keys: ['vcpu', 'ram', 'disk', 'ephemeral', 'swap', 'rxtx'] },
      { title: 'Use', keys: ['use', 'instances'] },
      { title: 'Access', keys: ['public', 'access', 'disabled'] },
      { title: 'Properties', keys: ['properties', 'description'] },
    ],
    columns: [
      {
        key: 'id',
        title: 'ID',
        kind: 'id',
        priority: 2,
        aliases: ['uuid'],
        value: ({ flavor }) => flavor.id,
      },
      {
        key: 'name',
        title: 'Name',
        kind: 'text',
        width: 180,
        aliases: ['flavor'],
        value: ({ flavor }) => flavor.name,
      },
      { key: 'vcpu', title: 'vCPUs', kind: 'vcpu', aliases: ['cpu'], value: ({ flavor }) => flavor.vcpus },
      {
        key: 'ram',
        title: 'RAM',
        kind: 'memoryMb',
        aliases: ['memory'],
        value: ({ flavor }) => flavor.memoryMb,
      },
      {
        key: 'disk',
        title: 'Disk',
        kind: 'gib',
        width: 100,
        priority: 2,
        aliases: ['root'],
        value: ({ flavor }) => flavor.rootGib,
      },
      {
        key: 'ephemeral',
        title: 'Ephemeral',
        kind: 'gib',
        priority: 3,
        width: 108,
        value: ({ flavor }) => flavor.ephemeralGib,
      },
      { key: 'swap', title: 'Swap', kind: 'memoryMb', priority: 3, value: ({ flavor }) => flavor.swapMb },
      {
        key: 'rxtx',
        title: 'RXTX',
        kind: 'number',
        priority: 3,
        width: 72,
        value: ({ flavor }) => flavor.rxtxFactor,
      },
      {
        key: 'public',
        title: 'Public',
        kind: 'boolean',
        priority: 2,
        width: 76,
        value: ({ flavor }) => flavor.isPublic,
      },
      {
        key: 'instances',
        title: 'Instances',
        kind: 'count',
        sum: true,
        width: 94,
        help: 'Instances of this flavor; the number opens them.',
        aliases: ['used'],
        value: ({ flavor, instances, nameSuffices }) => ({
          count: instances,
          href: instances === 0 ? null : instancesHref(flavor, nameSuffices),
        }),
      },
      {
        key: 'use',
        title: 'Use',
        kind: 'status',
        width: 96,
        priority: 2,
        help: 'Unused: no instance of this collection has the flavor.',
        value: ({ instances }) => (instances === 0 ? 'unused' : 'in use'),
      },
      {
        key: 'properties',
        title: 'Properties',
        kind: 'tags',
        width: 250,
        priority: 2,
        aliases: ['specs'],
        value: ({ flavor }) => pairs(flavor.properties),
      },
      {
        key: 'access',
        title: 'Access',
        kind: 'links',
        width: 150,
        priority: 3,
        help: 'The projects that may use a private flavor.',
        aliases: ['projects'],
        value: ({ flavor }) => accessTo(cloud, flavor),
      },
      {
        key: 'disabled',
        title: 'Disabled',
        kind: 'boolean',
        hidden: true,
        value: ({ flavor }) => flavor.disabled,
      },
      {
        key: 'description',
        title: 'Description',
        kind: 'text',
        hidden: true,
        value: ({ flavor }) => flavor.description,
      },
    ],
  }
}

/** A project that is gone keeps its id. */
function accessTo(cloud: Cloud, { isPublic, projectIds }: Flavor): Link[] {
  if (isPublic) return []
  if (projectIds === null) return [{ text: 'not known', href: null }]
  if (projectIds.length === 0) return [{ text: 'no project', href: null }]
  return projectIds.map((id) => {
    const project = cloud.projectByKey.get(id)
    return { text: project?.name ?? id, href: project ? `projects/${project.slug}/` : null }
  })
}

/** By name, as a person would type it, where that finds no other flavor's instances. */
function instancesHref(flavor: Flavor, nameSuffices: boolean): string {
  const filter = nameSuffices
    ? `f.flavor=${encodeURIComponent(quoteValue(flavor.name))}`
    : `f.flavorid=${encodeURIComponent(flavor.id)}`
  return `instances/?${filter}`
}
