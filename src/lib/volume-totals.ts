import type { VolumeTotals } from './cloud-model.ts'
import type { Volume } from './model.ts'

/** Upper bounds in GiB, inclusive. */
const SIZE_CLASSES: readonly { label: string; upTo: number }[] = [
  { label: 'up to 10 GiB', upTo: 10 },
  { label: '11 to 100 GiB', upTo: 100 },
  { label: '101 GiB to 1 TiB', upTo: 1024 },
  { label: 'over 1 to 10 TiB', upTo: 10 * 1024 },
  { label: 'over 10 TiB', upTo: Infinity },
]

/** Counts and sizes in GiB. Every status is counted, and every size class listed, the empty ones too. */
export function deriveVolumeTotals(volumes: readonly Volume[]): VolumeTotals {
  const totalGib = sumSizes(volumes)
  const attached = volumes.filter(isAttached).length
  const byStatus = [...Map.groupBy(volumes, (volume) => volume.status)].map(([status, group]) => ({
    status,
    count: group.length,
    sizeGib: sumSizes(group),
  }))
  return {
    count: volumes.length,
    totalGib,
    attached,
    unattached: volumes.length - attached,
    averageGib: volumes.length === 0 ? 0 : totalGib / volumes.length,
    byStatus: byStatus.sort((a, b) => b.count - a.count || (a.status < b.status ? -1 : 1)),
    bySizeClass: countSizeClasses(volumes),
  }
}

/** Volumes of each instance by its id; a multi-attached volume is in several lists. */
export function groupVolumesByInstance(volumes: readonly Volume[]): Map<string, Volume[]> {
  const byInstance = new Map<string, Volume[]>()
  for (const volume of volumes) {
    for (const serverId of new Set(volume.attachments.map((attachment) => attachment.serverId))) {
      const list = byInstance.get(serverId)
      if (list) list.push(volume)
      else byInstance.set(serverId, [volume])
    }
  }
  return byInstance
}

/** Files of the earlier tool may lack the attachments; the status then says it. */
export function isAttached(volume: Volume): boolean {
  return volume.attachments.length > 0 || volume.status === 'in-use'
}

function countSizeClasses(volumes: readonly Volume[]): VolumeTotals['bySizeClass'] {
  const classes = SIZE_CLASSES.map(({ label, upTo }, index) => ({
    label,
    fromGib: (SIZE_CLASSES[index - 1]?.upTo ?? -1) + 1,
    toGib: upTo === Infinity ? null : upTo,
    count: 0,
    sizeGib: 0,
  }))
  for (const { sizeGib } of volumes) {
    const found = classes[SIZE_CLASSES.findIndex(({ upTo }) => sizeGib <= upTo)]
    if (!found) continue
    found.count += 1
    found.sizeGib += sizeGib
  }
  return classes
}

function sumSizes(volumes: readonly Volume[]): number {
  return volumes.reduce((sum, volume) => sum + volume.sizeGib, 0)
}
