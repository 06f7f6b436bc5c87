import type { ProjectUse } from './cloud-model.ts'

/** In percent of what all projects hold on hosts and in volumes; null where that is nothing. */
export interface ProjectShare {
  vcpus: number | null
  memoryMb: number | null
  volumeGib: number | null
}

export function projectShare(use: ProjectUse, totals: ProjectTotals): ProjectShare {
  return {
    vcpus: percentOf(use.placedVcpus, totals.placedVcpus),
    memoryMb: percentOf(use.placedMemoryMb, totals.placedMemoryMb),
    volumeGib: percentOf(use.volumeGib, totals.volumeGib),
  }
}

export type ProjectTotals = Pick<ProjectUse, 'placedVcpus' | 'placedMemoryMb' | 'volumeGib'>

/** What all projects hold together; computed once, as every project is measured by it. */
export function sumProjects(all: readonly ProjectUse[]): ProjectTotals {
  const totals = { placedVcpus: 0, placedMemoryMb: 0, volumeGib: 0 }
  for (const use of all) {
    totals.placedVcpus += use.placedVcpus
    totals.placedMemoryMb += use.placedMemoryMb
    totals.volumeGib += use.volumeGib
  }
  return totals
}

/** Null without a quota, with an unlimited one (-1, as in the APIs), and with none at all. */
export function quotaPercent(used: number, quota: number | null | undefined): number | null {
  return quota === undefined || quota === null || quota < 0 ? null : percentOf(used, quota)
}

/** How a project's instances are spread, most first; `host` is null for those that are on none. */
export function hostSpread(
  use: ProjectUse,
): { host: string | null; instances: number; vcpus: number; memoryMb: number }[] {
  return [...Map.groupBy(use.instances, (instance) => instance.host)]
    .map(([host, own]) => ({
      host,
      instances: own.length,
      vcpus: own.reduce((sum, instance) => sum + (instance.vcpus ?? 0), 0),
      memoryMb: own.reduce((sum, instance) => sum + (instance.memoryMb ?? 0), 0),
    }))
    .sort((a, b) => b.vcpus - a.vcpus || b.instances - a.instances)
}

function percentOf(part: number, whole: number): number | null {
  return whole <= 0 ? null : (part / whole) * 100
}
