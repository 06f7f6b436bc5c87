import type { Host } from '../../cloud.ts'
import {
  countedAmounts,
  FLAG_WORDS,
  hostBar,
  hostCpus,
  hostFinal,
  hostState,
  reservedUntil,
  usedPercent,
} from '../../host-figures.ts'
import type { CapacityFigures, Column } from '../definition.ts'

type HostColumns = Column<Host>[]

/** What a host is. The name comes first, as the first column stays in view. */
export const IDENTITY: HostColumns = [
  {
    key: 'host',
    title: 'Host',
    kind: 'link',
    width: 150,
    filter: 'text',
    aliases: ['name', 'hypervisor'],
    value: (row) => ({ text: row.name, href: `hosts/${row.slug}/` }),
  },
  {
    key: 'tier',
    title: 'Tier',
    kind: 'text',
    filter: 'choice',
    width: 110,
    value: (row) => row.tierName ?? 'Unknown',
  },
  { key: 'state', title: 'State', kind: 'status', width: 100, value: hostState },
  {
    key: 'flags',
    title: 'Flags',
    kind: 'tags',
    width: 214,
    priority: 2,
    help: 'Spare, over-committed, down, disabled, or of unknown capacity.',
    value: (row) => row.flags.map((flag) => FLAG_WORDS[flag]),
  },
  {
    key: 'az',
    title: 'Zone',
    kind: 'text',
    filter: 'choice',
    width: 100,
    priority: 3,
    aliases: ['zone'],
    value: (row) => row.zone,
  },
]

/** Bars of both resources: used, reserved, spare, free. */
export const BARS: HostColumns = [
  {
    key: 'vcpubar',
    title: 'vCPU use',
    kind: 'capacity',
    unit: 'vCPU',
    width: 170,
    priority: 2,
    value: (row) => hostBar(row, 'vcpu'),
  },
  {
    key: 'rambar',
    title: 'RAM use',
    kind: 'capacity',
    unit: 'GiB',
    width: 170,
    priority: 3,
    value: memoryBarGib,
  },
]

/** The sums are the summary's: a host that it leaves out has no figure here. Its bar and its page say what it uses. */
export const CPU_FIGURES: HostColumns = [
  {
    key: 'vcpu',
    title: 'vCPU used',
    kind: 'vcpu',
    sum: true,
    width: 100,
    aliases: ['cpu', 'vcpus'],
    help: 'Shared and dedicated CPUs together.',
    value: (row) => countedAmounts(row, 'vcpu')?.used ?? null,
  },
  {
    key: 'vcpucapacity',
    title: 'vCPU capacity',
    kind: 'vcpu',
    sum: true,
    width: 120,
    value: (row) => countedAmounts(row, 'vcpu')?.capacity ?? null,
  },
  {
    key: 'vcpupercent',
    title: 'vCPU',
    kind: 'percent',
    width: 90,
    value: (row) => usedPercent(hostCpus(row)),
  },
  {
    key: 'vcpufree',
    title: 'vCPU free',
    kind: 'vcpu',
    width: 100,
    help: 'Capacity less use. Below zero where the host is over-committed.',
    value: (row) => hostCpus(row).free,
  },
]

export const MEMORY_FIGURES: HostColumns = [
  {
    key: 'ram',
    title: 'RAM used',
    kind: 'memoryMb',
    sum: true,
    aliases: ['memory'],
    value: (row) => countedAmounts(row, 'memoryMb')?.used ?? null,
  },
  {
    key: 'ramcapacity',
    title: 'RAM capacity',
    kind: 'memoryMb',
    sum: true,
    width: 130,
    value: (row) => countedAmounts(row, 'memoryMb')?.capacity ?? null,
  },
  { key: 'rampercent', title: 'RAM', kind: 'percent', width: 90, value: (row) => usedPercent(row.memoryMb) },
  { key: 'ramfree', title: 'RAM free', kind: 'memoryMb', value: (row) => row.memoryMb.free },
]

/** Free and reserved have no sum: the summary counts neither on hosts that are down, disabled or spare. */
export const RESERVATION: HostColumns = [
  {
    key: 'reservedvcpu',
    title: 'Reserved vCPU',
    kind: 'vcpu',
    width: 120,
    value: (row) => row.reservation?.vcpus ?? 0,
  },
  {
    key: 'reservedram',
    title: 'Reserved RAM',
    kind: 'memoryMb',
    width: 130,
    value: (row) => row.reservation?.memoryMb ?? 0,
  },
  {
    key: 'purpose',
    title: 'Purpose',
    kind: 'text',
    width: 220,
    priority: 2,
    aliases: ['reserved'],
    value: (row) => row.reservation?.purpose || null,
  },
  {
    key: 'owner',
    title: 'Reserved by',
    kind: 'text',
    width: 140,
    hidden: true,
    value: (row) => row.reservation?.owner || null,
  },
  {
    key: 'until',
    title: 'Reserved until',
    kind: 'text',
    width: 160,
    hidden: true,
    help: 'The reservation lasts through this day. One that has expired still counts until it is cleared.',
    value: reservedUntil,
  },
  {
    key: 'vcpuafter',
    title: 'vCPU after reservation',
    kind: 'vcpu',
    sum: true,
    width: 160,
    help: 'Free less reserved. A host that is spare, down or disabled has nothing to give.',
    value: (row) => hostFinal(row, 'vcpu'),
  },
  {
    key: 'ramafter',
    title: 'RAM after reservation',
    kind: 'memoryMb',
    sum: true,
    width: 170,
    value: (row) => hostFinal(row, 'memoryMb'),
  },
]

/** Whole GiB are enough beside a bar; the columns of figures are exact. */
function memoryBarGib(host: Host): CapacityFigures {
  const { used, reserved, spare, unavailable, capacity } = hostBar(host, 'memoryMb')
  const gib = (mb: number) => Math.round(mb / 1024)
  return {
    used: gib(used),
    reserved: gib(reserved),
    spare: gib(spare),
    ...(unavailable !== undefined && { unavailable: gib(unavailable) }),
    capacity: capacity && gib(capacity),
  }
}
