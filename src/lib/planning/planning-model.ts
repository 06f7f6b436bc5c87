/** What planning is about: hosts with room, servers that need some, and what stands between them. All of it is JSON. */

/** Of one resource class on one host, over its whole provider tree. */
export interface Pool {
  /** Null where neither inventory nor ratio is known; never taken for 0. */
  capacity: number | null
  used: number
  minUnit: number
  /** Of one server. Null where not even the physical size is known. */
  maxUnit: number | null
  stepSize: number
}

/** By resource class: VCPU, PCPU, MEMORY_MB (MiB), DISK_GB (GiB), and whatever else a flavor asks for. */
export type Amounts = Record<string, number>

export type PlanningState = 'up' | 'down' | 'disabled' | 'unknown'

export interface PlanningHost {
  name: string
  slug: string
  /** What `--host` of the openstack command takes; it may differ from the hypervisor's name. */
  serviceHost: string
  /** Names of the tiers that it counts in: two where it has shared and dedicated CPUs, that of the shared ones first. */
  tiers: string[]
  cpuRatio: number | null
  zone: string | null
  state: PlanningState
  disabledReason: string | null
  spare: boolean
  reserved: Amounts
  purpose: string
  pools: Record<string, Pool>
  /** Null where they were not collected. */
  traits: string[] | null
  /** Metadata of its aggregates, each key with its values of all of them; null where they were not collected. */
  metadata: Record<string, string[]> | null
}

/** What a server asks of a host. */
export interface Need {
  resources: Amounts
  requiredTraits: string[]
  forbiddenTraits: string[]
  /** aggregate_instance_extra_specs, without that prefix. */
  aggregateSpecs: Record<string, string>
}

export interface PlanningGroup {
  name: string
  /** anti-affinity, affinity, soft-anti-affinity, soft-affinity. */
  policy: string
  memberIds: string[]
}

export interface PlanningInstance {
  id: string
  name: string
  project: string
  projectId: string | null
  status: string
  /** Hypervisor's name; null where it is on none. */
  host: string | null
  vcpus: number | null
  memoryMb: number | null
  /** Null where its size is not known. */
  need: Need | null
  /** What it holds where it is, which may differ from what it asks for. */
  held: Amounts
  taskState: string | null
  /** A migration or resize of it was under way. */
  moving: boolean
  locked: boolean
  fault: string | null
  group: PlanningGroup | null
}

/** What a plan may use that is kept back otherwise. */
export interface PlanningRules {
  useReserved: boolean
  useSpares: boolean
  otherZones: boolean
}

export const STRICT: PlanningRules = { useReserved: false, useSpares: false, otherZones: false }

export type ReasonCode =
  | 'same-host'
  | 'down'
  | 'disabled'
  | 'state-unknown'
  | 'spare'
  | 'zone'
  | 'trait'
  | 'aggregate'
  | 'capacity-unknown'
  | 'size-unknown'
  | 'vcpu'
  | 'pcpu'
  | 'memory'
  | 'disk'
  | 'resource'
  | 'unit'
  | 'reservation'
  | 'affinity'
  | 'anti-affinity'
  | 'not-movable'
  | 'moving'
  | 'tier'
  | 'emptied'
  | 'locked'

/** Why a server cannot go to a host, or what to mind when it does. */
export interface Reason {
  code: ReasonCode
  /** Follows the host's name, or the server's where the code says so: "has 2 vCPU free, 8 vCPU needed". */
  words: string
}

export interface Fit {
  /** None where it fits. */
  reasons: Reason[]
  /** What does not forbid it, but should be known. */
  warnings: Reason[]
}
