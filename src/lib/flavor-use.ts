import type { FlavorUse } from './cloud-model.ts'
import type { Flavor, Instance } from './model.ts'

/**
 * How many instances use each flavor: by id, or by name where the instance carries no id. A name that two flavors share says
 * nothing. An id that no flavor has is a deleted flavor's, even where a new one took its name.
 */
export function deriveFlavorUse(flavors: readonly Flavor[], instances: readonly Instance[]): FlavorUse[] {
  const byName = Map.groupBy(flavors, (flavor) => flavor.name)
  const counts = new Map<string, number>()
  const named = countNames(instances)
  for (const { flavorId, flavorName } of instances) {
    const [only, another] = byName.get(flavorName) ?? []
    const id = flavorId !== '' ? flavorId : another ? undefined : only?.id
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return flavors.map((flavor) => {
    const count = counts.get(flavor.id) ?? 0
    return { flavor, instances: count, nameSuffices: named.get(flavor.name.toLowerCase()) === count }
  })
}

/** The instances that no flavor counts: of a deleted one, or of a name that two flavors share. */
export function findFlavorless(flavors: readonly Flavor[], instances: readonly Instance[]): Instance[] {
  const ids = new Set(flavors.map(({ id }) => id))
  const byName = Map.groupBy(flavors, (flavor) => flavor.name)
  return instances.filter(({ flavorId, flavorName }) =>
    flavorId === '' ? byName.get(flavorName)?.length !== 1 : !ids.has(flavorId),
  )
}

/** As a filter by name finds them: in any case. */
function countNames(instances: readonly Instance[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { flavorName } of instances) {
    const name = flavorName.toLowerCase()
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
