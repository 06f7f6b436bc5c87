import type { Random } from '../random.ts'
import type { Flavor, Host, Inventory, Provider } from './entities.ts'
import { cpuModels } from './names.ts'

/** Allocation ratio and kind of sixteen neighbours; every tier occurs among the first six. */
const racks: readonly (readonly [ratio: number, kind: Host['kind']])[] = [
  [4, 'shared'],
  [1.5, 'shared'],
  [8, 'shared'],
  [1, 'dedicated'],
  [4, 'shared'],
  [1, 'shared'],
  [4, 'shared'],
  [4, 'mixed'],
  [8, 'shared'],
  [1.5, 'shared'],
  [4, 'shared'],
  [4, 'shared'],
  [4, 'shared'],
  [8, 'shared'],
  [4, 'shared'],
  [1.5, 'shared'],
]

const coreCounts = [24, 32, 48, 64, 96, 128, 192, 256] as const

/** Every host reports the size of the one shared pool, as hosts on Ceph do. */
const sharedDiskGib = 512_000

export interface HostPlan {
  count: number
  servers: number
  flavors: Flavor[]
  hostileNames: boolean
}

/** Hosts, large enough that the servers fill about three fifths of them. */
export function makeHosts(random: Random, plan: HostPlan): Host[] {
  const { cores, memoryGib } = sizeHosts(plan)
  const digits = Math.max(3, String(plan.count).length)
  const zones = ['az1', plan.hostileNames ? 'az 2' : 'az2', 'az3']
  return Array.from({ length: plan.count }, (_, index) => {
    const [ratio, kind] = racks[index % racks.length] ?? [4, 'shared']
    const name = `sgp1-cmp${String(index + 1).padStart(digits, '0')}`
    const third = Math.floor((index * 3) / plan.count)
    const physical = kind === 'shared' ? nearest(cores * random.pick([0.75, 1, 1, 1.5])) : nearest(cores * 2)
    const pcpus = kind === 'shared' ? 0 : kind === 'dedicated' ? physical : physical / 2
    const vcpus = physical - pcpus
    const reserved = { vcpus: vcpus > 0 ? 4 : 0, memoryMb: 8192, diskGib: 0 }
    const memoryMb = Math.ceil((memoryGib * (0.5 + ratio / 8)) / 64) * 65_536 - random.pick([0, 1305, 2713])
    const ramRatio = ratio === 8 ? 1.2 : 1
    const provider = makeProvider(random.uuid(), third === 2 ? `${name}.cloud.example` : name, {
      ...(vcpus > 0 ? { VCPU: { total: vcpus, reserved: reserved.vcpus, ratio } } : {}),
      ...(pcpus > 0 ? { PCPU: { total: pcpus, reserved: 0, ratio: 1 } } : {}),
      MEMORY_MB: { total: memoryMb, reserved: reserved.memoryMb, ratio: ramRatio },
      DISK_GB: { total: sharedDiskGib, reserved: 0, ratio: 1 },
    })
    return {
      number: index + 1,
      name,
      node: provider.name,
      ip: `10.10.${Math.floor(index / 250)}.${(index % 250) + 1}`,
      serviceUuid: random.uuid(),
      kind,
      vcpus,
      pcpus,
      memoryMb,
      diskGib: sharedDiskGib,
      reserved,
      // The last host is in no aggregate, and so in the default zone.
      zone: index > 0 && index === plan.count - 1 ? null : (zones[third] ?? null),
      up: true,
      enabled: true,
      disabledReason: null,
      changesAt: null,
      cell: third === 2 ? 2 : 1,
      cpuModel: random.pick(cpuModels),
      used: { cpus: 0, memoryMb: 0, diskGib: 0 },
      claims: new Map(),
      servers: new Set(),
      provider,
      gpu: index % 16 === 4 ? makeGpuProvider(random, provider) : null,
    }
  })
}

function sizeHosts({ count, servers, flavors }: HostPlan): { cores: number; memoryGib: number } {
  const weight = flavors.reduce((sum, flavor) => sum + flavor.weight, 0)
  const average = (amount: (flavor: Flavor) => number) =>
    flavors.reduce((sum, flavor) => sum + flavor.weight * amount(flavor), 0) / weight
  const each = servers / Math.max(1, count)
  const averageRatio = racks.reduce((sum, [ratio]) => sum + ratio, 0) / racks.length
  return {
    cores: (each * average((flavor) => flavor.vcpus)) / 0.6 / averageRatio,
    memoryGib: (each * average((flavor) => flavor.memoryMb)) / 1024 / 0.6,
  }
}

function nearest(cores: number): number {
  return coreCounts.find((candidate) => candidate >= cores) ?? Math.ceil(cores / 64) * 64
}

export function makeProvider(uuid: string, name: string, inventories: Record<string, Inventory>): Provider {
  return {
    uuid,
    name,
    parent: null,
    generation: 2,
    inventories,
    allocations: new Map(),
    used: {},
    traits: [
      'COMPUTE_NODE',
      'COMPUTE_VOLUME_EXTEND',
      'COMPUTE_VOLUME_MULTI_ATTACH',
      'COMPUTE_TRUSTED_CERTS',
      'COMPUTE_IMAGE_TYPE_QCOW2',
      'HW_CPU_X86_AVX2',
    ],
    aggregates: [],
  }
}

function makeGpuProvider(random: Random, parent: Provider): Provider {
  const inventories = { VGPU: { total: 16, reserved: 0, ratio: 1 } }
  const child = makeProvider(random.uuid(), `${parent.name}_pci_0000_84_00_0`, inventories)
  return { ...child, parent, traits: ['CUSTOM_NVIDIA_A40_8Q'] }
}
