import type { ConfiguredRatios } from '../../src/lib/files/nova-conf.ts'
import type {
  Aggregate,
  AvailabilityZone,
  Flavor,
  Hypervisor,
  Image,
  Instance,
  Migration,
  Project,
  ProjectQuota,
  ResourceProvider,
  ServerGroup,
  Service,
  StorageCluster,
  Volume,
  VolumePool,
  VolumeSnapshot,
  VolumeType,
} from '../../src/lib/model.ts'

/** What the sources read, by subject: one entry is one reading, one progress line and one row on About. */
export interface Subjects {
  /** `project`, `imageName` and `flavorId` are still to be filled in from the other subjects. */
  servers: Instance[]
  hypervisors: Hypervisor[]
  flavors: Flavor[]
  services: Service[]
  aggregates: Aggregate[]
  zones: AvailabilityZone[]
  migrations: Migration[]
  'server-groups': ServerGroup[]
  projects: Project[]
  quotas: ProjectQuota[]
  images: Image[]
  /** `project` is still to be filled in. */
  volumes: Volume[]
  'volume-snapshots': VolumeSnapshot[]
  'volume-types': VolumeType[]
  'volume-pools': VolumePool[]
  placement: ResourceProvider[]
  /** Consumers of Placement that are in no list, and that Nova knows all the same when asked for them by id. */
  'unlisted-servers': string[]
  /** Hosts that were asked over ssh what their nova.conf says. */
  'host-ratios': ConfiguredHost[]
  ceph: CephReading
}

export interface ConfiguredHost {
  /** Hypervisor. */
  host: string
  /** Null where it could not be asked. */
  ratios: ConfiguredRatios | null
}

export interface CephReading {
  /** `ceph df` of the first cluster as it was printed; null where that one could not be read. */
  text: string | null
  clusters: StorageCluster[]
  /** Names of clusters that could not be read. */
  lost: string[]
}

export type SubjectName = keyof Subjects

/** What was read in a run; a subject that is not there could not be read. */
export type Readings = { [Name in SubjectName]?: Subjects[Name] }

/** A value, and in a sentence what of it is missing ('' when all is there). */
export interface Reading<T> {
  value: T
  shortfall: string
}

export function whole<T>(value: T): Reading<T> {
  return { value, shortfall: '' }
}
