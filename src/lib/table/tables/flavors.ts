import type { FlavorUse } from '../../cloud.ts'
import type { Flavor } from '../../model.ts'
import type { TableDefinition } from '../definition.ts'
import { quoteValue } from '../query-parse.ts'
import { pairs } from './instance-cells.ts'

/** A name is the key of the link to the instances, as a person would type it; where two flavors share one, the id is. */
export function flavorsTable(uses: readonly FlavorUse[]): TableDefinition<FlavorUse> {
  const names = Map.groupBy(uses, ({ flavor }) => flavor.name)
  return {
    name: 'flavors',
    title: 'Flavors',
    noun: ['flavor', 'flavors'],
    idKey: 'id',
    commands: ['openstack flavor show {id}'],
    empty: 'The cloud has no flavors.',
    sort: [{ key: 'name', descending: false }],
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
        width: 200,
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
        width: 120,
        value: ({ flavor }) => flavor.ephemeralGib,
      },
      { key: 'swap', title: 'Swap', kind: 'memoryMb', priority: 3, value: ({ flavor }) => flavor.swapMb },
      {
        key: 'rxtx',
        title: 'RXTX',
        kind: 'number',
        priority: 3,
        width: 80,
        value: ({ flavor }) => flavor.rxtxFactor,
      },
      {
        key: 'public',
        title: 'Public',
        kind: 'boolean',
        priority: 2,
        width: 90,
        value: ({ flavor }) => flavor.isPublic,
      },
      {
        key: 'instances',
        title: 'Instances',
        kind: 'count',
        sum: true,
        width: 110,
        help: 'Instances of this flavor; the number opens them.',
        aliases: ['used'],
        value: ({ flavor, instances }) => ({
          count: instances,
          href: instances === 0 ? null : instancesHref(flavor, names.get(flavor.name)?.length === 1),
        }),
      },
      {
        key: 'properties',
        title: 'Properties',
        kind: 'tags',
        width: 420,
        priority: 2,
        aliases: ['specs'],
        value: ({ flavor }) => pairs(flavor.properties),
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
      {
        key: 'projects',
        title: 'Projects with access',
        kind: 'tags',
        hidden: true,
        value: ({ flavor }) => flavor.projectIds,
      },
    ],
  }
}

function instancesHref(flavor: Flavor, isUnique: boolean): string {
  const filter = isUnique
    ? `f.flavor=${encodeURIComponent(quoteValue(flavor.name))}`
    : `f.flavorid=${encodeURIComponent(flavor.id)}`
  return `instances/?${filter}`
}
