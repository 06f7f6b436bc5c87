/**
 * Collects a cloud and compares every field with what the `openstack` command says: node test/openstack/compare.ts [DATA]
 * Without DATA it collects into a temporary folder. OS_* settings choose another cloud than the rig. Exit code 1 on any difference.
 */
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import { adminEnvironment, runAether, withFolder } from './aether.ts'
import { recordsOf } from './compare/aether-records.ts'
import { readCeph } from './compare/cloud-storage.ts'
import { readServerDetails } from './compare/cloud-servers.ts'
import { openstackCommand } from './compare/command.ts'
import { compareRecords, formatDifferences, type Difference } from './compare/difference.ts'
import { SUBJECTS } from './compare/subjects.ts'

export interface Comparison {
  subject: string
  records: number
  differences: Difference[]
}

/** How many servers are asked about one by one; each is a process of more than a second. */
const DETAILED_SERVERS = 12

/** Compares every subject, one after the other. */
export async function compareCloud(snapshot: Snapshot): Promise<Comparison[]> {
  const openstack = openstackCommand(adminEnvironment())
  const ours = recordsOf(snapshot)
  const comparisons: Comparison[] = []
  for (const [subject, read] of Object.entries(SUBJECTS)) {
    const cloud = await read(openstack)
    const differences = compareRecords(subject, cloud, ours[subject] ?? new Map())
    comparisons.push({ subject, records: cloud.size, differences })
  }
  const chosen = pickServers(snapshot)
  const details = await readServerDetails(openstack, chosen)
  const same = new Map(chosen.map((id) => [id, ours['servers']?.get(id) ?? {}]))
  comparisons.push({
    subject: 'server details',
    records: details.size,
    differences: compareRecords('server details', details, same),
  })
  const ceph = await readCeph(['ceph'])
  const differences = compareRecords('ceph', ceph, ours['ceph'] ?? new Map())
  return [...comparisons, { subject: 'ceph', records: ceph.size, differences }]
}

/** One server of each status first, then those with volumes: the differing ones tell more than the like. */
function pickServers(snapshot: Snapshot): string[] {
  const listed = snapshot.instances.filter((item) => item.status !== 'SOFT_DELETED')
  const byStatus = [...new Map(listed.map((item) => [item.status, item.id])).values()]
  const withVolumes = listed.filter((item) => (item.volumeIds ?? []).length > 0).map((item) => item.id)
  const rest = listed.map((item) => item.id)
  return [...new Set([...byStatus, ...withVolumes, ...rest])].slice(0, DETAILED_SERVERS)
}

async function main(dataDir: string | undefined): Promise<void> {
  const snapshot =
    dataDir === undefined
      ? await withFolder(async (folder) => {
          const run = await runAether(['collect', '--data', folder])
          console.log(run.stderr)
          return loadSnapshot(folder)
        })
      : await loadSnapshot(dataDir)
  const comparisons = await compareCloud(snapshot)
  for (const { subject, records, differences } of comparisons) {
    console.log(`${subject}: ${records} records, ${differences.length} differences`)
  }
  const differences = comparisons.flatMap((comparison) => comparison.differences)
  console.log(formatDifferences(differences))
  process.exitCode = differences.length === 0 ? 0 : 1
}

if (import.meta.main) await main(process.argv[2])
