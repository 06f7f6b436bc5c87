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
  /** How many fit at once; 0 where there are reasons. */
  count: number
}

export interface Found {
  /** Those with room, the best first. */
  hosts: Candidate[]
  /** Of the tier and zone that were asked for, but without room. */
  refused: Candidate[]
  /** How many fit at once on all of them. */
  total: number
}

/**
 * Where servers of this kind fit. Best fit: first the hosts that take all that are wanted, the one first that is fullest with them, so
 * that large holes stay whole; then those that take some, the one first that takes most.
 */
export function findCompute(hosts: readonly PlanningHost[], wish: Wish): Found {
  const { tier, zone } = wish
  const candidates = hosts
    .filter((host) => (tier === null || host.tiers.includes(tier)) && (zone === null || host.zone === zone))
    .filter((host) => offersCpus(host, wish.cpus))
    .map((host) => judgeHost(host, wish))
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

/** A ratio of 1 gives each server its own CPUs, too. Of a host without a ratio nobody knows. */
function offersCpus({ pools, cpuRatio }: PlanningHost, cpus: CpuKind | null): boolean {
  if (cpus === null || cpus === 'any') return true
  if (cpus === 'dedicated' && pools['PCPU'] !== undefined) return true
  if (pools['VCPU'] === undefined) return false
  return cpuRatio === null || cpuRatio > 1 === (cpus === 'shared')
}

/** Dedicated CPUs are a class of their own where the host has it. */
function needOn({ pools }: PlanningHost, { need, cpus }: Wish): Need {
  const { VCPU: vcpus, ...others } = need.resources
  const asked = cpus === 'dedicated' || (cpus === 'any' && pools['VCPU'] === undefined)
  if (!asked || vcpus === undefined || pools['PCPU'] === undefined) return need
  return { ...need, resources: { PCPU: vcpus, ...others } }
}

function judgeHost(host: PlanningHost, wish: Wish): Candidate {
  const { rules } = wish
  const need = needOn(host, wish)
  const used = usedNow(host)
  const byHost = checkHost(need, { projectId: null, zone: null }, host, rules)
  const room = checkRoom(need, host, used, rules)
  const reasons = [...byHost.reasons, ...room.reasons]
  const warnings = [...byHost.warnings, ...room.warnings]
  const count = reasons.length > 0 ? 0 : countRoom(need, host, used, rules)
  return { host, used, reasons, warnings, count }
}

/** The share that is free of a host with as many as are wanted, or fit. */
function leftWith({ host, used, count }: Candidate, wish: Wish): number {
  const times = Math.min(count, wish.count)
  const added = Object.entries(needOn(host, wish).resources).map(([name, amount]) => [name, amount * times])
  return shareLeft(host, used, Object.fromEntries(added) as Amounts)
}
