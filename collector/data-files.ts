/** The files of a data folder that are archived and offered for download: those that docs/data-files.md names, and no others. */
const DATA_FILES = new Set([
  'aggregates.json',
  'aio.csv',
  'allocation.txt',
  'cephdf.json',
  'cephdf.txt',
  'flavors.csv',
  'hypervisors.json',
  'images.json',
  'instance_ids_check.json',
  'meta.json',
  'migrations.json',
  'placement.json',
  'placement_diff.json',
  'projects.json',
  'quotas.json',
  'ratio.txt',
  'reserved.json',
  'server-groups.json',
  'services.json',
  'verification.json',
  'volume-pools.json',
  'volume-snapshots.json',
  'volume-types.json',
  'volume_stats.json',
  'volumes.json',
])

/** Whether a file of this name is one that Aether reads; whatever else lies in the folder stays there. */
export function isDataFile(name: string): boolean {
  return DATA_FILES.has(name)
}
