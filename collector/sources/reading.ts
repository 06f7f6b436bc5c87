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
  ceph: CephReading
}

export interface CephReading {
  /** `ceph df` as it was printed. */
  text: string
  clusters: StorageCluster[]
}

export type SubjectName = keyof Subjects

/** A value, and in a sentence what of it is missing ('' when all is there). */
export interface Reading<T> {
  value: T
  shortfall: string
}

export function whole<T>(value: T): Reading<T> {
  return { value, shortfall: '' }
}
