import { findInstanceFindings } from './instance-check.ts'
import type { PlacementCheckInput, PlacementRecords } from './placement-records.ts'
import { indexPlacementRecords } from './placement-records.ts'
import type {
  HostCheck,
  Hypervisor,
  InstanceIdCheck,
  PlacementDifference,
  ResourceProvider,
  Verification,
} from './model.ts'
import { describeUnread, inventoriesOf, sumAllocations } from './provider-tree.ts'

export type { PlacementCheckInput }

/** Nova against Placement: docs/capacity.md, "Nova against Placement" and "Instance check per host". */
export function checkPlacement(input: PlacementCheckInput): Verification {
  const { checkedAt, providers } = input
  if (providers === null) {
    return { checkedAt, notChecked: 'Placement was not collected', hosts: [], findings: [] }
  }
  const records = indexPlacementRecords({ ...input, providers })
  return {
    checkedAt,
    notChecked: null,
    hosts: input.hypervisors.map((hypervisor) => checkHost(hypervisor, records)),
    findings: findInstanceFindings(records),
  }
}

/** placement_diff.json of the earlier tool: only hosts with a difference. */
export function toPlacementDifferences({ checkedAt, hosts }: Verification): PlacementDifference[] {
  return hosts.flatMap(({ host, state, placementVcpus, actualVcpus, difference }) =>
    state !== 'different' || placementVcpus === null || actualVcpus === null || difference === null
      ? []
      : { host, placementVcpus, actualVcpus, difference, checkedAt },
  )
}

/** instance_ids_check.json of the earlier tool: orphans and missing allocations, of hosts that have any. */
export function toInstanceIdChecks({ checkedAt, findings }: Verification): InstanceIdCheck[] {
  const told = findings.filter(({ kind }) => kind === 'orphan' || kind === 'missing-allocation')
  return [...Map.groupBy(told, (finding) => finding.host)].map(([host, own]) => ({
    host,
    missingInOpenstack: own.filter(({ kind }) => kind === 'orphan').map((finding) => finding.consumerId),
    missingInPlacement: own.filter(({ kind }) => kind !== 'orphan').map((finding) => finding.consumerId),
    checkedAt,
  }))
}

/** hypervisor.vcpus_used - VCPU.reserved must equal the tree's VCPU and PCPU allocations. */
function checkHost(hypervisor: Hypervisor, records: PlacementRecords): HostCheck {
  const { name, state, vcpusUsed } = hypervisor
  const tree = records.trees.get(name)
  if (!tree) return notChecked(name, 'Placement has no resource provider of this name')
  const unread = describeUnread(tree)
  if (unread !== '') return notChecked(name, `the ${unread} of its resource provider could not be read`)
  const placementVcpus = sumAllocations(tree, 'VCPU') + sumAllocations(tree, 'PCPU')
  if (state === 'down') {
    return notChecked(
      name,
      'the host is down, so that its counters are those of its last report',
      placementVcpus,
    )
  }
  if (inventoriesOf(tree, 'VCPU').length + inventoriesOf(tree, 'PCPU').length === 0) {
    return notChecked(name, 'its resource provider offers no CPUs, as one of bare metal does not')
  }
  if (vcpusUsed === null)
    return notChecked(name, 'this cloud does not report the counters of its hosts', placementVcpus)
  const actualVcpus = vcpusUsed - sumReservedVcpus(tree)
  const difference = placementVcpus - actualVcpus
  const counted = { host: name, placementVcpus, actualVcpus, difference }
  if (difference === 0) return { ...counted, state: 'ok', reason: '' }
  if (!records.unsettledHosts.has(name)) return { ...counted, state: 'different', reason: '' }
  return {
    ...counted,
    state: 'unsettled',
    reason: 'an instance of this host changed within two minutes of the reading; the next collection decides',
  }
}

function notChecked(host: string, reason: string, placementVcpus: number | null = null): HostCheck {
  return { host, state: 'not-checked', reason, placementVcpus, actualVcpus: null, difference: null }
}

function sumReservedVcpus(tree: readonly ResourceProvider[]): number {
  return inventoriesOf(tree, 'VCPU').reduce((sum, inventory) => sum + inventory.reserved, 0)
}
