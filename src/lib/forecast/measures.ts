import type { HistoryTotals } from '../files/history-totals.ts'

/** What one collection says of capacity; the summary and each line of the history hold it. */
export type Figures = Pick<HistoryTotals, 'tiers' | 'total' | 'storage'>

export type Resource = 'vcpu' | 'memoryMb' | 'storage' | 'pool'

/** Something that can become full. */
export interface Measure {
  /** Stays the same from collection to collection: `all.vcpu`, `tier-4.memoryMb`, `storage`, `pool-volumes`. */
  key: string
  /** What it belongs to, as a choice of its own: `all`, `tier-4`, `storage`, `pool-volumes`. */
  group: string
  /** In words: "All tiers", "Shared 1:4", "Raw storage", "Pool volumes". */
  what: string
  resource: Resource
  unit: 'vCPU' | 'MiB' | 'bytes'
}

/** In the measure's unit. */
export interface Level {
  used: number
  /** Held back: reservations and spares; 0 for storage. */
  reserved: number
  capacity: number
  /** What may still be given away: Final of docs/capacity.md, raw space that is available, a pool's MAX AVAIL. */
  left: number
}

const COMPUTE = [
  { resource: 'vcpu', unit: 'vCPU' },
  { resource: 'memoryMb', unit: 'MiB' },
] as const

/** What these figures measure: all tiers, each tier, raw storage, each pool. One tier alone is all tiers. */
export function listMeasures({ tiers, storage }: Figures): Measure[] {
  const all = tiers.length > 1 ? [{ group: 'all', what: 'All tiers' }] : []
  const each = tiers.map(({ ratio, name }) => ({ group: `tier-${ratio}`, what: name }))
  const compute = [...all, ...each].flatMap((one) =>
    COMPUTE.map((two) => ({ key: `${one.group}.${two.resource}`, ...one, ...two })),
  )
  if (storage === null) return compute
  const raw = { key: 'storage', group: 'storage', what: 'Raw storage', resource: 'storage', unit: 'bytes' }
  const pools = nameApart(storage.pools.map(({ name }) => name)).map((name) => ({
    key: `pool-${name}`,
    group: `pool-${name}`,
    what: `Pool ${name}`,
    resource: 'pool',
    unit: 'bytes',
  }))
  return [...compute, raw as Measure, ...(pools as Measure[])]
}

/** Of the whole cloud: vCPU and RAM of all tiers, and the raw storage. */
export function wholeMeasures<M extends Measure>(measures: readonly M[]): M[] {
  const of = (resource: Resource) => measures.filter((one) => one.resource === resource)
  const whole = (resource: Resource) => of(resource).find(({ group }) => group === 'all') ?? of(resource)[0]
  return (['vcpu', 'memoryMb', 'storage'] as const).flatMap((resource) => whole(resource) ?? [])
}

/** The level of a measure in the figures of any collection; null where these do not have it. */
export function readLevel({ key, resource }: Measure, figures: Figures): Level | null {
  if (resource === 'storage') return figures.storage && rawLevel(figures.storage)
  if (resource === 'pool') return poolLevel(key.slice('pool-'.length), figures)
  const [group] = key.split(`.${resource}`)
  const of = group === 'all' ? figures.total : figures.tiers.find(({ ratio }) => `tier-${ratio}` === group)
  if (!of) return null
  const { used, reserved, maintenance, capacity, final } = of[resource]
  return { used, reserved: reserved + maintenance, capacity, left: final }
}

function rawLevel({ usedBytes, totalBytes, availableBytes }: NonNullable<Figures['storage']>): Level {
  return { used: usedBytes, reserved: 0, capacity: totalBytes, left: availableBytes }
}

function poolLevel(name: string, figures: Figures): Level | null {
  const pool = poolsByName(figures).get(name)
  if (!pool) return null
  const { storedBytes, maxAvailBytes } = pool
  return { used: storedBytes, reserved: 0, capacity: storedBytes + maxAvailBytes, left: maxAvailBytes }
}

export type Pool = NonNullable<Figures['storage']>['pools'][number]

/** The pools by the names that their measures have. */
export function poolsByName({ storage }: Figures): Map<string, Pool> {
  const pools = storage?.pools ?? []
  const names = nameApart(pools.map(({ name }) => name))
  return new Map(pools.map((pool, index) => [names[index] ?? pool.name, pool]))
}

/** Pools of two clusters may have one name: `volumes`, `volumes (2)`. */
function nameApart(names: readonly string[]): string[] {
  return names.map((name, index) => {
    const earlier = names.slice(0, index).filter((other) => other === name).length
    return earlier === 0 ? name : `${name} (${earlier + 1})`
  })
}

/** Of which parts of a collection a measure is made: where one is older, that collection is no evidence. */
const PARTS: Record<Resource, readonly string[]> = {
  vcpu: ['hypervisors', 'providers'],
  memoryMb: ['hypervisors', 'providers'],
  storage: ['storage'],
  pool: ['storage'],
}

export function isStale({ resource }: Measure, { stale }: Pick<HistoryTotals, 'stale'>): boolean {
  return PARTS[resource].some((part) => part in stale)
}
