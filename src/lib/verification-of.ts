import type { Cloud } from './cloud-model.ts'
import type {
  HostCheck,
  Instance,
  InstanceIdCheck,
  PlacementDifference,
  PlacementFinding,
  Snapshot,
  Verification,
} from './model.ts'

const DAY = 86_400_000

/**
 * The check of Nova against Placement: ours where it was made, else what the earlier tool's two files say. They list only
 * hosts with a difference; of the others nothing is known, as a host may have been skipped or added since. Null: not collected.
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
    hosts: placementDifferences?.map(toHostCheck) ?? [],
    findings: earlierFindings(instanceIdChecks ?? [], snapshot.instances),
  }
}

/** Whether the check is read from the earlier tool's files, which list only what differs. */
export function isEarlierCheck({
  snapshot,
  verification,
}: Pick<Cloud, 'snapshot' | 'verification'>): boolean {
  return verification !== null && snapshot.verification === null
}

/** How much older than the collection the check is, in milliseconds; null where it is no more than a day. */
export function checkLag({
  snapshot,
  verification,
}: Pick<Cloud, 'snapshot' | 'verification'>): number | null {
  if (verification === null) return null
  const lag = Date.parse(snapshot.collectedAt) - Date.parse(verification.checkedAt)
  return lag > DAY ? lag : null
}

function toHostCheck(row: PlacementDifference): HostCheck {
  const { host, placementVcpus, actualVcpus, difference } = row
  return {
    host,
    state: difference === 0 ? 'ok' : 'different',
    reason: '',
    placementVcpus,
    actualVcpus,
    difference,
  }
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
