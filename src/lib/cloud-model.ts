/**
 * What every page is drawn from: the snapshot, joined and computed once. Formulas are docs/capacity.md's.
 * `cloud.ts` puts it together.
 */
import type {
  Flavor,
  HostCheck,
  Instance,
  PlacementFinding,
  Problem,
  Project,
  ProjectQuota,
  Reservation,
  ResourceProvider,
  Snapshot,
  StorageCluster,
  Verification,
  Volume,
} from './model.ts'

/** Capacity of one resource on one host. `capacity` and `free` are null where no ratio or inventory is known; `free` may be negative. */
export interface Amounts {
  /** Physical amount, before ratio and reservation. */
  total: number | null
  capacity: number | null
  used: number
  free: number | null
}

export type HostFlag =
  | 'down'
  | 'disabled'
  | 'spare'
  | 'over-committed'
  | 'over-reserved'
  | 'expired'
  | 'unknown-capacity'
  /** Its reservation is tried out in the browser, and is not the collected one. */
  | 'draft'

export interface Host {
  name: string
  slug: string
  type: string
  ip: string
  state: 'up' | 'down' | 'unknown'
  enabled: boolean
  disabledReason: string | null
  zone: string | null
  aggregates: string[]
  /** Up and enabled: its free capacity counts. */
  available: boolean
  /** Its reservation's purpose holds the spare marker. */
  spare: boolean
  flags: HostFlag[]
  cpuRatio: number | null
  ramRatio: number | null
  /** Where ratio.txt has them from: `nova.conf`, `aether.yaml`, `last known TIME`; null for Placement and where it does not say. */
  ratioSource: string | null
  /** Shared vCPUs (class VCPU); null where the host has none. */
  vcpu: Amounts | null
  /** Dedicated CPUs (class PCPU), which count in the dedicated tier; null where the host has none. */
  pcpu: Amounts | null
  memoryMb: Amounts
  /** Name of the tier that the host's memory counts in; null where its capacity is unknown. */
  tierName: string | null
  reservation: Reservation | null
  /** free - reserved; at most 0 where the host is a spare; null where capacity is unknown. */
  vcpuAfterReservation: number | null
  memoryMbAfterReservation: number | null
  instances: Instance[]
  providers: ResourceProvider[]
  check: HostCheck | null
}

/** The summary of capacity.md for one resource. Final = available - reserved - maintenance. */
export interface Summary {
  capacity: number
  used: number
  unavailable: number
  available: number
  reserved: number
  maintenance: number
  final: number
}

export interface Tier {
  ratio: number
  name: string
  dedicated: boolean
  hosts: Host[]
  vcpu: Summary
  memoryMb: Summary
}

export interface ProjectUse {
  /** Label as shown. */
  name: string
  id: string | null
  slug: string
  project: Project | null
  quota: ProjectQuota | null
  instances: Instance[]
  volumes: Volume[]
  /** What Nova counts against the quota: every instance that is not soft-deleted, those on no host too. */
  vcpus: number
  memoryMb: number
  /** What its instances hold on hosts. */
  placedVcpus: number
  placedMemoryMb: number
  volumeGib: number
}

export interface FlavorUse {
  flavor: Flavor
  instances: number
  /** A filter by the flavor's name finds exactly these instances; otherwise its id must be asked for. */
  nameSuffices: boolean
}

export interface VolumeTotals {
  count: number
  totalGib: number
  attached: number
  unattached: number
  averageGib: number
  byStatus: { status: string; count: number; sizeGib: number }[]
  /** Bounds are inclusive and in GiB; the last class has no upper one. */
  bySizeClass: { label: string; fromGib: number; toGib: number | null; count: number; sizeGib: number }[]
}

/** Something an operator should look at, worst first. */
export interface Attention {
  severity: 'critical' | 'warning' | 'note'
  title: string
  detail: string
  /** Path below the site root, e.g. `hosts/cmp01/`. */
  href: string | null
}

export interface Cloud {
  snapshot: Snapshot
  hosts: Host[]
  /** Ascending by ratio; only tiers that have hosts. */
  tiers: Tier[]
  /** Every tier above ratio 1 together; null when there is none. */
  allShared: { hosts: number; vcpu: Summary; memoryMb: Summary } | null
  total: { hosts: number; vcpu: Summary; memoryMb: Summary }
  /** Hosts of unknown capacity: in the tables, left out of every total. */
  hostsWithoutRatio: string[]
  reservationsOfUnknownHosts: Reservation[]
  projects: ProjectUse[]
  flavors: FlavorUse[] | null
  volumeTotals: VolumeTotals | null
  storage: StorageCluster[] | null
  /** Nova against Placement; null where neither we nor the earlier tool's files say anything. */
  verification: Verification | null
  findings: PlacementFinding[] | null
  attention: Attention[]
  problems: Problem[]
  instanceById: Map<string, Instance>
  hostByName: Map<string, Host>
  projectByKey: Map<string, ProjectUse>
  volumesByInstance: Map<string, Volume[]>
}
