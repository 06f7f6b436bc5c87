import type { Host } from '../../cloud.ts'
import { checkWord } from '../../placement-fix.ts'
import type { Column, TableDefinition } from '../definition.ts'
import { BARS, CPU_FIGURES, IDENTITY, MEMORY_FIGURES, RESERVATION } from './host-columns.ts'

const SORT = [{ key: 'host', descending: false }]
const EMPTY = 'The cloud has no hosts.'

/** Allocation: what each host has, what is taken and what is promised. */
export const allocationTable: TableDefinition<Host> = {
  name: 'allocation',
  title: 'Capacity of each host',
  noun: ['host', 'hosts'],
  empty: EMPTY,
  sort: SORT,
  columns: [...IDENTITY, ...CPU_FIGURES, ...MEMORY_FIGURES, ...RESERVATION],
}

/** Hosts: how full each is, and what it is. */
export const hostsTable: TableDefinition<Host> = {
  name: 'hosts',
  title: 'Hosts',
  noun: ['host', 'hosts'],
  empty: EMPTY,
  sort: SORT,
  columns: [
    ...IDENTITY,
    ...BARS,
    ...CPU_FIGURES.map(hideUnlessKey),
    ...MEMORY_FIGURES.map(hideUnlessKey),
    {
      key: 'instances',
      title: 'Instances',
      kind: 'number',
      sum: true,
      width: 110,
      value: (row) => row.instances.length,
    },
    {
      key: 'ratio',
      title: 'CPU ratio',
      kind: 'ratio',
      priority: 3,
      width: 100,
      value: (row) => row.cpuRatio,
    },
    {
      key: 'ramratio',
      title: 'RAM ratio',
      kind: 'ratio',
      hidden: true,
      width: 100,
      value: (row) => row.ramRatio,
    },
    {
      key: 'ratiofrom',
      title: 'Ratios from',
      kind: 'text',
      help: 'nova.conf, aether.yaml, or the last known ones with their time. Empty: Placement.',
      hidden: true,
      width: 160,
      value: (row) => row.ratioSource,
    },
    {
      key: 'pcpu',
      title: 'Dedicated CPUs used',
      kind: 'vcpu',
      sum: true,
      hidden: true,
      width: 160,
      value: (row) => row.pcpu?.used ?? null,
    },
    {
      key: 'pcpucapacity',
      title: 'Dedicated CPUs',
      kind: 'vcpu',
      sum: true,
      hidden: true,
      width: 140,
      value: (row) => row.pcpu?.capacity ?? null,
    },
    { key: 'ip', title: 'IP address', kind: 'text', priority: 3, width: 130, value: (row) => row.ip },
    {
      key: 'type',
      title: 'Type',
      kind: 'text',
      filter: 'choice',
      hidden: true,
      width: 100,
      value: (row) => row.type,
    },
    { key: 'aggregates', title: 'Aggregates', kind: 'tags', hidden: true, value: (row) => row.aggregates },
    {
      key: 'placement',
      title: 'Placement',
      kind: 'status',
      hidden: true,
      width: 130,
      value: (row) => checkWord(row.check),
    },
    {
      key: 'reason',
      title: 'Disabled because',
      kind: 'text',
      hidden: true,
      value: (row) => row.disabledReason,
    },
  ],
}

/** Beside the bars the share and what is free are enough; the rest is in the chooser and on Allocation. */
function hideUnlessKey(column: Column<Host>): Column<Host> {
  return Object.assign({}, column, { hidden: !/(percent|free)$/.test(column.key) })
}
