/** What the site search knows: one short record for everything that has a page, a row or a panel of its own. */
import type { Cloud, Host, ProjectUse } from './cloud.ts'
import type { Flavor, Instance, Volume } from './model.ts'
import { formatCountOf, formatGib, formatMemoryMb, formatVcpu } from './units.ts'

export type SearchKind = 'Project' | 'Host' | 'Instance' | 'Volume' | 'Flavor'

export interface SearchRecord {
  kind: SearchKind
  /** Below the site's root. */
  url: string
  title: string
  /** The line below the title. */
  detail: string
  /** What finds it: names, ids and addresses, and the beginning of each. */
  words: string
  /** Where the path does not hold it. */
  id: string | null
}

/** One line of `pagefind/parts.json`: part n of the index is in `pagefind/n/`. */
export interface IndexPart {
  kinds: SearchKind[]
  /** SHA-256 of what it is made of, by which the next build knows it. */
  digest: string
}

export function makeSearchRecords(cloud: Cloud): SearchRecord[] {
  return [
    ...cloud.projects.map(projectRecord),
    ...cloud.hosts.map(hostRecord),
    ...(cloud.flavors ?? []).map(({ flavor, instances }) => flavorRecord(flavor, instances)),
    ...cloud.snapshot.instances.map(instanceRecord),
    ...(cloud.snapshot.volumes ?? []).map(volumeRecord),
  ]
}

function projectRecord(use: ProjectUse): SearchRecord {
  return {
    kind: 'Project',
    url: `projects/${use.slug}/`,
    title: use.name,
    detail: join(' · ', [
      formatCountOf(use.instances.length, 'instance'),
      formatVcpu(use.vcpus),
      use.project?.description,
    ]),
    words: join(' ', [use.name, use.id, use.project?.domainName, use.project?.description]),
    id: use.id,
  }
}

function hostRecord(host: Host): SearchRecord {
  return {
    kind: 'Host',
    url: `hosts/${host.slug}/`,
    title: host.name,
    detail: join(' · ', [host.zone, host.state, host.ip, formatCountOf(host.instances.length, 'instance')]),
    words: join(' ', [host.name, host.ip, host.zone, ...host.aggregates]),
    id: null,
  }
}

function flavorRecord(flavor: Flavor, instances: number): SearchRecord {
  return {
    kind: 'Flavor',
    url: `flavors/?id=${encodeURIComponent(flavor.id)}`,
    title: flavor.name || flavor.id,
    detail: join(' · ', [
      formatVcpu(flavor.vcpus),
      formatMemoryMb(flavor.memoryMb),
      formatCountOf(instances, 'instance'),
    ]),
    words: join(' ', [flavor.name, flavor.id]),
    id: null,
  }
}

function instanceRecord(instance: Instance): SearchRecord {
  const addresses = instance.networks.flatMap((network) => network.addresses)
  return {
    kind: 'Instance',
    url: `instances/?id=${encodeURIComponent(instance.id)}`,
    title: instance.name || instance.id,
    detail: join(' · ', [instance.project, instance.status, instance.host, ...addresses.slice(0, 2)]),
    words: join(' ', [instance.name, instance.id, instance.project, instance.host, ...addresses]),
    id: null,
  }
}

function volumeRecord(volume: Volume): SearchRecord {
  return {
    kind: 'Volume',
    url: `volumes/?id=${encodeURIComponent(volume.id)}`,
    title: volume.name || volume.id,
    detail: join(' · ', [volume.project, volume.status, formatGib(volume.sizeGib)]),
    words: join(' ', [volume.name, volume.id, volume.project]),
    id: null,
  }
}

function join(separator: string, parts: (string | null | undefined)[]): string {
  return parts.filter((part) => part).join(separator)
}
