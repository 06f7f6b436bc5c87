import type { Cloud, Host, Summary } from './cloud-model.ts'
import { compareNatural } from './natural-order.ts'
import { summariseHosts } from './tiers.ts'

/** A line of a summary: the hosts of one tier, zone or aggregate, or a sum of lines. */
export interface CapacityGroup {
  name: string
  /** Hosts of known capacity; the others are in no figure. */
  hosts: number
  vcpu: Summary
  memoryMb: Summary
  isSum: boolean
}

export type Grouping = 'tier' | 'zone' | 'aggregate'

/** The lines of the summary by one thing that hosts have, the total last. */
export function groupCapacity(
  cloud: Pick<Cloud, 'hosts' | 'tiers' | 'allShared' | 'total'>,
  by: Grouping,
): CapacityGroup[] {
  const groups =
    by === 'tier'
      ? cloud.tiers.map(({ name, hosts, vcpu, memoryMb }) =>
          lineOf(name, { hosts: hosts.length, vcpu, memoryMb }),
        )
      : groupHosts(cloud.hosts, by)
  if (by === 'tier' && cloud.allShared) groups.push({ ...lineOf('All shared', cloud.allShared), isSum: true })
  return [...groups, { ...lineOf('Total', cloud.total), isSum: true }]
}

/** What the cloud's hosts can be grouped by: always tiers, and zones and aggregates where hosts have any. */
export function possibleGroupings(hosts: readonly Host[]): Grouping[] {
  const groupings: Grouping[] = ['tier']
  if (hosts.some((host) => host.zone !== null)) groupings.push('zone')
  if (hosts.some((host) => host.aggregates.length > 0)) groupings.push('aggregate')
  return groupings
}

/** Whether a host is in several aggregates, so that their lines add up to more than the total. */
export function doAggregatesOverlap(hosts: readonly Host[]): boolean {
  return hosts.some((host) => new Set(host.aggregates).size > 1)
}

function groupHosts(hosts: readonly Host[], by: 'zone' | 'aggregate'): CapacityGroup[] {
  const members = new Map<string | null, Host[]>()
  for (const host of hosts) {
    for (const name of namesOf(host, by)) {
      const list = members.get(name)
      if (list) list.push(host)
      else members.set(name, [host])
    }
  }
  return [...members]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compareNatural(a, b)))
    .map(([name, own]) => lineOf(name ?? (by === 'zone' ? 'No zone' : 'No aggregate'), summariseHosts(own)))
    .filter((group) => group.hosts > 0)
}

/** Null stands for none, so that an aggregate that is called `No aggregate` keeps a line of its own. */
function namesOf(host: Host, by: 'zone' | 'aggregate'): Iterable<string | null> {
  if (by === 'zone') return [host.zone]
  return host.aggregates.length === 0 ? [null] : new Set(host.aggregates)
}

function lineOf(name: string, figures: Pick<CapacityGroup, 'hosts' | 'vcpu' | 'memoryMb'>): CapacityGroup {
  return { name, ...figures, isSum: false }
}
