import type { ArchivedSnapshot } from '../../archive-index.ts'
import { snapshotTime } from '../../time.ts'
import type { TableDefinition } from '../definition.ts'

/** A snapshot of the archive as its page lists it. */
export interface SnapshotRow extends ArchivedSnapshot {
  /** Its site, as a path below the root of this one. */
  href: string
  /** `newest`, `this page`. */
  notes: string[]
}

export const snapshotsTable: TableDefinition<SnapshotRow> = {
  name: 'snapshots',
  title: 'Snapshots',
  noun: ['snapshot', 'snapshots'],
  empty: 'No snapshot is kept yet.',
  sort: [{ key: 'snapshot', descending: true }],
  columns: [
    {
      key: 'snapshot',
      title: 'Snapshot',
      kind: 'link',
      width: 190,
      filter: 'text',
      help: 'Its name is the time of its collection in UTC; aether archive takes it, too.',
      value: ({ name, href }) => ({ text: name, href }),
    },
    {
      key: 'collected',
      title: 'Collected',
      kind: 'time',
      width: 190,
      priority: 2,
      aliases: ['time'],
      value: ({ name }) => snapshotTime(name),
    },
    { key: 'notes', title: 'Which', kind: 'tags', width: 120, priority: 2, value: ({ notes }) => notes },
    {
      key: 'instances',
      title: 'Instances',
      kind: 'number',
      width: 100,
      value: ({ totals }) => totals.instances,
    },
    {
      key: 'hosts',
      title: 'Hosts',
      kind: 'number',
      width: 80,
      priority: 2,
      value: ({ totals }) => totals.hosts,
    },
    {
      key: 'projects',
      title: 'Projects',
      kind: 'number',
      width: 90,
      priority: 3,
      help: 'Projects that have instances.',
      value: ({ totals }) => totals.projects,
    },
    {
      key: 'volumes',
      title: 'Volumes',
      kind: 'number',
      width: 90,
      priority: 2,
      value: ({ totals }) => totals.volumes,
    },
    {
      key: 'vcpu',
      title: 'vCPU used',
      kind: 'vcpu',
      width: 100,
      priority: 2,
      value: ({ totals }) => totals.vcpuUsed,
    },
    {
      key: 'vcpucapacity',
      title: 'vCPU capacity',
      kind: 'vcpu',
      width: 120,
      priority: 3,
      value: ({ totals }) => totals.vcpuCapacity,
    },
    {
      key: 'vcpupercent',
      title: 'vCPU',
      kind: 'percent',
      width: 80,
      value: ({ totals }) => percent(totals.vcpuUsed, totals.vcpuCapacity),
    },
    {
      key: 'ram',
      title: 'RAM used',
      kind: 'memoryMb',
      width: 120,
      priority: 3,
      value: ({ totals }) => totals.memoryMbUsed,
    },
    {
      key: 'rampercent',
      title: 'RAM',
      kind: 'percent',
      width: 80,
      priority: 2,
      value: ({ totals }) => percent(totals.memoryMbUsed, totals.memoryMbCapacity),
    },
    {
      key: 'storage',
      title: 'Storage used',
      kind: 'bytes',
      width: 130,
      priority: 3,
      value: ({ totals }) => totals.storageBytesUsed,
    },
    {
      key: 'storagepercent',
      title: 'Storage',
      kind: 'percent',
      width: 90,
      priority: 3,
      value: ({ totals }) => percent(totals.storageBytesUsed, totals.storageBytesTotal),
    },
  ],
}

function percent(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : (part / whole) * 100
}
