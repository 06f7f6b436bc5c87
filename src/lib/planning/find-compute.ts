import { shareLeft } from './assign.ts'
import { checkHost } from './host-rules.ts'
import type { Amounts, Fit, Need, PlanningHost, PlanningRules, Reason } from './planning-model.ts'
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
  /** What one server may take here: by shared CPUs, by dedicated ones, or by either. */
  needs: Need[]
  /** How many fit at once, by all of these; 0 where there are reasons. */
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

/** What one server may ask of this host, by each class of its CPUs that is of the kind and tier; none where there is none. */
function needsOn(host: PlanningHost, { need, cpus, tier }: Wish): Need[] {
  const isOfTier = (name: CpuClass) => tier === null || inTier(host, name, tier)
  const { VCPU: vcpus, ...others } = need.resources
  if (cpus === null || vcpus === undefined) {
    const asked = CPU_CLASSES.filter((name) => need.resources[name] !== undefined)
    const isAsked = asked.length === 0 ? tier === null || host.tiers.includes(tier) : asked.some(isOfTier)
    return isAsked ? [need] : []
  }
  return CPU_CLASSES.filter((name) => isOfKind(host, name, cpus) && isOfTier(name)).map((name) => ({
    ...need,
    resources: { [name]: vcpus, ...others },
  }))
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
  const used = usedNow(host)
  const choices = needsOn(host, wish).map((need) => ({ need, fit: checkRoom(need, host, used, rules) }))
  if (choices.length === 0) return null
  const byHost = checkHost(wish.need, { projectId: null, zone: null }, host, rules)
  const open = byHost.reasons.length > 0 ? [] : choices.filter(({ fit }) => fit.reasons.length === 0)
  const needs = open.map(({ need }) => need)
  const reasons =
    open.length > 0 ? [] : [byHost, ...choices.map(({ fit }) => fit)].flatMap((fit) => fit.reasons)
  const warnings = [byHost, ...choices.map(({ fit }) => fit)].flatMap((fit) => fit.warnings)
  const { count } = fillHost(host, needs, rules, Infinity)
  return { host, used, needs, reasons: distinct(reasons), warnings: distinct(warnings), count }
}

/**
 * As many as fit, but no more than `most`: by the first class of CPUs, then by the next beside them. RAM and disk are shared by
 * both, and each server takes the same of them, so the order does not change how many there are.
 */
function fillHost(
  host: PlanningHost,
  needs: readonly Need[],
  rules: PlanningRules,
  most: number,
): { count: number; added: Amounts } {
  const used = { ...usedNow(host) }
  const added: Amounts = {}
  let count = 0
  for (const need of needs) {
    const times = Math.min(countRoom(need, host, used, rules), most - count)
    if (times === 0) continue
    count += times
    for (const [name, amount] of Object.entries(need.resources)) {
      used[name] = (used[name] ?? 0) + amount * times
      added[name] = (added[name] ?? 0) + amount * times
    }
  }
  return { count, added }
}

/** The share that is free of a host with as many as are wanted, or fit. */
function leftWith({ host, used, needs }: Candidate, { rules, count }: Wish): number {
  return shareLeft(host, used, fillHost(host, needs, rules, count).added)
}

/** Both classes of CPUs say the same of RAM and disk. */
function distinct(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((reason) => [reason.words, reason])).values()]
}
