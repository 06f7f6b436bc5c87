import { checkFit } from '../../../src/lib/planning/fit.ts'
import { runPlan, type Move } from '../../../src/lib/planning/plan.ts'
import {
  STRICT,
  type Need,
  type PlanningHost,
  type PlanningInstance,
  type PlanningRules,
} from '../../../src/lib/planning/planning-model.ts'
import { aCloud, aHost, aPool, aServer } from './support.ts'

export const SOURCE = aHost({ name: 'cmp01' })

export function need(fields: Partial<Need>): Need {
  return { resources: {}, requiredTraits: [], forbiddenTraits: [], aggregateSpecs: {}, ...fields }
}

export interface FitCase {
  server?: Partial<PlanningInstance>
  host?: Partial<PlanningHost>
  source?: Partial<PlanningHost>
  others?: PlanningInstance[]
  rules?: Partial<PlanningRules>
  before?: Move[]
}

/** The server of cmp01 to cmp02. */
export function fitOf({ server, host, source, others = [], rules, before = [] }: FitCase) {
  const instance = aServer(server)
  const to = aHost({ name: 'cmp02', ...host })
  const cloud = aCloud([{ ...SOURCE, ...source }, to, aHost({ name: 'cmp03' })], [instance, ...others])
  const all = { ...STRICT, ...rules }
  const { situation } = runPlan(cloud, { moves: before }, all)
  return checkFit(instance, to, { cloud, rules: all, situation })
}

export function reasonsOf(fields: FitCase): string[] {
  return fitOf(fields).reasons.map(({ code, words }) => `${code}: ${words}`)
}

export function warningsOf(fields: FitCase): string[] {
  return fitOf(fields).warnings.map(({ code, words }) => `${code}: ${words}`)
}

export const pools = (vcpu: Parameters<typeof aPool>[0], memory: Parameters<typeof aPool>[0] = {}) => ({
  VCPU: aPool(vcpu),
  MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400, ...memory }),
})
