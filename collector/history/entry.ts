import type { Cloud } from '../../src/lib/cloud-model.ts'
import { comparableOf } from '../../src/lib/comparable.ts'
import type { HistoryEntry } from '../../src/lib/files/history-entry.ts'
import type { HostFigures, HistoryTotals, ProjectFigures } from '../../src/lib/files/history-totals.ts'
import { hostCpus } from '../../src/lib/host-figures.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import { summariseCloud } from '../../src/lib/summary.ts'
import { advanceBaseline } from './advance.ts'
import type { Baseline } from './baseline.ts'

/** What a collection adds to the history, and with what the next one is to be compared. */
export function makeEntry(
  cloud: Cloud,
  before: Baseline | null,
): { entry: HistoryEntry; baseline: Baseline } {
  const at = `${new Date(cloud.snapshot.collectedAt).toISOString().slice(0, 19)}Z`
  const { changes, baseline } = advanceBaseline(before, comparableOf(cloud), at)
  return { entry: { schema: 1, totals: totalsOf(cloud, at), changes }, baseline }
}

function totalsOf(cloud: Cloud, at: string): HistoryTotals {
  const { tiers, total, storage, volumes, stale } = summariseCloud(cloud, '')
  const projects = new Map<string, ProjectFigures>()
  for (const use of cloud.projects) {
    const figures = [use.instances.length, use.vcpus, use.memoryMb, use.volumes.length, use.volumeGib]
    if (figures.every((figure) => figure === 0)) continue
    // A label that two projects share counts for both.
    const [instances = 0, vcpus = 0, memoryMb = 0, count = 0, gib = 0] = figures
    const known = projects.get(use.name) ?? [0, 0, 0, 0, 0]
    projects.set(use.name, [
      known[0] + instances,
      known[1] + vcpus,
      known[2] + memoryMb,
      known[3] + count,
      known[4] + gib,
    ])
  }
  const hosts = cloud.hosts.map((host): [string, HostFigures] => [
    host.name,
    [hostCpus(host).used, host.memoryMb.used],
  ])
  return {
    schema: 1,
    at,
    degraded: isDegraded(cloud.snapshot),
    stale,
    tiers,
    total,
    storage,
    volumes,
    projects: Object.fromEntries(projects),
    hosts: Object.fromEntries(hosts),
  }
}

/** A source failed or kept older data. */
export function isDegraded({ meta }: Snapshot): boolean {
  return meta?.sources.some(({ state }) => state === 'degraded' || state === 'failed') ?? false
}
