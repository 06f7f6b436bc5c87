/**
 * The shapes that travel between the rooms: what a data folder holds once it is read and checked.
 * Units are in the names: `Mb` is MiB (as in Nova), `Gib` is GiB (as in Cinder), `Bytes` is bytes. Times are ISO 8601, UTC.
 * `null` for a list means "not collected"; an empty list means "collected, and there is none".
 */
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

export interface StorageClass {
  /** Device class (hdd, ssd ...) or TOTAL. */
  name: string
  totalBytes: number
  availableBytes: number
  usedBytes: number
  rawUsedBytes: number
  rawUsedPercent: number
}

export interface StoragePool {
  name: string
  id: number | null
  pgs: number | null
  storedBytes: number
  objects: number | null
  usedBytes: number
  usedPercent: number
  maxAvailableBytes: number
}

/** cephdf.txt, or cephdf.json (exact bytes, any number of clusters) where Aether collected. */
export interface StorageCluster {
  name: string
  total: StorageClass
  classes: StorageClass[]
  pools: StoragePool[]
  /** True when the figures come from JSON; those of the text are rounded by Ceph. */
  exact: boolean
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

export interface Inventory {
  total: number
  reserved: number
  allocationRatio: number
  minUnit: number
  maxUnit: number
  stepSize: number
}

/** placement.json: one resource provider with all that hangs on it. */
export interface ResourceProvider {
  uuid: string
  name: string
  parentUuid: string | null
  rootUuid: string
  /** By resource class: VCPU, PCPU, MEMORY_MB, DISK_GB, ... */
  inventories: Record<string, Inventory>
  /** consumer uuid -> resource class -> amount */
  allocations: Record<string, Record<string, number>>
  traits: string[]
  aggregates: string[]
}

/** services.json */
export interface Service {
  binary: string
  host: string
  zone: string
  state: 'up' | 'down' | 'unknown'
  enabled: boolean
  disabledReason: string | null
  updatedAt: string | null
}

/** aggregates.json */
export interface Aggregate {
  id: string
  uuid: string | null
  name: string
  availabilityZone: string | null
  /** Service hosts. */
  hosts: string[]
  metadata: Record<string, string>
}
export interface AvailabilityZone {
  name: string
  available: boolean
  hosts: string[]
}

/** migrations.json: those that were in progress when the cloud was read. */
export interface Migration {
  uuid: string
  instanceId: string
  type: string
  status: string
  sourceNode: string | null
  destinationNode: string | null
  createdAt: string | null
  updatedAt: string | null
}

/** server-groups.json */
export interface ServerGroup {
  id: string
  name: string
  policy: string
  projectId: string | null
  memberIds: string[]
}

/** projects.json */
export interface Project {
  id: string
  name: string
  domainId: string
  domainName: string
  enabled: boolean
  description: string
  parentId: string | null
}

/** quotas.json. -1 is unlimited, as in the APIs. */
export interface ProjectQuota {
  projectId: string
  instances: number | null
  vcpus: number | null
  memoryMb: number | null
  volumes: number | null
  volumeGib: number | null
  snapshots: number | null
}

/** images.json */
export interface Image {
  id: string
  name: string
  status: string
  sizeBytes: number | null
  visibility: string
  ownerId: string | null
  createdAt: string | null
  minDiskGib: number
  minMemoryMb: number
}

/** volume-snapshots.json */
export interface VolumeSnapshot {
  id: string
  name: string
  status: string
  sizeGib: number
  volumeId: string
  projectId: string | null
  createdAt: string | null
}

/** volume-types.json */
export interface VolumeType {
  id: string
  name: string
  isPublic: boolean
  description: string | null
  extraSpecs: Record<string, string>
}

/** volume-pools.json: Cinder's scheduler pools. A number, 'infinite' or 'unknown' as the back end says. */
export interface VolumePool {
  name: string
  backend: string | null
  totalGib: number | 'infinite' | 'unknown'
  freeGib: number | 'infinite' | 'unknown'
  allocatedGib: number | null
  provisionedGib: number | null
  maxOverSubscriptionRatio: number | null
}

/** volume_stats.json of the earlier tool: only read, for the storage total and the overhead factor. */
export interface VolumeStats {
  overhead: number | null
  totalTib: number | null
}

export type SourceState = 'ok' | 'degraded' | 'failed' | 'off' | 'absent'

/** One subject that was read: servers, flavors, placement, ceph ... One progress line and one row on About. */
export interface SourceReport {
  name: string
  /** Which way in: api, cli, ssh, ceph, earlier. */
  via: string
  state: SourceState
  requests: number
  items: number
  seconds: number
  /** What went wrong, or was left out, and what to do; '' when all is well. */
  message: string
  /** Files that this source fills. */
  files: string[]
}

export interface FileReport {
  bytes: number
  sha256: string
  /** When the content was read from the cloud; older than `collectedAt` where the last good file was kept. */
  asOf: string
  stale: boolean
}

/** meta.json */
export interface Meta {
  schema: 1
  aetherVersion: string
  /** Start of the reading. */
  collectedAt: string
  seconds: number
  intervalMinutes: number
  cloud: { name: string; authUrl: string; region: string; versions: Record<string, string> }
  sources: SourceReport[]
  files: Record<string, FileReport>
}

/** Something in a data file that could not be used. It is shown on About and in the build's output. */
export interface Problem {
  file: string
  line: number | null
  reason: string
}

/** One finding of the instance check, per host and consumer. */
export type FindingKind =
  | 'wrong-amounts'
  | 'stale'
  | 'orphan'
  | 'missing-allocation'
  | 'provider-without-host'
  | 'unknown'
export interface PlacementFinding {
  kind: FindingKind
  host: string
  providerUuid: string | null
  consumerId: string
  /** Name of the instance where there is one. */
  instanceName: string | null
  /** Where the instance really is. */
  actualHost: string | null
  /** resource class -> amount, in Placement */
  allocated: Record<string, number>
  /** resource class -> amount, by the instance's flavor */
  expected: Record<string, number>
}
export type HostCheckState = 'ok' | 'different' | 'unsettled' | 'not-checked'
export interface HostCheck {
  host: string
  state: HostCheckState
  /** Why it was not checked, or why it is unsettled; '' otherwise. */
  reason: string
  placementVcpus: number | null
  actualVcpus: number | null
  difference: number | null
}
/** verification.json: Nova against Placement in full; the two earlier files are made from it. */
export interface Verification {
  checkedAt: string
  /** Set when nothing could be checked, with the reason. */
  notChecked: string | null
  hosts: HostCheck[]
  findings: PlacementFinding[]
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
