import type { Fit, Need, PlanningHost, PlanningRules, Reason } from './planning-model.ts'

/** Whom a server belongs to, and where it is bound to stay; null where that is not known or does not matter. */
export interface Owner {
  projectId: string | null
  zone: string | null
}

/** Aggregates with it take servers of the named projects alone: AggregateMultiTenancyIsolation and its Placement filter. */
const TENANT_KEY = 'filter_tenant_id'
/** Comparisons of nova.scheduler.filters.extra_specs_ops that are more than equality. */
const OPERATOR = /^(<in>|<all-in>|==|!=|>=|<=|=|s==|s!=|s<=|s<|s>=|s>)\s/

/** Everything about a host that is not a number: its state, what it is kept for, zone, traits, aggregates. */
export function checkHost(need: Need, owner: Owner, host: PlanningHost, rules: PlanningRules): Fit {
  const fit: Fit = { reasons: [], warnings: [] }
  const state = stateProblem(host)
  if (state) fit.reasons.push(state)
  if (host.spare && !rules.useSpares)
    fit.reasons.push({ code: 'spare', words: `is a spare: "${host.purpose}"` })
  if (owner.zone !== null && host.zone !== null && host.zone !== owner.zone) {
    const reason: Reason = { code: 'zone', words: `is in zone ${host.zone}, not in ${owner.zone}` }
    ;(rules.otherZones ? fit.warnings : fit.reasons).push(reason)
  }
  checkTraits(need, host, fit)
  checkAggregates(need, owner, host, fit)
  return fit
}

function stateProblem({ state, disabledReason }: PlanningHost): Reason | null {
  if (state === 'down') return { code: 'down', words: 'is down' }
  if (state === 'unknown') return { code: 'state-unknown', words: 'is in an unknown state' }
  if (state === 'up') return null
  return { code: 'disabled', words: disabledReason ? `is disabled: ${disabledReason}` : 'is disabled' }
}

function checkTraits(need: Need, { traits }: PlanningHost, { reasons, warnings }: Fit): void {
  const asked = [...need.requiredTraits, ...need.forbiddenTraits]
  if (asked.length === 0) return
  if (traits === null) {
    warnings.push({ code: 'trait', words: `has unknown traits; the flavor asks for ${asked.join(', ')}` })
    return
  }
  const missing = need.requiredTraits.filter((trait) => !traits.includes(trait))
  const unwanted = need.forbiddenTraits.filter((trait) => traits.includes(trait))
  if (missing.length > 0) reasons.push({ code: 'trait', words: `lacks the trait ${missing.join(', ')}` })
  if (unwanted.length > 0)
    reasons.push({ code: 'trait', words: `has the forbidden trait ${unwanted.join(', ')}` })
}

function checkAggregates(need: Need, owner: Owner, { metadata }: PlanningHost, fit: Fit): void {
  const specs = Object.entries(need.aggregateSpecs)
  if (metadata === null) {
    if (specs.length > 0)
      fit.warnings.push({ code: 'aggregate', words: 'has unknown aggregates; the flavor asks for some' })
    return
  }
  for (const [key, wanted] of specs) {
    const values = metadata[key] ?? []
    if (OPERATOR.test(wanted))
      fit.warnings.push({ code: 'aggregate', words: `was not checked for ${key} ${wanted} of an aggregate` })
    else if (!alternatives(wanted).some((value) => values.includes(value)))
      fit.reasons.push({ code: 'aggregate', words: `is in no aggregate with ${key}=${wanted}` })
  }
  const tenants = Object.entries(metadata).flatMap(([key, ids]) => (key.startsWith(TENANT_KEY) ? ids : []))
  if (tenants.length === 0 || (owner.projectId !== null && tenants.includes(owner.projectId))) return
  if (owner.projectId === null)
    fit.warnings.push({ code: 'aggregate', words: 'is for certain projects alone' })
  else fit.reasons.push({ code: 'aggregate', words: 'is in an aggregate for other projects' })
}

/** `<or> a <or> b` is either; anything else is itself. */
function alternatives(wanted: string): string[] {
  if (!wanted.startsWith('<or>')) return [wanted]
  return wanted
    .split('<or>')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
