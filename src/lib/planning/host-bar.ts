import type { CapacityParts } from '../capacity-bar.ts'
import { formatPercent } from '../units.ts'
import type { Amounts, PlanningHost } from './planning-model.ts'
import { formatAmount, freeOf } from './room.ts'

/** The classes of a host that people plan with, in the order in which they are shown. */
export function shownClasses({ pools }: PlanningHost): string[] {
  return ['VCPU', 'PCPU', 'MEMORY_MB'].filter((name) => pools[name] !== undefined)
}

/** The parts of a host's bar with this use, as on every page: a spare holds back all that it has free. */
export function planningBar(host: PlanningHost, used: Amounts, resourceClass: string): CapacityParts {
  const free = freeOf(host, used, resourceClass) ?? 0
  const reserved = host.spare ? 0 : (host.reserved[resourceClass] ?? 0)
  const spare = host.spare ? Math.max(0, free) : 0
  const unavailable = host.state === 'up' ? 0 : Math.max(0, free - reserved - spare)
  return {
    used: used[resourceClass] ?? 0,
    reserved,
    spare,
    ...(unavailable > 0 && { unavailable }),
    capacity: host.pools[resourceClass]?.capacity ?? null,
  }
}

/** `48 of 96 vCPU used (50.0 %), 48 vCPU free`, for those who do not see the bar. */
export function describeUse(host: PlanningHost, used: Amounts, resourceClass: string): string {
  const amount = used[resourceClass] ?? 0
  const capacity = host.pools[resourceClass]?.capacity ?? null
  if (capacity === null) return `${formatAmount(resourceClass, amount)} used, capacity unknown`
  const free = capacity - amount
  const rest =
    free < 0 ? `${formatAmount(resourceClass, -free)} over` : `${formatAmount(resourceClass, free)} free`
  return `${formatAmount(resourceClass, amount)} used of ${formatAmount(resourceClass, capacity)} (${formatPercent(amount, capacity)}), ${rest}`
}
