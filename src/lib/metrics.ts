import type { Cloud, Summary } from './cloud-model.ts'
import { countChanges } from './change-counts.ts'
import type { HistoryChanges } from './files/history-events.ts'
import { hostState } from './host-figures.ts'
import { type Gauge, type Sample, serialiseGauges } from './metrics-text.ts'
import type { Meta } from './model.ts'
import { countStatuses } from './overview.ts'

export interface MetricsInput {
  cloud: Cloud
  /** What this collection changed; null where that is not recorded. */
  changes: HistoryChanges | null
  version: string
}

const BYTES_PER_MIB = 1024 ** 2
const BYTES_PER_GIB = 1024 ** 3

/**
 * The figures of the whole cloud for Prometheus. None is of a single instance, volume, project or host, so that the number of series does not
 * grow with the cloud; hosts.json and the others have those.
 */
export function serialiseMetrics(input: MetricsInput): string {
  return serialiseGauges([
    ...collectionGauges(input),
    ...capacityGauges(input.cloud),
    ...countGauges(input.cloud),
    ...storageGauges(input.cloud),
    {
      name: 'aether_changes',
      help: 'Changes since the collection before, by kind.',
      samples: countChanges(input.changes?.events ?? []).map(({ subject, kind, count }) => ({
        labels: { subject, kind },
        value: count,
      })),
    },
  ])
}

function collectionGauges({ cloud, version }: MetricsInput): Gauge[] {
  const { collectedAt, meta } = cloud.snapshot
  const sources = (meta?.sources ?? []).filter(({ state }) => state !== 'off' && state !== 'absent')
  const ofSources = (value: (source: Meta['sources'][number]) => number | null): Sample[] =>
    sources.map((source) => ({ labels: { source: source.name }, value: value(source) }))
  return [
    gauge('aether_build_info', 'The version of Aether that made this; always 1.', 1, { version }),
    gauge('aether_collected_timestamp_seconds', 'When the cloud was read.', toSeconds(collectedAt)),
    gauge('aether_collection_duration_seconds', 'How long reading it took.', meta?.seconds),
    {
      name: 'aether_source_up',
      help: 'Whether a source was read; 0 where it failed and older data is shown.',
      samples: ofSources(({ state }) => (state === 'failed' ? 0 : 1)),
    },
    {
      name: 'aether_source_complete',
      help: 'Whether a source was read without a fault.',
      samples: ofSources(({ state }) => (state === 'ok' ? 1 : 0)),
    },
    {
      name: 'aether_source_age_seconds',
      help: 'How much older than the collection the oldest file of a source is.',
      samples: ofSources(({ files }) => {
        const times = files.flatMap((file) => meta?.files[file]?.asOf ?? []).map(toSeconds)
        return times.length === 0 ? null : Math.max(0, toSeconds(collectedAt) - Math.min(...times))
      }),
    },
  ]
}

const AMOUNTS: Record<keyof Summary, string> = {
  capacity: 'of all hosts, with the allocation ratio',
  used: 'in use',
  unavailable: 'free on hosts that are down or disabled',
  available: 'free on hosts that are up and enabled',
  reserved: 'reserved on those',
  maintenance: 'free on spare hosts',
  final: 'left after reservations and spares; may be negative',
}

function capacityGauges({ tiers }: Cloud): Gauge[] {
  const samples = (value: (tier: Cloud['tiers'][number]) => number): Sample[] =>
    tiers.map((tier) => ({ labels: { tier: tier.name, ratio: String(tier.ratio) }, value: value(tier) }))
  return (Object.keys(AMOUNTS) as (keyof Summary)[]).flatMap((amount) => [
    {
      name: `aether_vcpus_${amount}`,
      help: `vCPUs ${AMOUNTS[amount]}.`,
      samples: samples(({ vcpu }) => vcpu[amount]),
    },
    {
      name: `aether_memory_${amount}_bytes`,
      help: `Memory ${AMOUNTS[amount]}.`,
      samples: samples(({ memoryMb }) => memoryMb[amount] * BYTES_PER_MIB),
    },
  ])
}

function countGauges(cloud: Cloud): Gauge[] {
  const states = Map.groupBy(cloud.hosts, hostState)
  const severities = Map.groupBy(cloud.attention, ({ severity }) => severity)
  const { volumeTotals } = cloud
  return [
    {
      name: 'aether_instances',
      help: 'Instances by status.',
      samples: countStatuses(cloud).map(({ status, count }) => ({ labels: { status }, value: count })),
    },
    {
      name: 'aether_hosts',
      help: 'Hosts by state.',
      samples: [...states].map(([state, { length }]) => ({ labels: { state }, value: length })),
    },
    gauge('aether_projects', 'Projects.', cloud.projects.length),
    {
      name: 'aether_volumes',
      help: 'Volumes by status.',
      samples: (volumeTotals?.byStatus ?? []).map(({ status, count }) => ({
        labels: { status },
        value: count,
      })),
    },
    gauge(
      'aether_volumes_size_bytes',
      'Sum of the sizes of all volumes.',
      volumeTotals && volumeTotals.totalGib * BYTES_PER_GIB,
    ),
    {
      name: 'aether_attention',
      help: 'What needs attention, by severity.',
      samples: [...severities].map(([severity, { length }]) => ({ labels: { severity }, value: length })),
    },
  ]
}

function storageGauges({ storage }: Cloud): Gauge[] {
  const clusters = storage ?? []
  const raw = (value: (cluster: (typeof clusters)[number]) => number): Sample[] =>
    clusters.map((cluster) => ({ labels: { cluster: cluster.name }, value: value(cluster) }))
  const pools = (value: (pool: (typeof clusters)[number]['pools'][number]) => number): Sample[] =>
    clusters.flatMap(({ name, pools: all }) =>
      all.map((pool) => ({ labels: { cluster: name, pool: pool.name }, value: value(pool) })),
    )
  return [
    {
      name: 'aether_storage_capacity_bytes',
      help: 'Raw space.',
      samples: raw(({ total }) => total.totalBytes),
    },
    {
      name: 'aether_storage_used_bytes',
      help: 'Raw space in use.',
      samples: raw(({ total }) => total.rawUsedBytes),
    },
    {
      name: 'aether_storage_available_bytes',
      help: 'Raw space that is free.',
      samples: raw(({ total }) => total.availableBytes),
    },
    {
      name: 'aether_storage_pool_stored_bytes',
      help: 'What clients stored in a pool.',
      samples: pools(({ storedBytes }) => storedBytes),
    },
    {
      name: 'aether_storage_pool_used_bytes',
      help: 'Raw space that a pool uses.',
      samples: pools(({ usedBytes }) => usedBytes),
    },
    {
      name: 'aether_storage_pool_available_bytes',
      help: 'What a pool can still store (MAX AVAIL).',
      samples: pools(({ maxAvailableBytes }) => maxAvailableBytes),
    },
  ]
}

function gauge(name: string, help: string, value: Sample['value'], labels: Sample['labels'] = {}): Gauge {
  return { name, help, samples: [{ labels, value }] }
}

function toSeconds(iso: string): number {
  return Date.parse(iso) / 1000
}
