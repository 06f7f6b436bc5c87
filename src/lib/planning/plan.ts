import { checkFit, type Situation } from './fit.ts'
import { wayOut, type Way } from './movable.ts'
import type { PlanningCloud } from './planning-cloud.ts'
import type { Amounts, Fit, PlanningHost, PlanningInstance, PlanningRules } from './planning-model.ts'
import { usedNow } from './room.ts'

export interface Move {
  instanceId: string
  /** Hypervisor's name. */
  host: string
}

/** Moves in the order in which they are to be made. Never changed, only replaced. */
export interface Plan {
  moves: readonly Move[]
}

export const EMPTY_PLAN: Plan = { moves: [] }

/** A server that moves already gets another destination, in the same place of the order. */
export function addMoves(plan: Plan, moves: readonly Move[]): Plan {
  const changed = new Map(moves.map((move) => [move.instanceId, move]))
  const known = new Set(plan.moves.map(({ instanceId }) => instanceId))
  const kept = plan.moves.map((move) => changed.get(move.instanceId) ?? move)
  return { moves: [...kept, ...[...changed.values()].filter(({ instanceId }) => !known.has(instanceId))] }
}

export function removeMove(plan: Plan, instanceId: string): Plan {
  return { moves: plan.moves.filter((move) => move.instanceId !== instanceId) }
}

/** One move as the plan stands at its turn. */
export interface Step extends Fit {
  instance: PlanningInstance
  from: PlanningHost | null
  to: PlanningHost
  /** Null where it cannot be moved at all. */
  way: Way | null
}

export interface PlanOutcome {
  steps: Step[]
  /** After all moves that fit; a move that does not fit changes nothing. */
  situation: Situation
}

/** Makes the moves one after another, each checked against what those before it left. */
export function runPlan(cloud: PlanningCloud, plan: Plan, rules: PlanningRules): PlanOutcome {
  const places = new Map<string, string>()
  const used = new Map<PlanningHost, Readonly<Amounts>>()
  const sources = new Set<PlanningHost>()
  const situation: Situation = {
    placeOf: ({ id, host }) => places.get(id) ?? host,
    usedOn: (host) => used.get(host) ?? usedNow(host),
    isEmptied: (host) => sources.has(host),
  }
  const steps: Step[] = []
  for (const { instanceId, host } of plan.moves) {
    const instance = cloud.instance(instanceId)
    const to = cloud.host(host)
    if (!instance || !to) continue
    const from = instance.host === null ? null : cloud.host(instance.host)
    const fit = checkFit(instance, to, { cloud, rules, situation })
    const way = wayOut(instance, from?.state ?? 'unknown')
    steps.push({ ...fit, instance, from, to, way: typeof way === 'string' ? way : null })
    if (fit.reasons.length > 0) continue
    if (from) {
      sources.add(from)
      used.set(from, addAmounts(situation.usedOn(from), instance.held, -1))
    }
    used.set(to, addAmounts(situation.usedOn(to), instance.need?.resources ?? {}, 1))
    places.set(instance.id, to.name)
  }
  // Known only at the end: an arrival is marked, too, where the others leave after it.
  for (const { to, warnings } of steps)
    if (sources.has(to))
      warnings.push({ code: 'emptied', words: 'is a host that the plan moves instances away from' })
  return { steps, situation }
}

/** Instances that the plan puts on a host from which it moves others away: emptying it would leave them there. */
export function arrivalsOn(host: PlanningHost, { steps, situation }: PlanOutcome): number {
  if (!situation.isEmptied(host)) return 0
  return steps.filter(({ to, reasons }) => to === host && reasons.length === 0).length
}

function addAmounts(used: Readonly<Amounts>, amounts: Amounts, sign: 1 | -1): Amounts {
  const sum = { ...used }
  for (const [name, amount] of Object.entries(amounts)) sum[name] = (sum[name] ?? 0) + sign * amount
  return sum
}
