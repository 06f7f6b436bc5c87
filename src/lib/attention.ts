import { hostsToMind, reservationsToMind, storageToMind, tiersToMind } from './attention-capacity.ts'
import { about } from './attention-line.ts'
import type { Attention, Cloud } from './cloud-model.ts'
import type { Config } from './model.ts'
import { formatCountOf } from './units.ts'

type Found = Omit<Cloud, 'attention'>

const SEVERITIES = ['critical', 'warning', 'note'] as const

/** What an operator should look at, worst first; one line a subject, however many it concerns. */
export function deriveAttention(cloud: Found, config: Config): Attention[] {
  const all = [
    ...sourcesToMind(cloud),
    ...hostsToMind(cloud),
    ...tiersToMind(cloud),
    ...storageToMind(cloud, config),
    ...placementToMind(cloud),
    ...instancesAndVolumesToMind(cloud),
    ...reservationsToMind(cloud),
  ].filter((item) => item !== null)
  return all.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

function sourcesToMind({ snapshot, problems }: Found): (Attention | null)[] {
  const sources = snapshot.meta?.sources ?? []
  const failed = sources.filter((source) => source.state === 'failed').map((source) => source.name)
  const degraded = sources.filter((source) => source.state === 'degraded').map((source) => source.name)
  return [
    about('critical', failed, 'source failed', 'sources failed', 'about/'),
    about('warning', degraded, 'source is degraded', 'sources are degraded', 'about/'),
    problems.length === 0
      ? null
      : {
          severity: 'note',
          title: `${formatCountOf(problems.length, 'row')} could not be read`,
          detail: problems[0]?.reason ?? '',
          href: 'about/',
        },
  ]
}

function placementToMind({ findings, verification }: Found): (Attention | null)[] {
  const href = 'allocation/#placement'
  const kinds = Map.groupBy(findings ?? [], (finding) => finding.kind)
  const namesOf = (kind: 'stale' | 'missing-allocation' | 'wrong-amounts') =>
    (kinds.get(kind) ?? []).map((finding) => finding.instanceName ?? finding.consumerId)
  const found = Map.groupBy(kinds.get('orphan') ?? [], (finding) =>
    finding.instanceName === null ? 'sure' : 'listed',
  )
  const orphans = (found.get('sure') ?? []).map((finding) => finding.consumerId)
  const doubtful = (found.get('listed') ?? []).map((finding) => finding.instanceName ?? finding.consumerId)
  const different = verification?.hosts
    .filter((check) => check.state === 'different')
    .map((check) => check.host)
  return [
    about(
      'warning',
      different ?? [],
      'host differs between Nova and Placement',
      'hosts differ between Nova and Placement',
      href,
    ),
    about('warning', orphans, 'orphaned allocation', 'orphaned allocations', href),
    about(
      'note',
      doubtful,
      'allocation was found orphaned, but its instance is listed: check again',
      'allocations were found orphaned, but their instances are listed: check again',
      href,
    ),
    about('warning', namesOf('stale'), 'stale allocation', 'stale allocations', href),
    about(
      'warning',
      namesOf('missing-allocation'),
      'instance has no allocation',
      'instances have no allocation',
      href,
    ),
    about(
      'warning',
      namesOf('wrong-amounts'),
      'allocation has wrong amounts',
      'allocations have wrong amounts',
      href,
    ),
    about(
      'note',
      (kinds.get('provider-without-host') ?? []).map((finding) => finding.host),
      'provider has no host',
      'providers have no host',
      href,
    ),
    verification?.notChecked
      ? { severity: 'note', title: 'Placement was not checked', detail: verification.notChecked, href }
      : null,
  ]
}

function instancesAndVolumesToMind({ snapshot }: Found): (Attention | null)[] {
  const failed = snapshot.instances.filter((instance) => instance.status === 'ERROR')
  const broken = snapshot.volumes?.filter((volume) => volume.status.startsWith('error')) ?? []
  return [
    about(
      'warning',
      failed.map((instance) => instance.name),
      'instance is in error',
      'instances are in error',
      'instances/?q=status:ERROR',
    ),
    about(
      'warning',
      broken.map((volume) => volume.name || volume.id),
      'volume is in error',
      'volumes are in error',
      'volumes/?q=status:/^error/',
    ),
  ]
}
