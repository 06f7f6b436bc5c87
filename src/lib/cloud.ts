import { deriveAttention } from './attention.ts'
import type { Cloud } from './cloud-model.ts'
import { deriveFlavorUse } from './flavor-use.ts'
import { deriveHosts, hostsOfUnknownCapacity } from './hosts.ts'
import type { Config, Snapshot } from './model.ts'
import { deriveProjects, indexProjects } from './projects.ts'
import { reservationsOfUnknownHosts } from './reservations.ts'
import { deriveTiers } from './tiers.ts'
import { verificationOf } from './verification-of.ts'
import { deriveVolumeTotals, groupVolumesByInstance } from './volume-totals.ts'

export type * from './cloud-model.ts'

/** Everything that the pages show, from one snapshot. Pure; lists keep the snapshot's own objects. */
export function deriveCloud(snapshot: Snapshot, config: Config): Cloud {
  const verification = verificationOf(snapshot)
  const hosts = deriveHosts(snapshot, verification?.hosts ?? null, config)
  const hostByName = new Map(hosts.map((host) => [host.name, host]))
  const projects = deriveProjects(snapshot)
  const cloud = {
    snapshot,
    hosts,
    ...deriveTiers(hosts, config.tiers),
    hostsWithoutRatio: hostsOfUnknownCapacity(hosts),
    reservationsOfUnknownHosts: reservationsOfUnknownHosts(
      snapshot.reservations ?? [],
      new Set(hostByName.keys()),
    ),
    projects,
    flavors: snapshot.flavors && deriveFlavorUse(snapshot.flavors, snapshot.instances),
    volumeTotals: snapshot.volumes && deriveVolumeTotals(snapshot.volumes),
    storage: snapshot.storage,
    verification,
    findings: verification?.findings ?? null,
    problems: snapshot.problems,
    instanceById: new Map(snapshot.instances.map((instance) => [instance.id, instance])),
    hostByName,
    projectByKey: indexProjects(projects),
    volumesByInstance: groupVolumesByInstance(snapshot.volumes ?? []),
  }
  return { ...cloud, attention: deriveAttention(cloud, config) }
}
