import type { ServiceName } from '../openstack/catalog.ts'
import { outputs } from '../outputs.ts'
import type { SubjectName } from '../sources/reading.ts'

/** Which service is asked for which subject. */
const subjectsOf: Record<ServiceName, SubjectName[]> = {
  identity: ['projects', 'quotas'],
  compute: [
    'servers',
    'hypervisors',
    'flavors',
    'services',
    'aggregates',
    'zones',
    'migrations',
    'server-groups',
    'quotas',
  ],
  placement: ['placement'],
  volume: ['volumes', 'volume-snapshots', 'volume-types', 'volume-pools', 'quotas'],
  image: ['images'],
}

/** The data files that cannot be written without a subject. */
export function listFilesOf(subjects: readonly SubjectName[]): string[] {
  return outputs.filter(({ needs }) => needs.some((need) => subjects.includes(need))).map(({ file }) => file)
}

/** "volumes.json, volume-types.json": what a cloud without a service costs. */
export function listLost(service: ServiceName): string {
  return listFilesOf(subjectsOf[service]).join(', ')
}
