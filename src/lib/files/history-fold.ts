import type { HistoryTotals } from './history-totals.ts'

type Tier = HistoryTotals['tiers'][number]
type Storage = NonNullable<HistoryTotals['storage']>

/** Of which parts of a collection the figures are made. */
const COMPUTE = ['hypervisors', 'ratios', 'providers']
const STORAGE = ['storage']

/** One a day (UTC), ascending: what is used at its most, the rest of the day's last collection. Hosts are left out. */
export function foldDays(lines: readonly HistoryTotals[]): HistoryTotals[] {
  return foldPeriods(lines, ({ at }) => at.slice(0, 10))
}

/** One a week, from Monday. */
export function foldWeeks(days: readonly HistoryTotals[]): HistoryTotals[] {
  return foldPeriods(days, ({ at }) => mondayOf(at))
}

function foldPeriods(
  lines: readonly HistoryTotals[],
  periodOf: (line: HistoryTotals) => string,
): HistoryTotals[] {
  const ascending = lines.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return [...Map.groupBy(ascending, periodOf).values()].flatMap((period) => foldPeriod(period) ?? [])
}

/** A part that was read afresh at any time of the period counts by those times only; one that never was stays named in `stale`. */
function foldPeriod(period: readonly HistoryTotals[]): HistoryTotals | null {
  const last = period.at(-1)
  if (!last) return null
  const compute = period.filter((line) => isFresh(line, COMPUTE))
  const storage = period.filter((line) => isFresh(line, STORAGE))
  const fresh = [...(compute.length > 0 ? COMPUTE : []), ...(storage.length > 0 ? STORAGE : [])]
  return {
    ...last,
    ...foldCompute(compute.length > 0 ? compute : period, last),
    storage: foldStorage((storage.length > 0 ? storage : period).map((line) => line.storage)),
    stale: Object.fromEntries(Object.entries(last.stale).filter(([part]) => !fresh.includes(part))),
    degraded: period.every(({ degraded }) => degraded),
    hosts: {},
  }
}

function isFresh({ stale }: HistoryTotals, parts: readonly string[]): boolean {
  return parts.every((part) => !(part in stale))
}

function foldCompute(
  lines: readonly HistoryTotals[],
  last: HistoryTotals,
): Pick<HistoryTotals, 'tiers' | 'total'> {
  const base = lines.at(-1) ?? last
  const most = (
    resource: 'vcpu' | 'memoryMb',
    of: (line: HistoryTotals) => Tier | HistoryTotals['total'] | undefined,
  ) => Math.max(...lines.flatMap((line) => of(line)?.[resource].used ?? []))
  const total = (line: HistoryTotals) => line.total
  return {
    tiers: base.tiers.map((tier) => {
      const same = (line: HistoryTotals) => line.tiers.find(({ ratio }) => ratio === tier.ratio)
      return {
        ...tier,
        vcpu: { ...tier.vcpu, used: most('vcpu', same) },
        memoryMb: { ...tier.memoryMb, used: most('memoryMb', same) },
      }
    }),
    total: {
      ...last.total,
      hosts: base.total.hosts,
      vcpu: { ...base.total.vcpu, used: most('vcpu', total) },
      memoryMb: { ...base.total.memoryMb, used: most('memoryMb', total) },
    },
  }
}

function foldStorage(all: readonly (Storage | null)[]): Storage | null {
  const known = all.filter((storage) => storage !== null)
  const last = known.at(-1)
  if (!last) return null
  return {
    ...last,
    usedBytes: Math.max(...known.map(({ usedBytes }) => usedBytes)),
    pools: last.pools.map((pool) => {
      const same = known.flatMap(({ pools }) => pools.filter(({ name }) => name === pool.name))
      return {
        ...pool,
        storedBytes: Math.max(...same.map(({ storedBytes }) => storedBytes)),
        usedBytes: Math.max(...same.map(({ usedBytes }) => usedBytes)),
      }
    }),
  }
}

/** The day of the week's Monday (UTC). */
function mondayOf(at: string): string {
  const date = new Date(at)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}
