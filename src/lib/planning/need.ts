import type { Amounts, Need } from './planning-model.ts'

const TRAIT_SPEC = /^trait[^:]*:(.+)$/
const AGGREGATE_SPEC = 'aggregate_instance_extra_specs:'

/**
 * A need from amounts by resource class and a flavor's extra specs: `trait:X=required|forbidden` as Placement takes them, and
 * `aggregate_instance_extra_specs:KEY=VALUE` as Nova's AggregateInstanceExtraSpecsFilter does.
 */
export function makeNeed(resources: Amounts, specs: Record<string, string>): Need {
  const need: Need = { resources, requiredTraits: [], forbiddenTraits: [], aggregateSpecs: {} }
  for (const [spec, value] of Object.entries(specs)) {
    const trait = TRAIT_SPEC.exec(spec)?.[1]
    if (trait !== undefined && value === 'required') need.requiredTraits.push(trait)
    if (trait !== undefined && value === 'forbidden') need.forbiddenTraits.push(trait)
    if (spec.startsWith(AGGREGATE_SPEC)) need.aggregateSpecs[spec.slice(AGGREGATE_SPEC.length)] = value
  }
  return need
}
