import { checkHost } from './host-rules.ts'
import { wayOut } from './movable.ts'
import type { PlanningCloud } from './planning-cloud.ts'
import type { Amounts, Fit, PlanningHost, PlanningInstance, PlanningRules, Reason } from './planning-model.ts'
import { checkRoom } from './room.ts'

/** Where servers are, and what hosts use, at one point of a plan. */
export interface Situation {
  /** Hypervisor's name. */
  placeOf(instance: PlanningInstance): string | null
  usedOn(host: PlanningHost): Readonly<Amounts>
  /** Does the plan move servers away from it? */
  isEmptied(host: PlanningHost): boolean
}

export interface Question {
  cloud: PlanningCloud
  rules: PlanningRules
  situation: Situation
}

/** Does a server fit on a host, at this point of a plan? Every reason is told, not only the first. */
export function checkFit(instance: PlanningInstance, host: PlanningHost, question: Question): Fit {
  const { cloud, rules, situation } = question
  const place = situation.placeOf(instance)
  const source = place === null ? null : cloud.host(place)
  const way = wayOut(instance, source?.state ?? 'unknown')
  const own = typeof way === 'string' ? [] : [way]
  if (source === host)
    return { reasons: [...own, { code: 'same-host', words: 'is where it already runs' }], warnings: [] }
  if (instance.need === null)
    return {
      reasons: [...own, { code: 'size-unknown', words: 'has a size that is not known' }],
      warnings: [],
    }
  const owner = { projectId: instance.projectId, zone: source?.zone ?? null }
  const byHost = checkHost(instance.need, owner, host, rules)
  const room = checkRoom(instance.need, host, situation.usedOn(host), rules)
  const group = checkGroup(instance, host, question)
  return {
    reasons: [...own, ...byHost.reasons, ...group.reasons, ...room.reasons],
    warnings: [...byHost.warnings, ...group.warnings, ...room.warnings, ...mind(instance, source, host)],
  }
}

/** Nova's ServerGroupAffinityFilter and ServerGroupAntiAffinityFilter, with the members where the plan has put them. */
function checkGroup(instance: PlanningInstance, host: PlanningHost, { cloud, situation }: Question): Fit {
  const fit: Fit = { reasons: [], warnings: [] }
  const { group } = instance
  if (group === null) return fit
  const others = group.memberIds.filter((id) => id !== instance.id).flatMap((id) => cloud.instance(id) ?? [])
  const soft = group.policy.startsWith('soft-')
  const list = soft ? fit.warnings : fit.reasons
  if (group.policy.endsWith('anti-affinity')) {
    const there = others.filter((member) => situation.placeOf(member) === host.name)
    if (there.length > 0)
      list.push({
        code: 'anti-affinity',
        words: `already has ${nameAll(there)} of the ${group.policy} group "${group.name}"`,
      })
  } else if (group.policy.endsWith('affinity')) {
    const elsewhere = others.filter((member) => ![null, host.name].includes(situation.placeOf(member)))
    if (elsewhere.length > 0)
      list.push({
        code: 'affinity',
        words: `is not where ${nameAll(elsewhere)} of the ${group.policy} group "${group.name}" runs`,
      })
  }
  return fit
}

function nameAll(members: readonly PlanningInstance[]): string {
  const [first] = members
  const rest = members.length - 1
  return `"${first?.name ?? ''}"${rest > 0 ? ` and ${rest} more` : ''}`
}

function mind({ locked, need }: PlanningInstance, source: PlanningHost | null, host: PlanningHost): Reason[] {
  const warnings: Reason[] = []
  if (locked) warnings.push({ code: 'locked', words: 'is locked: only an administrator can move it' })
  const usesShared = need?.resources['VCPU'] !== undefined
  if (usesShared && source && source.cpuRatio !== host.cpuRatio) {
    const from = source.tiers[0] ?? 'an unknown one'
    warnings.push({
      code: 'tier',
      words: `is of another tier: ${host.tiers[0] ?? 'an unknown one'} instead of ${from}`,
    })
  }
  return warnings
}
