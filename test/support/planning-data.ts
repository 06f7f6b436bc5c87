import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as aggregates from '../../src/lib/files/aggregates.ts'
import * as aio from '../../src/lib/files/aio.ts'
import * as allocation from '../../src/lib/files/allocation.ts'
import * as flavors from '../../src/lib/files/flavors.ts'
import * as hypervisors from '../../src/lib/files/hypervisors.ts'
import * as placement from '../../src/lib/files/placement.ts'
import * as reserved from '../../src/lib/files/reserved.ts'
import * as serverGroups from '../../src/lib/files/server-groups.ts'
import type { Hypervisor, Instance, ResourceProvider } from '../../src/lib/model.ts'
import type { FillData } from './built-site.ts'
import { aFlavor, aHypervisor, anInstance, anInventory, aProvider, aReservation } from './samples.ts'

const GIB = 1024
const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`

/** Same name and project, so that only the id tells them apart. */
export const IDS = {
  web: id('a'),
  sameName: id('b'),
  grouped: id('c'),
  building: id('d'),
  pinned: id('e'),
  member: id('f'),
}

interface HostPlan {
  name: string
  /** Free of 40 vCPU and 64 GiB. */
  vcpus?: number
  gib?: number
  maxUnit?: number
  traits?: string[]
  hypervisor?: Partial<Hypervisor>
  /** Without an inventory and a ratio, nobody knows its capacity. */
  unknown?: boolean
}

/** A source, a host with room for nearly everything, and a host for each reason to refuse. */
const HOSTS: HostPlan[] = [
  { name: 'source', vcpus: 20, gib: 40 },
  { name: 'roomy' },
  { name: 'second' },
  { name: 'few-vcpus', vcpus: 1 },
  { name: 'little-ram', gib: 3 },
  { name: 'small-units', maxUnit: 1 },
  { name: 'spare' },
  { name: 'reserved', vcpus: 10 },
  { name: 'gone', hypervisor: { state: 'down' } },
  { name: 'off', hypervisor: { enabled: false, disabledReason: 'broken fan' } },
  { name: 'east' },
  { name: 'without-trait', traits: [] },
  { name: 'nobody-knows', unknown: true },
]

const INSTANCES: Instance[] = [
  anInstance({ id: IDS.web, name: 'web', flavorSpecs: { 'trait:CUSTOM_SSD': 'required' } }),
  anInstance({ id: IDS.sameName, name: 'web', project: 'beta', status: 'SHUTOFF', vcpus: 4 }),
  anInstance({ id: IDS.grouped, name: 'db-1' }),
  anInstance({ id: IDS.building, name: 'new', status: 'BUILD', taskState: 'spawning' }),
  anInstance({ id: IDS.pinned, name: 'pinned', vcpus: 1, flavorSpecs: { 'hw:cpu_policy': 'dedicated' } }),
].map((instance) => ({ ...instance, host: 'source', rootGib: 0 }))
INSTANCES.push(anInstance({ id: IDS.member, name: 'db-2', host: 'roomy', rootGib: 0 }))

function providerOf({
  name,
  vcpus = 40,
  gib = 64,
  maxUnit = 40,
  traits = ['CUSTOM_SSD'],
}: HostPlan): ResourceProvider {
  const own = INSTANCES.filter((instance) => instance.host === name)
  const allocations = Object.fromEntries(
    own.map((instance) => [instance.id, { VCPU: instance.vcpus ?? 0, MEMORY_MB: instance.memoryMb ?? 0 }]),
  )
  const sum = (resource: 'VCPU' | 'MEMORY_MB') =>
    Object.values(allocations).reduce((total, amounts) => total + amounts[resource], 0)
  const rest = { VCPU: 40 - vcpus - sum('VCPU'), MEMORY_MB: (64 - gib) * GIB - sum('MEMORY_MB') }
  if (rest.VCPU > 0 || rest.MEMORY_MB > 0)
    allocations['other'] = { VCPU: Math.max(0, rest.VCPU), MEMORY_MB: Math.max(0, rest.MEMORY_MB) }
  return aProvider({
    uuid: name,
    name,
    inventories: {
      VCPU: anInventory({ total: 10, allocationRatio: 4, maxUnit }),
      MEMORY_MB: anInventory({ total: 64 * GIB, maxUnit: 64 * GIB }),
      ...(name === 'second' && { PCPU: anInventory({ total: 4, maxUnit: 4 }) }),
    },
    allocations,
    traits,
  })
}

/** The figures of test/e2e/planning.test.ts follow from this by hand. */
export const fillPlanning: FillData = async (dataDir) => {
  const all = HOSTS.map(({ name, hypervisor }, index) =>
    aHypervisor({
      id: String(index + 1),
      name,
      uuid: name,
      serviceHost: `${name}-service`,
      enabled: true,
      ...hypervisor,
    }),
  )
  const zoneOf = (name: string) => (name === 'east' ? 'east' : 'west')
  const zones = ['west', 'east'].map((zone, index) => ({
    id: String(index + 1),
    uuid: null,
    name: zone,
    availabilityZone: zone,
    hosts: HOSTS.filter(({ name }) => zoneOf(name) === zone).map(({ name }) => `${name}-service`),
    metadata: {},
  }))
  const files: Record<string, string> = {
    [aio.FILE]: aio.serialiseAio(INSTANCES),
    [allocation.FILE]: allocation.serialiseAllocation(all),
    [hypervisors.FILE]: hypervisors.serialiseHypervisors(all),
    [placement.FILE]: placement.serialisePlacement(HOSTS.filter(({ unknown }) => !unknown).map(providerOf)),
    [aggregates.FILE]: aggregates.serialiseAggregates({ aggregates: zones, zones: [] }),
    [flavors.FILE]: flavors.serialiseFlavors([
      aFlavor({ id: 'f1', name: 'large', vcpus: 16, memoryMb: 16 * GIB, rootGib: 0 }),
    ]),
    [serverGroups.FILE]: serverGroups.serialiseServerGroups([
      { id: 'g', name: 'db', policy: 'anti-affinity', projectId: null, memberIds: [IDS.grouped, IDS.member] },
    ]),
    [reserved.FILE]: reserved.serialiseReserved([
      aReservation({ host: 'spare', vcpus: 1, purpose: 'Backup for maintenance' }),
      aReservation({ host: 'reserved', vcpus: 9, purpose: 'Project X' }),
    ]),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, name), text)
}
