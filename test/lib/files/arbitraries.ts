import fc from 'fast-check'
import type {
  Flavor,
  Hypervisor,
  Instance,
  Reservation,
  StorageCluster,
  Volume,
} from '../../../src/lib/model.ts'
import { amount, id, maybe, nasty, record, recordOf, time, word } from './nasty.ts'

export const instance: fc.Arbitrary<Instance> = recordOf({
  project: nasty,
  id,
  name: nasty,
  status: fc.constantFrom('ACTIVE', 'SHUTOFF', 'ERROR', 'SHELVED_OFFLOADED', 'UNKNOWN'),
  powerState: fc.constantFrom('Running', 'Shutdown', 'NOSTATE', ''),
  networks: fc.uniqueArray(
    recordOf({ network: nasty, addresses: fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 3 }) }),
    { selector: (entry) => entry.network, maxLength: 4 },
  ),
  imageName: nasty,
  imageId: fc.oneof(id, fc.constant('')),
  flavorName: nasty,
  flavorId: nasty,
  host: maybe(word),
  vcpus: maybe(amount),
  memoryMb: maybe(amount),
  projectId: maybe(id),
  userId: maybe(id),
  availabilityZone: maybe(nasty),
  serviceHost: maybe(nasty),
  taskState: maybe(nasty),
  vmState: maybe(nasty),
  createdAt: maybe(time),
  updatedAt: maybe(time),
  launchedAt: maybe(time),
  rootGib: maybe(amount),
  ephemeralGib: maybe(amount),
  swapMb: maybe(amount),
  locked: maybe(fc.boolean()),
  description: maybe(nasty),
  keyName: maybe(nasty),
  tags: maybe(fc.array(nasty, { maxLength: 3 })),
  flavorSpecs: maybe(record(nasty)),
  metadata: maybe(record(nasty)),
  volumeIds: maybe(fc.array(id, { maxLength: 3 })),
  faultMessage: maybe(nasty),
})

export const flavor: fc.Arbitrary<Flavor> = recordOf({
  id: nasty.filter((text) => text.trim() !== ''),
  name: nasty,
  memoryMb: amount,
  rootGib: amount,
  ephemeralGib: amount,
  vcpus: amount,
  isPublic: fc.boolean(),
  swapMb: amount,
  rxtxFactor: fc.double({ min: 0.01, max: 100, noNaN: true }),
  properties: record(nasty),
  description: maybe(nasty),
  disabled: maybe(fc.boolean()),
  projectIds: maybe(fc.array(id, { maxLength: 3 })),
})

export const volume: fc.Arbitrary<Volume> = recordOf({
  id,
  name: nasty,
  status: nasty,
  sizeGib: amount,
  attachments: fc.array(
    recordOf({
      serverId: id,
      attachmentId: id,
      volumeId: id,
      hostName: nasty,
      device: nasty,
      attachedAt: maybe(time),
    }),
    { maxLength: 3 },
  ),
  project: nasty,
  bootable: maybe(fc.boolean()),
  projectId: maybe(id),
  type: maybe(nasty),
  backendHost: maybe(nasty),
  availabilityZone: maybe(nasty),
  createdAt: maybe(time),
  updatedAt: maybe(time),
  multiattach: maybe(fc.boolean()),
  encrypted: maybe(fc.boolean()),
  snapshotId: maybe(id),
  sourceVolumeId: maybe(id),
  imageId: maybe(id),
  imageName: maybe(nasty),
  description: maybe(nasty),
  userId: maybe(id),
})

/** Without the fields of hypervisors.json, which allocation.txt has no room for. */
export const hypervisor: fc.Arbitrary<Hypervisor> = recordOf({
  id: fc.oneof(id, fc.integer({ min: 1 }).map(String)),
  name: word,
  type: fc.oneof(word, fc.constantFrom('', 'VMware vCenter Server')),
  ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('')),
  state: fc.constantFrom('up', 'down', 'unknown'),
  vcpusUsed: maybe(amount),
  vcpus: maybe(amount),
  memoryMbUsed: maybe(amount),
  memoryMb: maybe(amount),
  uuid: fc.constant(null),
  serviceHost: fc.constant(null),
  enabled: fc.constant(null),
  disabledReason: fc.constant(null),
  version: fc.constant(null),
  localGib: fc.constant(null),
  localGibUsed: fc.constant(null),
  runningInstances: fc.constant(null),
  cpuModel: fc.constant(null),
  uptime: fc.constant(null),
})

export const reservation: fc.Arbitrary<Reservation> = recordOf({
  host: word,
  vcpus: fc.integer({ min: 1, max: 1000 }),
  memoryMb: amount,
  purpose: nasty,
  owner: maybe(nasty),
  until: maybe(time.map((iso) => iso.slice(0, 10))),
})

const bytes = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const percent = fc.double({ min: 0, max: 200, noNaN: true }).map((n) => n + 0)
const storageClass = (name: fc.Arbitrary<string>) =>
  recordOf({
    name,
    totalBytes: bytes,
    availableBytes: bytes,
    usedBytes: bytes,
    rawUsedBytes: bytes,
    rawUsedPercent: percent,
  })

/** As the text gives it: it names no cluster. */
export const cluster: fc.Arbitrary<StorageCluster> = recordOf({
  name: fc.constant('ceph'),
  total: storageClass(fc.constant('TOTAL')),
  classes: fc.array(storageClass(word), { maxLength: 3 }),
  pools: fc.array(
    recordOf({
      name: fc.oneof(word, fc.constantFrom('.rgw.root', 'pool with blanks', 'default.rgw.buckets.data')),
      id: maybe(amount),
      pgs: maybe(amount),
      storedBytes: bytes,
      objects: maybe(amount),
      usedBytes: bytes,
      usedPercent: percent,
      maxAvailableBytes: bytes,
    }),
    { maxLength: 4 },
  ),
  exact: fc.constant(false),
})
