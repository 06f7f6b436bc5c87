import { about, warn } from './attention-line.ts'
import type { Attention, Cloud, Host } from './cloud-model.ts'
import type { Config, StorageCluster, StoragePool } from './model.ts'
import { hasUnreadableEnd } from './reservations.ts'
import { poolsThatDisagree, storageBand } from './storage.ts'
import { formatCount, formatMemoryMb, formatPercent } from './units.ts'

type Found = Omit<Cloud, 'attention'>

export function hostsToMind({ hosts, hostsWithoutRatio, snapshot, hostByName }: Found): (Attention | null)[] {
  const strays = snapshot.instances.flatMap(({ host }) => (host === null || hostByName.has(host) ? [] : host))
  return [
    aboutHosts('critical', hosts, (host) => host.state === 'down', 'host is down', 'hosts are down'),
    aboutHosts(
      'warning',
      hosts,
      isFlagged('over-committed'),
      'host is over-committed',
      'hosts are over-committed',
    ),
    aboutHosts('note', hosts, isFlagged('disabled'), 'host is disabled', 'hosts are disabled'),
    about(
      'warning',
      hostsWithoutRatio,
      'host has no known capacity and is left out of the totals',
      'hosts have no known capacity and are left out of the totals',
      'hosts/?q=flags:unknown',
    ),
    about(
      'warning',
      [...new Set(strays)],
      'host of instances is not among the hypervisors',
      'hosts of instances are not among the hypervisors',
      'instances/',
    ),
  ]
}

export function tiersToMind({ tiers }: Found): (Attention | null)[] {
  return tiers.flatMap((tier) => [
    tier.vcpu.final >= 0
      ? null
      : warn(
          `${tier.name} has promised more vCPUs than it has`,
          `${formatCount(tier.vcpu.final)} vCPU left`,
          'allocation/',
        ),
    tier.memoryMb.final >= 0
      ? null
      : warn(
          `${tier.name} has promised more memory than it has`,
          `${formatMemoryMb(tier.memoryMb.final)} left`,
          'allocation/',
        ),
  ])
}

export function reservationsToMind({
  hosts,
  snapshot,
  reservationsOfUnknownHosts,
}: Found): (Attention | null)[] {
  return [
    about(
      'warning',
      hosts.filter(isFlagged('over-reserved')).map((host) => host.name),
      'host has more reserved than it has free',
      'hosts have more reserved than they have free',
      'allocation/?q=flags:over-reserved',
    ),
    about(
      'warning',
      hosts.filter(isFlagged('expired')).map((host) => host.name),
      'reservation has expired, and still counts until it is cleared',
      'reservations have expired, and still count until they are cleared',
      'allocation/?q=flags:expired',
    ),
    about(
      'note',
      (snapshot.reservations ?? []).filter(hasUnreadableEnd).map((reservation) => reservation.host),
      'reservation ends on what is no day as 2027-03-31, and never expires',
      'reservations end on what is no day as 2027-03-31, and never expire',
      'allocation/',
    ),
    about(
      'note',
      reservationsOfUnknownHosts.map((reservation) => reservation.host),
      'reservation is for a host that the cloud does not have',
      'reservations are for hosts that the cloud does not have',
      'allocation/#reservations',
    ),
  ]
}

export function storageToMind({ storage }: Found, config: Config): (Attention | null)[] {
  return (storage ?? []).flatMap((cluster) => {
    const disagreeing = poolsThatDisagree(cluster).map((pool) => pool.name)
    const pools = cluster.pools.map((pool) => poolLine(pool, config))
    return pools.concat(
      rawLine(cluster, config),
      about(
        'note',
        disagreeing,
        'pool is counted otherwise by Ceph than by us',
        'pools are counted otherwise by Ceph than by us',
        'allocation/#storage',
      ),
    )
  })
}

function poolLine({ name, usedPercent }: StoragePool, { thresholds }: Config): Attention | null {
  const band = storageBand(usedPercent, thresholds)
  if (band === 'safe') return null
  return {
    severity: band,
    title: `Pool ${name} is ${formatPercent(usedPercent, 100)} full`,
    detail: "Ceph's own figure; a pool is full when its fullest disk is",
    href: 'allocation/#storage',
  }
}

function rawLine({ name, total }: StorageCluster, { thresholds }: Config): Attention | null {
  if (storageBand(total.rawUsedPercent, thresholds) === 'safe') return null
  return warn(
    `Storage ${name} is ${formatPercent(total.rawUsedPercent, 100)} full`,
    'Raw space, all classes',
    'allocation/#storage',
  )
}

function isFlagged(flag: Host['flags'][number]): (host: Host) => boolean {
  return (host) => host.flags.includes(flag)
}

function aboutHosts(
  severity: Attention['severity'],
  hosts: readonly Host[],
  test: (host: Host) => boolean,
  one: string,
  many: string,
): Attention | null {
  const found = hosts.filter(test)
  const href = found.length === 1 ? `hosts/${found[0]?.slug}/` : 'hosts/'
  return about(
    severity,
    found.map((host) => host.name),
    one,
    many,
    href,
  )
}
