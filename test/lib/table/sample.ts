/** A small table with a column of every kind, for the tests of src/lib/table. */
import { decodeTable, type Table } from '../../../src/lib/table/decode.ts'
import type {
  AttachedVolume,
  CapacityFigures,
  Link,
  TableDefinition,
} from '../../../src/lib/table/definition.ts'
import { encodeTable } from '../../../src/lib/table/encode.ts'
import type { NetworkAddresses } from '../../../src/lib/model.ts'

export interface Sample {
  id: string
  name: string | null
  status: string
  project: Link | null
  links: Link[] | null
  tags: string[] | null
  networks: NetworkAddresses[]
  volumes: AttachedVolume[] | null
  fill: CapacityFigures | null
  used: { count: number; href: string | null } | null
  amount: number | null
  vcpu: number | null
  ram: number | null
  size: number | null
  bytes: number | null
  share: number | null
  ratio: number | null
  locked: boolean | null
  created: string | null
}

export const sampleTable: TableDefinition<Sample> = {
  name: 'samples',
  title: 'Samples',
  noun: ['sample', 'samples'],
  idKey: 'id',
  sort: [{ key: 'name', descending: false }],
  columns: [
    { key: 'id', title: 'ID', kind: 'id', value: (row) => row.id },
    { key: 'name', title: 'Name', kind: 'text', value: (row) => row.name },
    { key: 'status', title: 'Status', kind: 'status', value: (row) => row.status },
    { key: 'project', title: 'Project', kind: 'link', value: (row) => row.project },
    { key: 'links', title: 'Links', kind: 'links', value: (row) => row.links },
    { key: 'tags', title: 'Tags', kind: 'tags', value: (row) => row.tags },
    { key: 'networks', title: 'Networks', kind: 'addresses', value: (row) => row.networks },
    { key: 'volumes', title: 'Attached Volumes', kind: 'volumes', value: (row) => row.volumes },
    { key: 'fill', title: 'Fill', kind: 'capacity', value: (row) => row.fill },
    { key: 'used', title: 'Used by', kind: 'count', value: (row) => row.used },
    { key: 'amount', title: 'Amount', kind: 'number', value: (row) => row.amount },
    { key: 'vcpu', title: 'vCPU', kind: 'vcpu', sum: true, aliases: ['cpu'], value: (row) => row.vcpu },
    { key: 'ram', title: 'RAM', kind: 'memoryMb', sum: true, value: (row) => row.ram },
    { key: 'size', title: 'Size', kind: 'gib', value: (row) => row.size },
    { key: 'bytes', title: 'Stored', kind: 'bytes', value: (row) => row.bytes },
    { key: 'share', title: 'Share', kind: 'percent', value: (row) => row.share },
    { key: 'ratio', title: 'Ratio', kind: 'ratio', value: (row) => row.ratio },
    { key: 'locked', title: 'Locked', kind: 'boolean', value: (row) => row.locked },
    { key: 'created', title: 'Created', kind: 'time', value: (row) => row.created },
  ],
}

export const blankSample: Sample = {
  id: '',
  name: null,
  status: 'ACTIVE',
  project: null,
  links: null,
  tags: null,
  networks: [],
  volumes: null,
  fill: null,
  used: null,
  amount: null,
  vcpu: null,
  ram: null,
  size: null,
  bytes: null,
  share: null,
  ratio: null,
  locked: null,
  created: null,
}

const COLLECTED_AT = '2026-11-22T06:11:00Z'

export function openSamples(rows: Partial<Sample>[]): Table {
  const complete = rows.map((row, index) => ({ ...blankSample, id: `id-${index}`, ...row }))
  const context = { site: 'Test site', part: null, timeZone: 'UTC' }
  return decodeTable(
    JSON.parse(JSON.stringify(encodeTable(sampleTable, complete, context))),
    () => COLLECTED_AT,
  )
}
