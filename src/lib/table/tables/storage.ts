import type { StorageClass, StorageCluster, StoragePool } from '../../model.ts'
import { poolUsedPercent } from '../../storage.ts'
import type { TableDefinition } from '../definition.ts'

interface ClassRow extends StorageClass {
  cluster: string
}

interface PoolRow extends StoragePool {
  cluster: string
}

/** The device classes of each cluster, then its total. */
export function storageRows(clusters: readonly StorageCluster[]): ClassRow[] {
  return clusters.flatMap(({ name: cluster, classes, total }) =>
    [...classes, { ...total, name: 'Total' }].map((storage) => ({ ...storage, cluster })),
  )
}

export function poolRows(clusters: readonly StorageCluster[]): PoolRow[] {
  return clusters.flatMap(({ name: cluster, pools }) => pools.map((pool) => ({ ...pool, cluster })))
}

export const storageTable: TableDefinition<ClassRow> = {
  name: 'storage',
  title: 'Storage',
  noun: ['device class', 'device classes'],
  empty: 'There is no storage cluster.',
  columns: [
    { key: 'cluster', title: 'Cluster', kind: 'text', value: (row) => row.cluster },
    { key: 'class', title: 'Raw storage', kind: 'text', value: (row) => row.name },
    { key: 'size', title: 'Size', kind: 'bytes', value: (row) => row.totalBytes },
    { key: 'rawused', title: 'Raw used', kind: 'bytes', value: (row) => row.rawUsedBytes },
    { key: 'available', title: 'Available', kind: 'bytes', value: (row) => row.availableBytes },
    { key: 'percent', title: 'Raw used', kind: 'percent', value: (row) => row.rawUsedPercent },
  ],
}

export const poolsTable: TableDefinition<PoolRow> = {
  name: 'pools',
  title: 'Storage pools',
  noun: ['pool', 'pools'],
  empty: 'There is no storage pool.',
  columns: [
    { key: 'cluster', title: 'Cluster', kind: 'text', value: (row) => row.cluster },
    { key: 'pool', title: 'Pool', kind: 'text', value: (row) => row.name },
    { key: 'stored', title: 'Stored', kind: 'bytes', value: (row) => row.storedBytes },
    { key: 'used', title: 'Used', kind: 'bytes', value: (row) => row.usedBytes },
    { key: 'objects', title: 'Objects', kind: 'number', value: (row) => row.objects },
    { key: 'maxavail', title: 'Max avail', kind: 'bytes', value: (row) => row.maxAvailableBytes },
    { key: 'ceph', title: 'Used, by Ceph', kind: 'percent', value: (row) => row.usedPercent },
    { key: 'ours', title: 'Used of stored and max avail', kind: 'percent', value: poolUsedPercent },
  ],
}
