import { shareLeft } from './assign.ts'
import { checkHost } from './host-rules.ts'
import type { Amounts, Fit, Need, PlanningHost, PlanningRules } from './planning-model.ts'
import { checkRoom, countRoom, usedNow } from './room.ts'

/** CPUs that others share, CPUs of one's own, or whatever there is. */
export type CpuKind = 'any' | 'shared' | 'dedicated'

/** What is looked for: so many servers alike, and where they may be. */
export interface Wish {
  need: Need
  /** Null where the need says it itself, as a flavor does. */
  cpus: CpuKind | null
  /** At least 1. */
  count: number
  /** A tier's name; null for any. */
  tier: string | null
  zone: string | null
  rules: PlanningRules
}

export interface Candidate extends Fit {
  host: PlanningHost
  used: Amounts
  /** What one server takes here. */
  need: Need
  /** How many fit at once; 0 where there are reasons. */
  count: number
}

export interface Found {
  /** Those with room, the best first. */
  hosts: Candidate[]
  /** Of the tier, zone and CPUs that were asked for, but without room. */
  refused: Candidate[]
  /** How many fit at once on all of them. */
  total: number
}

/**
 * Where servers of this kind fit. Best fit: first the hosts that take all that are wanted, the one first that is fullest with them, so
 * that large holes stay whole; then those that take some, the one first that takes most.
 */
export function findCompute(hosts: readonly PlanningHost[], wish: Wish): Found {
  const candidates = hosts
    .filter(({ zone }) => wish.zone === null || zone === wish.zone)
    .flatMap((host) => judgeHost(host, wish) ?? [])
  const fitting = candidates.filter(({ count }) => count > 0)
  const ranked = fitting.map((candidate) => ({ candidate, left: leftWith(candidate, wish) }))
  ranked.sort((a, b) => {
    const byCount = Math.min(b.candidate.count, wish.count) - Math.min(a.candidate.count, wish.count)
    return byCount || a.left - b.left
  })
  return {
    hosts: ranked.map(({ candidate }) => candidate),
    refused: candidates.filter(({ count }) => count === 0),
    total: fitting.reduce((sum, { count }) => sum + count, 0),
  }
}

/** Placement's classes of CPUs. */
const CPU_CLASSES = ['VCPU', 'PCPU'] as const
type CpuClass = (typeof CPU_CLASSES)[number]

/** What the wish asks of this host, of CPUs that are of the tier; null where it has none that were asked for. */
function needOn(host: PlanningHost, { need, cpus, tier }: Wish): Need | null {
  const isOfTier = (name: CpuClass) => tier === null || inTier(host, name, tier)
  const { VCPU: vcpus, ...others } = need.resources
  if (cpus === null || vcpus === undefined) {
    const asked = CPU_CLASSES.filter((name) => need.resources[name] !== undefined)
    const isAsked = asked.length === 0 ? tier === null || host.tiers.includes(tier) : asked.some(isOfTier)
    return isAsked ? need : null
  }
  const first = CPU_CLASSES.find((name) => isOfKind(host, name, cpus) && isOfTier(name))
  return first === undefined ? null : { ...need, resources: { [first]: vcpus, ...others } }
}

/** A ratio of 1 gives each server its own CPUs, too. Of a host without a ratio nobody knows. */
function isOfKind({ pools, cpuRatio }: PlanningHost, name: CpuClass, cpus: CpuKind): boolean {
  if (pools[name] === undefined) return false
  if (cpus === 'any') return true
  if (name === 'PCPU') return cpus === 'dedicated'
  return cpuRatio === null || cpuRatio > 1 === (cpus === 'shared')
}

/** Of a host with both kinds of CPUs the first tier is that of the shared ones, the last that of the dedicated ones. */
function inTier({ pools, tiers, cpuRatio }: PlanningHost, name: CpuClass, tier: string): boolean {
  // Of unknown capacity it is in no tier.
  if ((pools[name]?.capacity ?? null) === null) return false
  if (name === 'PCPU') return tiers.at(-1) === tier
  return cpuRatio !== null && tiers[0] === tier
}

function judgeHost(host: PlanningHost, wish: Wish): Candidate | null {
  const { rules } = wish
  const need = needOn(host, wish)
  if (need === null) return null
  const used = usedNow(host)
  const byHost = checkHost(need, { projectId: null, zone: null }, host, rules)
  const room = checkRoom(need, host, used, rules)
  const reasons = [...byHost.reasons, ...room.reasons]
  const warnings = [...byHost.warnings, ...room.warnings]
  const count = reasons.length > 0 ? 0 : countRoom(need, host, used, rules)
  return { host, used, need, reasons, warnings, count }
}

/** The share that is free of a host with as many as are wanted, or fit. */
function leftWith({ host, used, count, need }: Candidate, wish: Wish): number {
  const times = Math.min(count, wish.count)
  const added = Object.entries(need.resources).map(([name, amount]) => [name, amount * times])
  return shareLeft(host, used, Object.fromEntries(added) as Amounts)
}
