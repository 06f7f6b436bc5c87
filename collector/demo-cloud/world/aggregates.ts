import type { Random } from '../random.ts'
import type { Aggregate, Host } from './entities.ts'

/** One aggregate for each zone, and some that only group hosts. */
export function makeAggregates(random: Random, hosts: Host[], created: number): Aggregate[] {
  const groups: { name: string; metadata: Record<string, string>; hosts: Host[] }[] = []
  for (const zone of new Set(hosts.map((host) => host.zone))) {
    if (zone === null) continue
    const members = hosts.filter((host) => host.zone === zone)
    groups.push({ name: `agg-${zone}`, metadata: { availability_zone: zone }, hosts: members })
  }
  const dedicated = hosts.filter((host) => host.kind !== 'shared')
  if (dedicated.length > 0) groups.push({ name: 'dedicated', metadata: { pinned: 'true' }, hosts: dedicated })
  if (hosts.length > 3)
    groups.push({ name: 'ssd|local', metadata: { ssd: 'true' }, hosts: hosts.slice(0, 3) })
  if (hosts.length > 0) groups.push({ name: 'empty aggregate', metadata: {}, hosts: [] })
  return groups.map((group, index) => {
    const uuid = random.uuid()
    for (const host of group.hosts) host.provider.aggregates.push(uuid)
    return { number: index + 1, uuid, created, ...group }
  })
}
