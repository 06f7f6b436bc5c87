import type { FlavorUse } from './cloud-model.ts'
import type { Flavor, Instance } from './model.ts'

/** How many instances use each flavor: by id, or by name where the instance carries no id. */
export function deriveFlavorUse(flavors: readonly Flavor[], instances: readonly Instance[]): FlavorUse[] {
  const idByName = new Map(flavors.map((flavor) => [flavor.name, flavor.id]))
  const known = new Set(flavors.map((flavor) => flavor.id))
  const counts = new Map<string, number>()
  for (const { flavorId, flavorName } of instances) {
    const id = known.has(flavorId) ? flavorId : idByName.get(flavorName)
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return flavors.map((flavor) => ({ flavor, instances: counts.get(flavor.id) ?? 0 }))
}
