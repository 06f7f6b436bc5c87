import type { Cloud, Host } from '../cloud-model.ts'
import { instanceResources } from '../flavor-resources.ts'
import type { Instance, ResourceProvider } from '../model.ts'
import type { Amounts } from './planning-model.ts'

type Allocations = Map<Host, Map<string, Amounts>>

export function indexAllocations(hosts: readonly Host[]): Allocations {
  return new Map(hosts.map((host) => [host, sumByConsumer(host.providers)]))
}

function sumByConsumer(tree: readonly ResourceProvider[]): Map<string, Amounts> {
  const byConsumer = new Map<string, Amounts>()
  for (const { allocations } of tree) {
    for (const [consumer, amounts] of Object.entries(allocations ?? {})) {
      const sums = { ...byConsumer.get(consumer) }
      for (const [name, amount] of Object.entries(amounts)) sums[name] = (sums[name] ?? 0) + amount
      byConsumer.set(consumer, sums)
    }
  }
  return byConsumer
}

/** Placement's allocation on its host; what it is made for where Placement was not read. Null where that is not known. */
export function heldBy(instance: Instance, { hostByName }: Cloud, allocations: Allocations): Amounts | null {
  const host = instance.host === null ? undefined : hostByName.get(instance.host)
  if (!host) return null
  const read = host.providers.length > 0 && host.providers.every((provider) => provider.allocations !== null)
  if (read) return allocations.get(host)?.get(instance.id) ?? {}
  return instanceResources(instance, host.pcpu !== null)
}

export function isEqual(a: Amounts, b: Amounts): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => (a[key] ?? 0) === (b[key] ?? 0))
}
