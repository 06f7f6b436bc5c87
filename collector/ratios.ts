import { overrideOf } from '../src/lib/host-overrides.ts'
import type { Config, HostRatio, Hypervisor, ResourceProvider } from '../src/lib/model.ts'
import { groupProviderTrees, inventoriesOf } from '../src/lib/provider-tree.ts'

/**
 * The allocation ratios of each host from its inventories, and over them what the configuration says. A host with dedicated
 * CPUs only has the ratio 1; one of which nothing is known is left out.
 */
export function findRatios(
  hypervisors: readonly Hypervisor[],
  providers: readonly ResourceProvider[],
  overrides: Config['hosts'],
): HostRatio[] {
  const trees = groupProviderTrees(providers)
  return hypervisors
    .map(({ name }) => {
      const tree = trees.get(name) ?? []
      const override = overrideOf(name, overrides)
      const dedicated = inventoriesOf(tree, 'PCPU').length > 0 ? 1 : null
      return {
        host: name,
        cpuRatio: override.cpuRatio ?? inventoriesOf(tree, 'VCPU')[0]?.allocationRatio ?? dedicated,
        ramRatio: override.ramRatio ?? inventoriesOf(tree, 'MEMORY_MB')[0]?.allocationRatio ?? null,
      }
    })
    .filter(({ cpuRatio, ramRatio }) => cpuRatio !== null || ramRatio !== null)
}
