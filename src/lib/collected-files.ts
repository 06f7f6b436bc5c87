import type { FileReport, Snapshot } from './model.ts'

export interface CollectedFile {
  name: string
  /** What it holds, in the field's terms. */
  holds: string
  /** Null in a folder of the earlier tool, which keeps no account of its files. */
  report: FileReport | null
}

/** The data files by the part of the snapshot that they fill; meta.json and reserved.json are no collection's work. */
const HOLDS: [name: string, holds: string, part: keyof Snapshot][] = [
  ['aio.csv', 'Instances', 'instances'],
  ['allocation.txt', 'Hypervisors', 'hypervisors'],
  ['hypervisors.json', 'Hypervisors, in full', 'hypervisors'],
  ['ratio.txt', 'Allocation ratios', 'ratios'],
  ['flavors.csv', 'Flavors', 'flavors'],
  ['volumes.json', 'Volumes', 'volumes'],
  ['cephdf.txt', 'Storage, as Ceph prints it', 'storage'],
  ['cephdf.json', 'Storage, in bytes', 'storage'],
  ['reserved.json', 'Reservations', 'reservations'],
  ['placement_diff.json', 'Nova against Placement', 'placementDifferences'],
  ['instance_ids_check.json', 'Instance ids that do not match', 'instanceIdChecks'],
  ['verification.json', 'Nova against Placement, in full', 'verification'],
  ['placement.json', 'Resource providers', 'providers'],
  ['services.json', 'Services', 'services'],
  ['aggregates.json', 'Aggregates and zones', 'aggregates'],
  ['migrations.json', 'Migrations in progress', 'migrations'],
  ['server-groups.json', 'Server groups', 'serverGroups'],
  ['projects.json', 'Projects', 'projects'],
  ['quotas.json', 'Quotas', 'quotas'],
  ['images.json', 'Images', 'images'],
  ['volume-snapshots.json', 'Volume snapshots', 'volumeSnapshots'],
  ['volume-types.json', 'Volume types', 'volumeTypes'],
  ['volume-pools.json', 'Storage pools of Cinder', 'volumePools'],
  ['volume_stats.json', 'Storage total and overhead', 'volumeStats'],
]

/** Only Aether writes these; a folder of the earlier tool fills the same part of the snapshot from another file. */
const OURS = new Set(['hypervisors.json', 'cephdf.json', 'verification.json'])

/** Every file that may fill a part of the snapshot. */
export function filesOfPart(part: keyof Snapshot): string[] {
  return HOLDS.filter(([, , filled]) => filled === part).map(([name]) => name)
}

/** The files that the snapshot was read from: those of meta.json, or where there is none those that must have been there. */
export function listCollectedFiles(snapshot: Snapshot): CollectedFile[] {
  const { meta } = snapshot
  if (!meta) {
    return HOLDS.filter(([name, , part]) => snapshot[part] !== null && !OURS.has(name)).map(
      ([name, holds]) => {
        return { name, holds, report: null }
      },
    )
  }
  const words = new Map(HOLDS.map(([name, holds]) => [name, holds]))
  const order = new Map(HOLDS.map(([name], index) => [name, index]))
  return Object.entries(meta.files)
    .map(([name, report]) => ({ name, holds: describe(words.get(name) ?? '', report), report }))
    .toSorted((a, b) => (order.get(a.name) ?? HOLDS.length) - (order.get(b.name) ?? HOLDS.length))
}

/** "Allocation ratios (12 from Placement, 3 from nova.conf)" */
function describe(words: string, { note }: FileReport): string {
  return note === undefined ? words : `${words} (${note})`
}
