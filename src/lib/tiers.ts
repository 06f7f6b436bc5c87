import type { Amounts, Cloud, Host, Summary, Tier } from './cloud-model.ts'
import type { Config } from './model.ts'
import { formatRatio } from './units.ts'

/** What one host puts into one tier. A host with VCPU and PCPU has two shares; its memory counts in the first. */
interface Share {
  host: Host
  ratio: number
  cpus: Amounts
  memoryMb: Amounts | null
  reservedVcpus: number
}

/** Ratio 1 is dedicated; a ratio below 1 leaves physical CPUs unused, which shares nothing either. */
function isDedicated(ratio: number): boolean {
  return ratio <= 1
}

/** The configured name, else `Dedicated` or `Shared 1:4`. */
export function tierName(ratio: number, names: Config['tiers']): string {
  const configured = Object.entries(names).find(([key]) => Number(key) === ratio)?.[1]
  if (configured !== undefined) return configured
  if (ratio === 1) return 'Dedicated'
  return `${isDedicated(ratio) ? 'Dedicated' : 'Shared'} ${formatRatio(ratio)}`
}

/** Tiers, all shared and total. Hosts of unknown capacity are in none of them. */
export function deriveTiers(
  hosts: readonly Host[],
  names: Config['tiers'],
): Pick<Cloud, 'tiers' | 'allShared' | 'total'> {
  const shares = hosts.flatMap(sharesOf)
  const byRatio = Map.groupBy(shares, (share) => share.ratio)
  const tiers = [...byRatio]
    .sort(([a], [b]) => a - b)
    .map(([ratio, group]): Tier => {
      const { hosts: members, vcpu, memoryMb } = summariseShares(group)
      return {
        ratio,
        name: tierName(ratio, names),
        dedicated: isDedicated(ratio),
        hosts: members,
        vcpu,
        memoryMb,
      }
    })
  const shared = shares.filter((share) => !isDedicated(share.ratio))
  return {
    tiers,
    allShared: shared.length === 0 ? null : countHosts(summariseShares(shared)),
    total: countHosts(summariseShares(shares)),
  }
}

/** The summary of some hosts, of all their tiers together. */
export function summariseHosts(hosts: readonly Host[]): Cloud['total'] {
  return countHosts(summariseShares(hosts.flatMap(sharesOf)))
}

function sharesOf(host: Host): Share[] {
  const shares: Share[] = []
  const reservedVcpus = host.reservation?.vcpus ?? 0
  if (host.vcpu !== null && host.vcpu.capacity !== null && host.cpuRatio !== null) {
    shares.push({ host, ratio: host.cpuRatio, cpus: host.vcpu, memoryMb: host.memoryMb, reservedVcpus })
  }
  if (host.pcpu !== null) {
    const first = shares.length === 0
    shares.push({
      host,
      ratio: 1,
      cpus: host.pcpu,
      memoryMb: first ? host.memoryMb : null,
      reservedVcpus: first ? reservedVcpus : 0,
    })
  }
  return shares
}

function summariseShares(shares: readonly Share[]): Pick<Tier, 'hosts' | 'vcpu' | 'memoryMb'> {
  const vcpu = emptySummary()
  const memoryMb = emptySummary()
  for (const share of shares) {
    addTo(vcpu, share.host, share.cpus, share.reservedVcpus)
    if (share.memoryMb) addTo(memoryMb, share.host, share.memoryMb, share.host.reservation?.memoryMb ?? 0)
  }
  return {
    hosts: [...new Set(shares.map((share) => share.host))],
    vcpu: close(vcpu),
    memoryMb: close(memoryMb),
  }
}

function countHosts<T extends { hosts: Host[] }>(summary: T): Omit<T, 'hosts'> & { hosts: number } {
  return { ...summary, hosts: summary.hosts.length }
}

function emptySummary(): Summary {
  return { capacity: 0, used: 0, unavailable: 0, available: 0, reserved: 0, maintenance: 0, final: 0 }
}

function addTo(summary: Summary, host: Host, { capacity, used, free }: Amounts, reserved: number): void {
  if (capacity === null || free === null) return
  summary.capacity += capacity
  summary.used += used
  if (!host.available) {
    summary.unavailable += Math.max(0, free)
    return
  }
  summary.available += free
  if (host.spare) summary.maintenance += Math.max(0, free)
  else summary.reserved += reserved
}

function close(summary: Summary): Summary {
  return { ...summary, final: summary.available - summary.reserved - summary.maintenance }
}
