/**
 * The shapes that travel between the rooms: what a data folder holds once it is read and checked.
 * Units are in the names: `Mb` is MiB (as in Nova), `Gib` is GiB (as in Cinder), `Bytes` is bytes. Times are ISO 8601, UTC.
 * `null` for a list means "not collected"; an empty list means "collected, and there is none".
 */
import type { Aggregate, AvailabilityZone } from './files/aggregates.ts'
import type { Image } from './files/images.ts'
import type { Meta } from './files/meta.ts'
import type { Migration } from './files/migrations.ts'
import type { ResourceProvider } from './files/placement.ts'
import type { Project } from './files/projects.ts'
import type { ProjectQuota } from './files/quotas.ts'
import type { ServerGroup } from './files/server-groups.ts'
import type { Service } from './files/services.ts'
import type { StorageCluster } from './files/storage-cluster.ts'
import type { Verification } from './files/verification.ts'
import type { VolumePool } from './files/volume-pools.ts'
import type { VolumeSnapshot } from './files/volume-snapshots.ts'
import type { VolumeType } from './files/volume-types.ts'

// Where a file has a schema, its type is the schema's.
export type { Aggregate, AvailabilityZone, Image, Migration, Project, ProjectQuota }
export type { ResourceProvider, ServerGroup, Service, VolumePool, VolumeSnapshot, VolumeType }
export type { FileReport, Meta, SourceReport, SourceState } from './files/meta.ts'
export type { Inventory } from './files/placement.ts'
export type { StorageClass, StorageCluster, StoragePool } from './files/storage-cluster.ts'
export type { FindingKind, HostCheck, PlacementFinding, Verification } from './files/verification.ts'
export type { Config } from './files/config.ts'

export interface NetworkAddresses {
  network: string
  addresses: string[]
}

/** aio.csv. The first thirteen fields are the earlier tool's; those after `memoryMb` are ours and null in its files. */
export interface Instance {
  /** The name as shown: `domain/name` where the name occurs in two domains, the id where the project is gone. */
  project: string
  id: string
  name: string
  /** As Nova says it: ACTIVE, SHUTOFF, ERROR, SHELVED_OFFLOADED, SOFT_DELETED, UNKNOWN (its cell is down) ... */
  status: string
  /** In words: Running, Shutdown, Paused, Suspended, Crashed, NOSTATE, or '' where not known. */
  powerState: string
  networks: NetworkAddresses[]
  imageName: string
  /** '' when booted from a volume. */
  imageId: string
  flavorName: string
  flavorId: string
  /** The hypervisor's hostname; null when the instance is on no host. Joins with Hypervisor.name. */
  host: string | null
  vcpus: number | null
  memoryMb: number | null

  projectId: string | null
  userId: string | null
  availabilityZone: string | null
  /** The service host (`OS-EXT-SRV-ATTR:host`), which may differ from the hypervisor's hostname. */
  serviceHost: string | null
  taskState: string | null
  vmState: string | null
  createdAt: string | null
  updatedAt: string | null
  launchedAt: string | null
  rootGib: number | null
  ephemeralGib: number | null
  swapMb: number | null
  locked: boolean | null
  description: string | null
  keyName: string | null
  tags: string[] | null
  /** Flavor extra specs as embedded in the server (hw:cpu_policy and the like). */
  flavorSpecs: Record<string, string> | null
  metadata: Record<string, string> | null
  /** Ids of the volumes that Nova says are attached. */
  volumeIds: string[] | null
  faultMessage: string | null
}

/** allocation.txt joined by name with hypervisors.json (the fields from `uuid` on, null in the earlier tool's folders). */
export interface Hypervisor {
  id: string
  name: string
  type: string
  ip: string
  state: 'up' | 'down' | 'unknown'
  /** Null where the cloud no longer reports counters (compute API 2.88 and later). */
  vcpusUsed: number | null
  vcpus: number | null
  memoryMbUsed: number | null
  memoryMb: number | null

  uuid: string | null
  serviceHost: string | null
  enabled: boolean | null
  disabledReason: string | null
  version: string | null
  localGib: number | null
  localGibUsed: number | null
  runningInstances: number | null
  cpuModel: string | null
  uptime: string | null
}

/** ratio.txt */
export interface HostRatio {
  host: string
  cpuRatio: number | null
  ramRatio: number | null
  /** Where they come from if it is not Placement: `nova.conf`, `aether.yaml`, `last known TIME`. */
  source?: string
}

/** flavors.csv */
export interface Flavor {
  id: string
  name: string
  memoryMb: number
  rootGib: number
  ephemeralGib: number
  vcpus: number
  isPublic: boolean
  swapMb: number
  rxtxFactor: number
  properties: Record<string, string>
  description: string | null
  disabled: boolean | null
  /** Projects that may use a private flavor, where they could be read. */
  projectIds: string[] | null
}

export interface VolumeAttachment {
  serverId: string
  attachmentId: string
  volumeId: string
  hostName: string
  device: string
  attachedAt: string | null
}

/** volumes.json */
export interface Volume {
  id: string
  /** May be ''. */
  name: string
  status: string
  sizeGib: number
  attachments: VolumeAttachment[]
  /** '' in the earlier tool's files that lack it. */
  project: string
  bootable: boolean | null

  projectId: string | null
  type: string | null
  /** `host@backend#pool` */
  backendHost: string | null
  availabilityZone: string | null
  createdAt: string | null
  updatedAt: string | null
  multiattach: boolean | null
  encrypted: boolean | null
  snapshotId: string | null
  sourceVolumeId: string | null
  imageId: string | null
  imageName: string | null
  description: string | null
  userId: string | null
}

/** reserved.json. Only hosts with something in them; the file keeps its empty entries. */
export interface Reservation {
  host: string
  vcpus: number
  memoryMb: number
  purpose: string
  owner: string | null
  until: string | null
}

/** placement_diff.json */
export interface PlacementDifference {
  host: string
  placementVcpus: number
  actualVcpus: number
  /** placement - actual */
  difference: number
  checkedAt: string | null
}

/** instance_ids_check.json */
export interface InstanceIdCheck {
  host: string
  /** Orphans: allocations whose consumer no longer exists. */
  missingInOpenstack: string[]
  /** Instances without an allocation on their host. */
  missingInPlacement: string[]
  checkedAt: string | null
}

/** volume_stats.json of the earlier tool: only read, for the storage total and the overhead factor. */
export interface VolumeStats {
  overhead: number | null
  totalTib: number | null
}

/** Something in a data file that could not be used. It is shown on About and in the build's output. */
export interface Problem {
  file: string
  line: number | null
  reason: string
}

/** Everything in a data folder, read, typed and checked. */
export interface Snapshot {
  collectedAt: string
  /** 'files' when there was no meta.json, so that the time is the newest file's. */
  timeFrom: 'meta' | 'files'
  meta: Meta | null
  instances: Instance[]
  hypervisors: Hypervisor[]
  ratios: HostRatio[] | null
  flavors: Flavor[] | null
  volumes: Volume[] | null
  storage: StorageCluster[] | null
  reservations: Reservation[] | null
  placementDifferences: PlacementDifference[] | null
  instanceIdChecks: InstanceIdCheck[] | null
  verification: Verification | null
  providers: ResourceProvider[] | null
  services: Service[] | null
  aggregates: Aggregate[] | null
  zones: AvailabilityZone[] | null
  migrations: Migration[] | null
  serverGroups: ServerGroup[] | null
  projects: Project[] | null
  quotas: ProjectQuota[] | null
  images: Image[] | null
  volumeSnapshots: VolumeSnapshot[] | null
  volumeTypes: VolumeType[] | null
  volumePools: VolumePool[] | null
  volumeStats: VolumeStats | null
  problems: Problem[]
}
