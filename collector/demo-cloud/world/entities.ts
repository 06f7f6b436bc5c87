/** What the simulated cloud is made of. Times are milliseconds since the epoch, memory is MiB, disks are GiB. */
import type { Random } from '../random.ts'
import type { ApplicationCredential, Domain, Project, User } from './owners.ts'
import type { CephCluster, Snapshot, Volume, VolumePool, VolumeType } from './storage.ts'
import type { Timeline } from './timeline.ts'

/** Resource class -> amount, as in Placement. */
export type Resources = Record<string, number>

export interface Flavor {
  id: string
  /** Nova's internal number, which migrations show. */
  number: number
  name: string
  vcpus: number
  memoryMb: number
  rootGib: number
  ephemeralGib: number
  swapMb: number
  isPublic: boolean
  disabled: boolean
  description: string | null
  specs: Record<string, string>
  projectIds: string[]
  weight: number
  /** Servers of such a flavor start from a volume. */
  fromVolume: boolean
}

export interface Image {
  id: string
  name: string | null
  status: string
  sizeBytes: number | null
  visibility: string
  ownerId: string
  created: number
  minDiskGib: number
  minMemoryMb: number
  properties: Record<string, string>
  hidden: boolean
}

export interface Network {
  name: string
  /** `10.20` for 10.20.0.0/16. */
  prefix4: string
  /** `2001:db8:20::` where it has IPv6. */
  prefix6: string | null
  floating: string | null
}

export interface Inventory {
  total: number
  reserved: number
  ratio: number
}

export interface Provider {
  uuid: string
  name: string
  parent: Provider | null
  generation: number
  inventories: Record<string, Inventory>
  /** Consumer -> amounts. */
  allocations: Map<string, Resources>
  /** Resource class -> sum of the allocations. */
  used: Resources
  traits: string[]
  aggregates: string[]
}

export interface Consumer {
  projectId: string
  userId: string
  generation: number
  /** Where it holds something. */
  providers: Set<Provider>
}

export interface Host {
  number: number
  /** The service host. */
  name: string
  /** The hypervisor's hostname, which is the resource provider's name; not always the service host. */
  node: string
  ip: string
  serviceUuid: string
  kind: 'shared' | 'dedicated' | 'mixed'
  vcpus: number
  pcpus: number
  memoryMb: number
  diskGib: number
  reserved: { vcpus: number; memoryMb: number; diskGib: number }
  zone: string | null
  up: boolean
  enabled: boolean
  disabledReason: string | null
  /** When a host that failed returns, or maintenance ends; null while nothing is under way. */
  changesAt: number | null
  /** The second cell can be made unreachable. */
  cell: 1 | 2
  cpuModel: string
  /** Nova's counters, reserved amounts not included. */
  used: { cpus: number; memoryMb: number; diskGib: number }
  /** What Nova's resource tracker counts: consumer -> amounts. */
  claims: Map<string, Resources>
  servers: Set<Server>
  provider: Provider
  /** The child provider of a host with virtual GPUs. */
  gpu: Provider | null
}

export interface Port {
  network: Network
  /** Numbers the address within the network. */
  number: number
}

export interface Server {
  id: string
  number: number
  name: string
  projectId: string
  userId: string
  flavor: Flavor
  /** Null when started from a volume. */
  imageId: string | null
  host: Host | null
  status: string
  created: number
  updated: number
  launched: number | null
  terminated: number | null
  ports: Port[]
  volumes: Volume[]
  keyName: string | null
  description: string | null
  metadata: Record<string, string>
  tags: string[]
  lockedReason: string | null
  locked: boolean
  fault: string | null
  /** The one that is moving or resizing it. */
  migration: Migration | null
  /** Part of an inconsistency that time leaves alone. */
  planted: boolean
}

export interface Migration {
  id: string
  number: number
  type: 'resize' | 'migration' | 'live-migration' | 'evacuation'
  status: string
  server: Server
  source: Host
  destination: Host
  oldFlavor: Flavor
  newFlavor: Flavor
  created: number
  updated: number
}

export interface ServerGroup {
  id: string
  name: string
  policy: string
  projectId: string
  userId: string
  memberIds: string[]
}

export interface Aggregate {
  number: number
  uuid: string
  name: string
  metadata: Record<string, string>
  hosts: Host[]
  created: number
}

export interface World {
  /** The stream that time draws from. */
  random: Random
  /** Simulated time at the start. */
  start: number
  hostileNames: boolean
  /** Simulated time. */
  now: number
  domains: Domain[]
  projects: Project[]
  users: User[]
  applicationCredential: ApplicationCredential
  flavors: Flavor[]
  images: Timeline<Image>
  networks: Network[]
  hosts: Host[]
  aggregates: Aggregate[]
  /** By uuid; those of the hosts, and some that belong to none. */
  providers: Map<string, Provider>
  consumers: Map<string, Consumer>
  servers: Timeline<Server>
  /** Deleted and soft-deleted ones, which Nova lists only on demand. */
  deletedServers: Timeline<Server>
  serverGroups: ServerGroup[]
  migrations: Timeline<Migration>
  volumeTypes: Timeline<VolumeType>
  volumePools: VolumePool[]
  volumes: Timeline<Volume>
  snapshots: Timeline<Snapshot>
  ceph: CephCluster
  numbers: { server: number; migration: number; port: number }
  /** None is made beyond so many, where the cloud is not to grow. */
  most: { servers: number; volumes: number }
}
