import type {
  HostCheck,
  Instance,
  InstanceIdCheck,
  PlacementFinding,
  Snapshot,
  Verification,
} from './model.ts'

/**
 * The check of Nova against Placement: ours where it was made, else what the earlier tool's two files say. They list only
 * hosts with a difference, so a host that is in neither counts as checked only where the file is there. Null: not collected.
 */
export function verificationOf(snapshot: Snapshot): Verification | null {
  if (snapshot.verification !== null) return snapshot.verification
  const { placementDifferences, instanceIdChecks } = snapshot
  if (placementDifferences === null && instanceIdChecks === null) return null
  const times = [...(placementDifferences ?? []), ...(instanceIdChecks ?? [])].flatMap(
    (row) => row.checkedAt ?? [],
  )
  return {
    checkedAt: times.sort().at(-1) ?? snapshot.collectedAt,
    notChecked: null,
    hosts: placementDifferences === null ? [] : earlierHostChecks(snapshot),
    findings: earlierFindings(instanceIdChecks ?? [], snapshot.instances),
  }
}

function earlierHostChecks({ hypervisors, placementDifferences }: Snapshot): HostCheck[] {
  const differences = new Map(placementDifferences?.map((row) => [row.host, row]))
  return hypervisors.map(({ name }): HostCheck => {
    const row = differences.get(name)
    if (!row) {
      return { host: name, state: 'ok', reason: '', placementVcpus: null, actualVcpus: null, difference: 0 }
    }
    return {
      host: name,
      state: row.difference === 0 ? 'ok' : 'different',
      reason: '',
      placementVcpus: row.placementVcpus,
      actualVcpus: row.actualVcpus,
      difference: row.difference,
    }
  })
}

function earlierFindings(
  checks: readonly InstanceIdCheck[],
  instances: readonly Instance[],
): PlacementFinding[] {
  const named = new Set(checks.flatMap((check) => [...check.missingInOpenstack, ...check.missingInPlacement]))
  const byId = new Map(instances.filter(({ id }) => named.has(id)).map((instance) => [instance.id, instance]))
  function finding(kind: PlacementFinding['kind'], host: string, consumerId: string): PlacementFinding {
    return {
      kind,
      host,
      providerUuid: null,
      consumerId,
      instanceName: byId.get(consumerId)?.name ?? null,
      actualHost: byId.get(consumerId)?.host ?? null,
      allocated: {},
      expected: {},
    }
  }
  return checks.flatMap((check) => [
    ...check.missingInOpenstack.map((id) => finding('orphan', check.host, id)),
    ...check.missingInPlacement.map((id) => finding('missing-allocation', check.host, id)),
  ])
}
