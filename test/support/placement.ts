/** Small clouds for the check of Nova against Placement. */
import type { Hypervisor, Migration, PlacementFinding, ResourceProvider } from '../../src/lib/model.ts'
import type { PlacementCheckInput } from '../../src/lib/placement-check.ts'
import { checkPlacement } from '../../src/lib/placement-check.ts'
import { aHypervisor, aProvider } from './samples.ts'

/** What `anInstance()` asks for. */
export const SMALL = { VCPU: 2, MEMORY_MB: 4096, DISK_GB: 20 }

/** A check of a reading that took twenty seconds. */
export function check(fields: Partial<PlacementCheckInput>) {
  return checkPlacement({
    instances: [],
    hypervisors: [],
    providers: [],
    migrations: [],
    startedAt: '2026-11-22T06:11:00Z',
    checkedAt: '2026-11-22T06:11:20Z',
    ...fields,
  })
}

/** One host with what is allocated on it; `used` is Nova's counter. */
export function host(
  name: string,
  used: number,
  allocations: ResourceProvider['allocations'],
  fields: Partial<Hypervisor> = {},
): { hypervisor: Hypervisor; provider: ResourceProvider } {
  return {
    hypervisor: aHypervisor({ name, vcpusUsed: used, ...fields }),
    provider: aProvider({ uuid: `rp-${name}`, name, allocations }),
  }
}

/** The same with the hypervisors and providers of some hosts. */
export function checkHosts(hosts: ReturnType<typeof host>[], fields: Partial<PlacementCheckInput> = {}) {
  return check({
    hypervisors: hosts.map((one) => one.hypervisor),
    providers: hosts.map((one) => one.provider),
    ...fields,
  })
}

/** `kind host consumer`, which is what most tests are about. */
export function brief(findings: readonly PlacementFinding[]) {
  return findings.map(({ kind, host: on, consumerId }) => `${kind} ${on} ${consumerId}`)
}

/** In progress: a resize from cmp01 to cmp02. */
export function aMigration(fields: Partial<Migration>): Migration {
  return {
    uuid: 'migration-1',
    instanceId: 'a',
    type: 'resize',
    status: 'finished',
    sourceNode: 'cmp01',
    destinationNode: 'cmp02',
    createdAt: '2026-11-21T00:00:00Z',
    updatedAt: '2026-11-21T00:00:00Z',
    ...fields,
  }
}
