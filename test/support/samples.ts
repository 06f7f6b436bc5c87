/** Whole records with dull values, for tests that care about a few fields. */
import { defaultConfig } from '../../src/lib/files/config.ts'
import type {
  Config,
  Flavor,
  Hypervisor,
  Instance,
  Inventory,
  Meta,
  Project,
  Reservation,
  ResourceProvider,
  Snapshot,
  StorageClass,
  StorageCluster,
  StoragePool,
  Volume,
} from '../../src/lib/model.ts'

export function anInstance(fields: Partial<Instance> = {}): Instance {
  return {
    project: 'alpha',
    id: 'instance-1',
    name: 'web',
    status: 'ACTIVE',
    powerState: 'Running',
    networks: [],
    imageName: 'debian',
    imageId: 'image-1',
    flavorName: 'm1.small',
    flavorId: 'flavor-1',
    host: 'cmp01',
    vcpus: 2,
    memoryMb: 4096,
    projectId: null,
    userId: null,
    availabilityZone: null,
    serviceHost: null,
    taskState: null,
    vmState: null,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    launchedAt: null,
    rootGib: 20,
    ephemeralGib: 0,
    swapMb: 0,
    locked: null,
    description: null,
    keyName: null,
    tags: null,
    flavorSpecs: {},
    metadata: null,
    volumeIds: null,
    faultMessage: null,
    ...fields,
  }
}

export function aHypervisor(fields: Partial<Hypervisor> = {}): Hypervisor {
  return {
    id: '1',
    name: 'cmp01',
    type: 'QEMU',
    ip: '10.0.0.1',
    state: 'up',
    vcpusUsed: 0,
    vcpus: 48,
    memoryMbUsed: 0,
    memoryMb: 262_144,
    uuid: null,
    serviceHost: null,
    enabled: null,
    disabledReason: null,
    version: null,
    localGib: null,
    localGibUsed: null,
    runningInstances: null,
    cpuModel: null,
    uptime: null,
    ...fields,
  }
}

export function anInventory(fields: Partial<Inventory> = {}): Inventory {
  return { total: 1, reserved: 0, allocationRatio: 1, minUnit: 1, maxUnit: 1, stepSize: 1, ...fields }
}

export function aProvider(fields: Partial<ResourceProvider> = {}): ResourceProvider {
  return {
    uuid: 'provider-1',
    name: 'cmp01',
    parentUuid: null,
    rootUuid: fields.uuid ?? 'provider-1',
    inventories: { VCPU: anInventory({ total: 48 }), MEMORY_MB: anInventory({ total: 262_144 }) },
    allocations: {},
    traits: [],
    aggregates: [],
    ...fields,
  }
}

export function aReservation(fields: Partial<Reservation> = {}): Reservation {
  return { host: 'cmp01', vcpus: 0, memoryMb: 0, purpose: '', owner: null, until: null, ...fields }
}

export function aVolume(fields: Partial<Volume> = {}): Volume {
  return {
    id: 'volume-1',
    name: 'data',
    status: 'available',
    sizeGib: 1,
    attachments: [],
    project: 'alpha',
    bootable: null,
    projectId: null,
    type: null,
    backendHost: null,
    availabilityZone: null,
    createdAt: null,
    updatedAt: null,
    multiattach: null,
    encrypted: null,
    snapshotId: null,
    sourceVolumeId: null,
    imageId: null,
    imageName: null,
    description: null,
    userId: null,
    ...fields,
  }
}

export function aProject(fields: Partial<Project> = {}): Project {
  return {
    id: 'project-1',
    name: 'alpha',
    domainId: 'default',
    domainName: 'Default',
    enabled: true,
    description: '',
    parentId: null,
    ...fields,
  }
}

export function aFlavor(fields: Partial<Flavor> = {}): Flavor {
  return {
    id: 'flavor-1',
    name: 'm1.small',
    memoryMb: 4096,
    rootGib: 20,
    ephemeralGib: 0,
    vcpus: 2,
    isPublic: true,
    swapMb: 0,
    rxtxFactor: 1,
    properties: {},
    description: null,
    disabled: null,
    projectIds: null,
    ...fields,
  }
}

/** A cloud of which nothing but the two required files was collected, and those are empty. */
export function aSnapshot(fields: Partial<Snapshot> = {}): Snapshot {
  return {
    collectedAt: '2026-11-22T06:11:00Z',
    timeFrom: 'files',
    meta: null,
    instances: [],
    hypervisors: [],
    ratios: null,
    flavors: null,
    volumes: null,
    storage: null,
    reservations: null,
    placementDifferences: null,
    instanceIdChecks: null,
    verification: null,
    providers: null,
    services: null,
    aggregates: null,
    zones: null,
    migrations: null,
    serverGroups: null,
    projects: null,
    quotas: null,
    images: null,
    volumeSnapshots: null,
    volumeTypes: null,
    volumePools: null,
    volumeStats: null,
    problems: [],
    ...fields,
  }
}

/** Of a collection at the time of `aSnapshot`. */
export function aMeta(files: Meta['files'], sources: Meta['sources'] = []): Meta {
  return {
    schema: 1,
    aetherVersion: '0.1.0',
    collectedAt: '2026-11-22T06:11:00Z',
    seconds: 1,
    intervalMinutes: 120,
    cloud: { name: '', authUrl: '', region: '', versions: {} },
    sources,
    files,
  }
}

export function aConfig(fields: Partial<Config> = {}): Config {
  return { ...defaultConfig, ...fields }
}

export function aPool(fields: Partial<StoragePool> = {}): StoragePool {
  return {
    name: 'volumes',
    id: 1,
    pgs: 32,
    storedBytes: 0,
    objects: 0,
    usedBytes: 0,
    usedPercent: 0,
    maxAvailableBytes: 0,
    ...fields,
  }
}

export function aCluster(
  fields: Partial<Pick<StorageCluster, 'name' | 'pools' | 'classes'>> & Partial<StorageClass> = {},
): StorageCluster {
  const { name = 'ceph', pools = [], classes = [], ...total } = fields
  const none = { totalBytes: 0, availableBytes: 0, usedBytes: 0, rawUsedBytes: 0, rawUsedPercent: 0 }
  return { name, pools, classes, exact: true, total: { ...none, ...total, name: 'TOTAL' } }
}
