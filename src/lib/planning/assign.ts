import { checkFit, type Question } from './fit.ts'
import { addMoves, runPlan, type Plan } from './plan.ts'
import type { PlanningCloud } from './planning-cloud.ts'
import type { Amounts, PlanningHost, PlanningInstance, PlanningRules, Reason } from './planning-model.ts'
import { freeOf } from './room.ts'

/** A server for which no destination has a place, and why. */
export interface Unplaced {
  instance: PlanningInstance
  /** Each reason with the hosts that gave it, the commonest first. */
  refusals: { reason: Reason; hosts: string[] }[]
}

export interface Assignment {
  plan: Plan
  unplaced: Unplaced[]
}

/**
 * Finds a place for each of these servers, the largest first (best-fit decreasing: by RAM, then vCPU, then id): on the destination
 * that the plan does not empty itself, among those with the fewest warnings, and among those on the one that is fullest afterwards,
 * so that large holes stay whole.
 */
export function assignMoves(
  cloud: PlanningCloud,
  plan: Plan,
  instances: readonly PlanningInstance[],
  destinations: readonly PlanningHost[],
  rules: PlanningRules,
): Assignment {
  const assignment: Assignment = { plan, unplaced: [] }
  for (const instance of instances.toSorted(compareSize)) {
    // A server that is in the plan already is asked for anew.
    const before = { moves: assignment.plan.moves.filter((move) => move.instanceId !== instance.id) }
    const { situation } = runPlan(cloud, before, rules)
    const best = chooseHost(instance, destinations, { cloud, rules, situation })
    if (best.host) {
      assignment.plan = addMoves(assignment.plan, [{ instanceId: instance.id, host: best.host.name }])
    } else {
      assignment.unplaced.push({ instance, refusals: best.refusals })
    }
  }
  return assignment
}

/** The best host for a server, or why there is none. */
export interface Choice {
  host: PlanningHost | null
  refusals: Unplaced['refusals']
}

/** The best of these hosts at one point of a plan. */
export function chooseHost(
  instance: PlanningInstance,
  destinations: readonly PlanningHost[],
  question: Question,
): Choice {
  const refusals = new Map<string, { reason: Reason; hosts: string[] }>()
  let best: Candidate | null = null
  for (const host of destinations) {
    const { reasons, warnings } = checkFit(instance, host, question)
    for (const reason of reasons) {
      const known = refusals.get(reason.code) ?? { reason, hosts: [] }
      known.hosts.push(host.name)
      refusals.set(reason.code, known)
    }
    if (reasons.length > 0) continue
    const used = question.situation.usedOn(host)
    const left = shareLeft(host, used, instance.need?.resources ?? {})
    const candidate = { host, order: [Number(question.situation.isEmptied(host)), warnings.length, left] }
    if (!best || comparePlaces(candidate, best) < 0) best = candidate
  }
  const sorted = [...refusals.values()].sort((a, b) => b.hosts.length - a.hosts.length)
  return { host: best?.host ?? null, refusals: best ? [] : sorted }
}

/** What would be free of a host afterwards, as a mean of the shares of its CPUs and its memory. */
export function shareLeft(host: PlanningHost, used: Amounts, added: Amounts): number {
  const shares = ['VCPU', 'PCPU', 'MEMORY_MB'].flatMap((name) => {
    const free = freeOf(host, used, name)
    const capacity = host.pools[name]?.capacity ?? 0
    const counts = name === 'MEMORY_MB' || added[name] !== undefined
    return free === null || capacity === 0 || !counts ? [] : (free - (added[name] ?? 0)) / capacity
  })
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
}

interface Candidate {
  host: PlanningHost
  /** Each of these counts only where those before it are equal; the least is the best. */
  order: readonly number[]
}

function comparePlaces(a: Candidate, b: Candidate): number {
  const at = a.order.findIndex((value, index) => value !== b.order[index])
  return at === -1 ? 0 : (a.order[at] ?? 0) - (b.order[at] ?? 0)
}

function compareSize(a: PlanningInstance, b: PlanningInstance): number {
  const byMemory = (b.memoryMb ?? 0) - (a.memoryMb ?? 0)
  const byCpus = (b.vcpus ?? 0) - (a.vcpus ?? 0)
  return byMemory || byCpus || (a.id < b.id ? -1 : 1)
}
