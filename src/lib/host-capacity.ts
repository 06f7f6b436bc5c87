import type { Amounts } from './cloud-model.ts'
import type { HostOverride } from './host-overrides.ts'
import type { HostRatio, Hypervisor, ResourceProvider } from './model.ts'
import { deriveClassAmounts, describeUnread, inventoriesOf } from './provider-tree.ts'

/** Capacity of one host. Formulas: docs/capacity.md, "One host". */
export interface HostCapacity {
  cpuRatio: number | null
  ramRatio: number | null
  vcpu: Amounts | null
  pcpu: Amounts | null
  memoryMb: Amounts
}

export interface HostCapacityInput {
  hypervisor: Hypervisor
  ratio: HostRatio | null
  /** The host's resource providers, root first; empty where Placement was not collected. */
  tree: readonly ResourceProvider[]
  override: HostOverride
  /** What its instances are made for: used where neither Placement nor the hypervisor counts. */
  instances: { vcpus: number; memoryMb: number }
}

/** Placement's inventories and allocations where all of the host's are known, the hypervisor's line and ratio.txt otherwise. */
export function deriveHostCapacity(input: HostCapacityInput): HostCapacity {
  const { hypervisor } = input
  const tree = describeUnread(input.tree) === '' ? input.tree : []
  const override = { ...overrideFromHost(input.ratio), ...input.override }
  const memory = deriveClassAmounts(tree, 'MEMORY_MB', { ratio: override.ramRatio })
  const ramRatio = ratioOf(override.ramRatio, memory && tree, 'MEMORY_MB', input.ratio?.ramRatio)
  const memoryMb =
    memory ?? withRatio(hypervisor.memoryMb, ramRatio, hypervisor.memoryMbUsed ?? input.instances.memoryMb)

  const vcpu = deriveClassAmounts(tree, 'VCPU', { total: override.vcpus, ratio: override.cpuRatio })
  const pcpu = deriveClassAmounts(tree, 'PCPU')
  if (pcpu && !vcpu) return { cpuRatio: 1, ramRatio, vcpu, pcpu, memoryMb }

  // The hypervisor counts shared and dedicated CPUs in one, so that no one ratio fits a host that has both.
  const isMixed = !vcpu && hasBothKinds(input.tree)
  const cpuRatio = isMixed ? null : ratioOf(override.cpuRatio, vcpu && tree, 'VCPU', input.ratio?.cpuRatio)
  return { cpuRatio, ramRatio, vcpu: vcpu ?? deriveFromHypervisor(input, cpuRatio), pcpu, memoryMb }
}

function hasBothKinds(tree: readonly ResourceProvider[]): boolean {
  return ['VCPU', 'PCPU'].every((resourceClass) => inventoriesOf(tree, resourceClass).length > 0)
}

/** A ratio of the host's own nova.conf is only collected where Placement does not know one or was set behind it. */
function overrideFromHost(ratio: HostRatio | null): HostOverride {
  if (!ratio?.source?.includes('nova.conf')) return {}
  return { cpuRatio: ratio.cpuRatio ?? undefined, ramRatio: ratio.ramRatio ?? undefined }
}

function deriveFromHypervisor(
  { hypervisor, override, instances }: HostCapacityInput,
  cpuRatio: number | null,
) {
  const amounts = withRatio(
    override.vcpus ?? hypervisor.vcpus,
    cpuRatio,
    hypervisor.vcpusUsed ?? instances.vcpus,
  )
  if (amounts.capacity === null) return amounts
  const capacity = Math.floor(amounts.capacity)
  return { ...amounts, capacity, free: capacity - amounts.used }
}

function withRatio(total: number | null, ratio: number | null, used: number): Amounts {
  const capacity = total === null || ratio === null ? null : total * ratio
  return { total, capacity, used, free: capacity === null ? null : capacity - used }
}

function ratioOf(
  configured: number | undefined,
  tree: readonly ResourceProvider[] | null,
  resourceClass: string,
  collected: number | null | undefined,
): number | null {
  return configured ?? (tree && inventoriesOf(tree, resourceClass)[0]?.allocationRatio) ?? collected ?? null
}
