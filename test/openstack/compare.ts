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
import { compareRecords, formatDifferences, type Difference, type Records } from './compare/difference.ts'
import { SUBJECTS } from './compare/subjects.ts'

/** How many servers are asked about one by one; each is a process of more than a second. */
const DETAILED_SERVERS = 12

/** Everything that is compared, each with a function that reads the cloud's side of it. */
export function listSubjects(snapshot: Snapshot): Record<string, () => Promise<Records>> {
  const openstack = openstackCommand(adminEnvironment())
  const subjects = Object.entries(SUBJECTS).map(([name, read]) => [name, () => read(openstack)] as const)
  return {
    ...Object.fromEntries(subjects),
    'server details': () => readServerDetails(openstack, pickServers(snapshot)),
    ceph: () => readCeph(adminEnvironment()),
  }
}

/** Aether's side of a subject. */
export function pickRecords(snapshot: Snapshot, subject: string): Records {
  const records = recordsOf(snapshot)
  if (subject !== 'server details') return records[subject] ?? new Map()
  return new Map(pickServers(snapshot).map((id) => [id, records['servers']?.get(id) ?? {}]))
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
  const differences: Difference[] = []
  for (const [subject, read] of Object.entries(listSubjects(snapshot))) {
    const cloud = await read()
    const found = compareRecords(subject, cloud, pickRecords(snapshot, subject))
    console.log(`${subject}: ${cloud.size} records, ${found.length} differences`)
    differences.push(...found)
  }
  console.log(formatDifferences(differences))
  process.exitCode = differences.length === 0 ? 0 : 1
}

if (import.meta.main) await main(process.argv[2])
