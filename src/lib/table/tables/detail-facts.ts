/** What is known of the things that an instance or a volume names: facts in its details. The first column is their id. */
import type { Cloud, Host } from '../../cloud.ts'
import { FLAG_WORDS, hostState, reservedUntil } from '../../host-figures.ts'
import type { Flavor, Image, Instance, Project, ServerGroup, VolumeType } from '../../model.ts'
import type { TableDefinition } from '../definition.ts'
import { formatGib, formatMemoryMb } from '../../units.ts'
import { pairs } from './instance-cells.ts'

/** Of an instance, what its table has no column for. */
export function instanceFactsTable({ snapshot }: Cloud): TableDefinition<Instance> {
  const groups = new Map<string, ServerGroup>()
  for (const group of snapshot.serverGroups ?? []) {
    for (const id of group.memberIds) groups.set(id, group)
  }
  return {
    name: 'instance-facts',
    title: 'More of the instance',
    noun: ['instance', 'instances'],
    idKey: 'id',
    columns: [
      { key: 'id', title: 'ID', kind: 'id', value: (row) => row.id },
      { key: 'launched', title: 'Launched', kind: 'time', hidden: true, value: (row) => row.launchedAt },
      {
        key: 'group',
        title: 'Server group',
        kind: 'text',
        hidden: true,
        value: ({ id }) => groups.get(id)?.name ?? null,
      },
      {
        key: 'policy',
        title: 'Group policy',
        kind: 'text',
        hidden: true,
        value: ({ id }) => groups.get(id)?.policy ?? null,
      },
    ],
  }
}

export const hostFactsTable: TableDefinition<Host> = {
  name: 'host-facts',
  title: 'Hosts',
  noun: ['host', 'hosts'],
  idKey: 'host',
  columns: [
    { key: 'host', title: 'Host', kind: 'text', value: (row) => row.name },
    { key: 'state', title: 'Host state', kind: 'status', value: hostState },
    {
      key: 'flags',
      title: 'Host flags',
      kind: 'tags',
      hidden: true,
      value: (row) => row.flags.map((flag) => FLAG_WORDS[flag]),
    },
    {
      key: 'disabled',
      title: 'Disabled because',
      kind: 'text',
      hidden: true,
      value: (row) => row.disabledReason,
    },
    { key: 'aggregates', title: 'Aggregates', kind: 'tags', hidden: true, value: (row) => row.aggregates },
    {
      key: 'reserved',
      title: 'Host reserved for',
      kind: 'text',
      hidden: true,
      value: (row) => row.reservation?.purpose || null,
    },
    { key: 'reserveduntil', title: 'Reserved until', kind: 'text', hidden: true, value: reservedUntil },
    {
      key: 'reservedvcpu',
      title: 'Reserved vCPU',
      kind: 'vcpu',
      hidden: true,
      value: (row) => row.reservation?.vcpus || null,
    },
    {
      key: 'reservedram',
      title: 'Reserved RAM',
      kind: 'memoryMb',
      hidden: true,
      value: (row) => row.reservation?.memoryMb || null,
    },
    {
      key: 'owner',
      title: 'Reserved by',
      kind: 'text',
      hidden: true,
      value: (row) => row.reservation?.owner ?? null,
    },
    {
      key: 'until',
      title: 'Reserved until',
      kind: 'text',
      hidden: true,
      value: (row) => row.reservation?.until ?? null,
    },
  ],
}

/** The flavor as it is today, which need not be what the instance was made with. */
export const flavorFactsTable: TableDefinition<Flavor> = {
  name: 'flavor-facts',
  title: 'Flavors',
  noun: ['flavor', 'flavors'],
  idKey: 'id',
  columns: [
    { key: 'id', title: 'ID', kind: 'text', value: (row) => row.id },
    { key: 'today', title: 'Flavor today', kind: 'tags', value: (row) => flavorInWords(row) },
    { key: 'public', title: 'Public flavor', kind: 'boolean', value: (row) => row.isPublic },
  ],
}

export const imageFactsTable: TableDefinition<Image> = {
  name: 'image-facts',
  title: 'Images',
  noun: ['image', 'images'],
  idKey: 'id',
  columns: [
    { key: 'id', title: 'ID', kind: 'id', value: (row) => row.id },
    { key: 'status', title: 'Image status', kind: 'status', value: (row) => row.status },
    { key: 'visibility', title: 'Visibility', kind: 'text', value: (row) => row.visibility },
    { key: 'size', title: 'Image size', kind: 'bytes', value: (row) => row.sizeBytes },
    { key: 'created', title: 'Image created', kind: 'time', value: (row) => row.createdAt },
  ],
}

export const projectFactsTable: TableDefinition<Project> = {
  name: 'project-facts',
  title: 'Projects',
  noun: ['project', 'projects'],
  idKey: 'id',
  columns: [
    { key: 'id', title: 'ID', kind: 'id', value: (row) => row.id },
    { key: 'domain', title: 'Domain', kind: 'text', value: (row) => row.domainName },
    { key: 'enabled', title: 'Project enabled', kind: 'boolean', value: (row) => row.enabled },
    { key: 'about', title: 'Project description', kind: 'text', value: (row) => row.description },
  ],
}

export const volumeTypeFactsTable: TableDefinition<VolumeType> = {
  name: 'volume-type-facts',
  title: 'Volume types',
  noun: ['volume type', 'volume types'],
  idKey: 'name',
  columns: [
    { key: 'name', title: 'Name', kind: 'text', value: (row) => row.name },
    { key: 'public', title: 'Public type', kind: 'boolean', value: (row) => row.isPublic },
    { key: 'specs', title: 'Type properties', kind: 'tags', value: (row) => pairs(row.extraSpecs) },
    { key: 'about', title: 'Type description', kind: 'text', value: (row) => row.description },
  ],
}

function flavorInWords({ vcpus, memoryMb, rootGib, ephemeralGib, swapMb, properties }: Flavor): string[] {
  return [
    `${vcpus} vCPU`,
    formatMemoryMb(memoryMb),
    `${formatGib(rootGib)} root`,
    ...(ephemeralGib > 0 ? [`${formatGib(ephemeralGib)} ephemeral`] : []),
    ...(swapMb > 0 ? [`${formatMemoryMb(swapMb)} swap`] : []),
    ...(pairs(properties) ?? []),
  ]
}
