import { formatCount, formatGib, formatMemoryMb } from '../units.ts'
import type {
  Amounts,
  Fit,
  Need,
  PlanningHost,
  PlanningRules,
  Pool,
  Reason,
  ReasonCode,
} from './planning-model.ts'

const CODES: Record<string, ReasonCode> = { VCPU: 'vcpu', PCPU: 'pcpu', MEMORY_MB: 'memory', DISK_GB: 'disk' }
const NAMES: Record<string, string> = {
  VCPU: 'vCPU',
  PCPU: 'dedicated CPUs',
  MEMORY_MB: 'RAM',
  DISK_GB: 'disk',
}

/** `8 vCPU`, `16 dedicated CPUs`, `12.5 GiB RAM`, `100 GiB disk`, `1 VGPU` */
export function formatAmount(resourceClass: string, amount: number): string {
  const name = NAMES[resourceClass] ?? resourceClass
  if (resourceClass === 'MEMORY_MB') return `${formatMemoryMb(amount)} ${name}`
  if (resourceClass === 'DISK_GB') return `${formatGib(amount)} ${name}`
  return `${formatCount(amount)} ${name}`
}

/** What is left of a class after use; null where the host has none of it, or its capacity is unknown. */
export function freeOf(host: PlanningHost, used: Readonly<Amounts>, resourceClass: string): number | null {
  const capacity = host.pools[resourceClass]?.capacity ?? null
  return capacity === null ? null : capacity - (used[resourceClass] ?? 0)
}

const current = new WeakMap<PlanningHost, Readonly<Amounts>>()

/** What a host uses before any plan. Computed once a host: a search asks thousands of times. */
export function usedNow(host: PlanningHost): Readonly<Amounts> {
  const known =
    current.get(host) ??
    Object.fromEntries(Object.entries(host.pools).map(([name, { used }]) => [name, used]))
  current.set(host, known)
  return known
}

/** How much of a class is promised to others. Of a spare all is held back, by a rule of its own. */
function heldBack(host: PlanningHost, resourceClass: string, rules: PlanningRules): number {
  return rules.useReserved || host.spare ? 0 : (host.reserved[resourceClass] ?? 0)
}

/** Does a host with this use have room for a need? Placement's rules (docs/capacity.md, "Does a server fit?"), and our reservations. */
export function checkRoom(
  need: Need,
  host: PlanningHost,
  used: Readonly<Amounts>,
  rules: PlanningRules,
): Fit {
  const fit: Fit = { reasons: [], warnings: [] }
  const unknown: string[] = []
  for (const [resourceClass, amount] of Object.entries(need.resources)) {
    const pool = host.pools[resourceClass]
    if (!pool) addMissing(fit, resourceClass)
    else if (pool.capacity === null) unknown.push(NAMES[resourceClass] ?? resourceClass)
    else addShortage(fit, { resourceClass, amount, pool, host, used, rules })
  }
  if (unknown.length > 0)
    fit.reasons.push({
      code: 'capacity-unknown',
      words: `has an unknown capacity of ${unknown.join(' and ')}`,
    })
  return fit
}

/** How many of a need fit at once; each alone must fit, which `checkRoom` says. */
export function countRoom(
  need: Need,
  host: PlanningHost,
  used: Readonly<Amounts>,
  rules: PlanningRules,
): number {
  const counts = Object.entries(need.resources).map(([resourceClass, amount]) => {
    const free = freeOf(host, used, resourceClass)
    return free === null ? Infinity : Math.floor((free - heldBack(host, resourceClass, rules)) / amount)
  })
  const least = Math.min(...counts)
  return Number.isFinite(least) ? Math.max(0, least) : 0
}

function addMissing({ reasons, warnings }: Fit, resourceClass: string): void {
  if (resourceClass === 'DISK_GB') {
    // A pool that hosts share has a provider of its own, outside of theirs.
    warnings.push({ code: 'disk', words: 'does not count its disk: check the room for it' })
    return
  }
  const name = resourceClass === 'VCPU' ? 'shared vCPU' : (NAMES[resourceClass] ?? resourceClass)
  reasons.push({ code: CODES[resourceClass] ?? 'resource', words: `has no ${name}` })
}

interface Demand {
  resourceClass: string
  amount: number
  pool: Pool
  host: PlanningHost
  used: Readonly<Amounts>
  rules: PlanningRules
}

function addShortage({ reasons }: Fit, demand: Demand): void {
  const { resourceClass, amount, host, used, rules } = demand
  const unit = unitProblem(demand)
  if (unit !== null) reasons.push(unit)
  const free = freeOf(host, used, resourceClass) ?? 0
  const reserved = heldBack(host, resourceClass, rules)
  const needed = formatAmount(resourceClass, amount)
  if (amount > free) {
    const left =
      free < 0
        ? `is ${formatAmount(resourceClass, -free)} over`
        : `has ${formatAmount(resourceClass, free)} free`
    reasons.push({ code: CODES[resourceClass] ?? 'resource', words: `${left}, ${needed} needed` })
  } else if (amount > free - reserved) {
    const purpose = host.purpose === '' ? '' : ` for "${host.purpose}"`
    const words = `has ${formatAmount(resourceClass, free)} free, but ${formatAmount(resourceClass, reserved)} reserved${purpose}, ${needed} needed`
    reasons.push({ code: 'reservation', words })
  }
}

/** The size of one server: min_unit, max_unit and step_size of Placement's inventories. */
function unitProblem({ resourceClass, amount, pool }: Demand): Reason | null {
  const { minUnit, maxUnit, stepSize } = pool
  const needed = `${formatAmount(resourceClass, amount)} needed`
  const words = () => {
    if (maxUnit !== null && amount > maxUnit)
      return `takes at most ${formatAmount(resourceClass, maxUnit)} for one server, ${needed}`
    if (amount < minUnit)
      return `gives at least ${formatAmount(resourceClass, minUnit)} to one server, ${needed}`
    if (amount % stepSize !== 0)
      return `gives ${NAMES[resourceClass] ?? resourceClass} in steps of ${formatStep(resourceClass, stepSize)}, ${formatStep(resourceClass, amount)} needed`
    return null
  }
  const problem = words()
  return problem === null ? null : { code: 'unit', words: problem }
}

/** Exact, since rounded ones may look as if they were whole steps: `1,025 MiB`, `3 GiB`, `4 vCPU` */
function formatStep(resourceClass: string, amount: number): string {
  const unit = { MEMORY_MB: 'MiB', DISK_GB: 'GiB' }[resourceClass] ?? NAMES[resourceClass] ?? resourceClass
  return `${formatCount(amount)} ${unit}`
}
