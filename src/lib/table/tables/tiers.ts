import type { Cloud, Summary } from '../../cloud.ts'
import type { Column, TableDefinition } from '../definition.ts'

/** One row of the summary: a tier, all shared tiers together, or everything. */
export interface TierRow {
  name: string
  hosts: number
  vcpu: Summary
  memoryMb: Summary
}

/** As Allocation shows them: the tiers, then their sums. */
export function tierRows({ tiers, allShared, total }: Cloud): TierRow[] {
  const rows = tiers.map((tier) => ({ ...tier, hosts: tier.hosts.length }))
  const shared = allShared ? [{ name: 'All shared', ...allShared }] : []
  return [...rows, ...shared, { name: 'Total', ...total }]
}

const FIGURES: { key: keyof Summary; title: string }[] = [
  { key: 'capacity', title: 'capacity' },
  { key: 'used', title: 'used' },
  { key: 'unavailable', title: 'unavailable' },
  { key: 'available', title: 'available' },
  { key: 'reserved', title: 'reserved' },
  { key: 'maintenance', title: 'maintenance' },
  { key: 'final', title: 'final' },
]

export const tiersTable: TableDefinition<TierRow> = {
  name: 'tiers',
  title: 'Summary by tier',
  noun: ['tier', 'tiers'],
  empty: 'The cloud has no hosts of known capacity.',
  columns: [
    { key: 'tier', title: 'Tier', kind: 'text', value: (row) => row.name },
    { key: 'hosts', title: 'Hosts', kind: 'number', value: (row) => row.hosts },
    ...FIGURES.map(({ key, title }): Column<TierRow> => ({
      key: `vcpu${key}`,
      title: `vCPU ${title}`,
      kind: 'vcpu',
      value: (row) => row.vcpu[key],
    })),
    ...FIGURES.map(({ key, title }): Column<TierRow> => ({
      key: `ram${key}`,
      title: `RAM ${title}`,
      kind: 'memoryMb',
      value: (row) => row.memoryMb[key],
    })),
  ],
}
