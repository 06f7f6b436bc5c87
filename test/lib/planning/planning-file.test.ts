import { describe, expect, test } from 'vitest'
import { deriveCloud } from '../../../src/lib/cloud.ts'
import type { Snapshot } from '../../../src/lib/model.ts'
import { openPlanning } from '../../../src/lib/planning/planning-cloud.ts'
import { makePlanningFile } from '../../../src/lib/planning/planning-file.ts'
import {
  aConfig,
  aFlavor,
  aHypervisor,
  anInstance,
  anInventory,
  aProvider,
  aReservation,
  aSnapshot,
} from '../../support/samples.ts'
import { rowsOf } from '../../support/planning-rows.ts'

/** Through JSON, as it reaches the browser. */
function open(fields: Partial<Snapshot>) {
  const snapshot = aSnapshot(fields)
  const file = makePlanningFile(deriveCloud(snapshot, aConfig()), 'North', 'UTC')
  return openPlanning(JSON.parse(JSON.stringify(file)), rowsOf(snapshot))
}

const inventories = {
  VCPU: anInventory({ total: 96, reserved: 8, allocationRatio: 4, maxUnit: 96 }),
  PCPU: anInventory({ total: 8, maxUnit: 8 }),
  MEMORY_MB: anInventory({
    total: 772_447,
    reserved: 8192,
    allocationRatio: 1.3,
    maxUnit: 772_447,
    stepSize: 1,
  }),
  DISK_GB: anInventory({ total: 1000, reserved: 100, maxUnit: 900 }),
}

describe('hosts', () => {
  test('take everything from Placement where it was read', () => {
    const provider = aProvider({
      inventories,
      allocations: { 'instance-1': { VCPU: 2, MEMORY_MB: 4096, DISK_GB: 20 }, other: { PCPU: 3, VCPU: 1 } },
      traits: ['CUSTOM_B', 'CUSTOM_A'],
    })
    const cloud = open({
      hypervisors: [aHypervisor({ serviceHost: 'cmp01-service' })],
      providers: [provider],
      instances: [anInstance()],
      reservations: [aReservation({ vcpus: 12, memoryMb: 1024, purpose: 'Project X' })],
      aggregates: [
        {
          id: '1',
          uuid: null,
          name: 'a',
          availabilityZone: 'east',
          hosts: ['cmp01-service'],
          metadata: { disk: 'ssd, nvme' },
        },
        {
          id: '2',
          uuid: null,
          name: 'b',
          availabilityZone: null,
          hosts: ['cmp01-service'],
          metadata: { disk: 'hdd' },
        },
        {
          id: '3',
          uuid: null,
          name: 'c',
          availabilityZone: null,
          hosts: ['cmp01'],
          metadata: { other: 'yes' },
        },
      ],
    })
    expect(cloud.host('cmp01')).toEqual({
      name: 'cmp01',
      slug: 'cmp01',
      serviceHost: 'cmp01-service',
      tiers: ['Shared 1:4', 'Dedicated'],
      cpuRatio: 4,
      zone: 'east',
      state: 'up',
      disabledReason: null,
      spare: false,
      reserved: { VCPU: 12, MEMORY_MB: 1024 },
      purpose: 'Project X',
      pools: {
        VCPU: { capacity: 352, used: 3, minUnit: 1, maxUnit: 96, stepSize: 1 },
        PCPU: { capacity: 8, used: 3, minUnit: 1, maxUnit: 8, stepSize: 1 },
        MEMORY_MB: { capacity: 993_531, used: 4096, minUnit: 1, maxUnit: 772_447, stepSize: 1 },
        DISK_GB: { capacity: 900, used: 20, minUnit: 1, maxUnit: 900, stepSize: 1 },
      },
      traits: ['CUSTOM_A', 'CUSTOM_B'],
      metadata: { disk: ['ssd', 'nvme', 'hdd'] },
    })
  })

  test('without Placement: ratio.txt and the counters, one server as large as the physical host; what is unknown stays so', () => {
    const cloud = open({
      hypervisors: [
        aHypervisor({
          vcpus: 48,
          vcpusUsed: 10,
          memoryMb: 1000,
          memoryMbUsed: 100,
          localGib: 500,
          localGibUsed: 50,
        }),
        aHypervisor({ id: '2', name: 'cmp02', state: 'down' }),
      ],
      ratios: [{ host: 'cmp01', cpuRatio: 4, ramRatio: 1.5 }],
    })
    expect(cloud.host('cmp01')).toMatchObject({
      pools: {
        VCPU: { capacity: 192, used: 10, maxUnit: 48 },
        MEMORY_MB: { capacity: 1500, used: 100, maxUnit: 1000 },
        DISK_GB: { capacity: 500, used: 50, maxUnit: 500 },
      },
      traits: null,
      metadata: null,
    })
    expect(cloud.host('cmp02')).toMatchObject({
      state: 'down',
      tiers: [],
      cpuRatio: null,
      pools: { VCPU: { capacity: null }, MEMORY_MB: { capacity: null } },
    })
  })
})

describe('instances', () => {
  test('ask for what Nova would ask for, and hold what Placement says', () => {
    const cloud = open({
      hypervisors: [aHypervisor()],
      providers: [aProvider({ inventories, allocations: { odd: { VCPU: 9 } } })],
      instances: [
        anInstance({
          id: 'pinned',
          vcpus: 4,
          flavorSpecs: { 'hw:cpu_policy': 'dedicated', 'trait:CUSTOM_A': 'required' },
        }),
        anInstance({ id: 'odd', imageId: '' }),
      ],
    })
    expect(cloud.instance('pinned')).toMatchObject({
      need: { resources: { PCPU: 4, MEMORY_MB: 4096, DISK_GB: 20 }, requiredTraits: ['CUSTOM_A'] },
      held: {},
    })
    expect(cloud.instance('odd')).toMatchObject({
      need: { resources: { VCPU: 2, MEMORY_MB: 4096 } },
      held: { VCPU: 9 },
    })
  })

  test('of a folder without extra specs take the flavor’s', () => {
    const { need } =
      open({
        hypervisors: [aHypervisor()],
        instances: [anInstance({ flavorSpecs: null })],
        flavors: [
          aFlavor({
            properties: { 'aggregate_instance_extra_specs:ssd': 'true', 'trait:CUSTOM_B': 'forbidden' },
          }),
        ],
      }).instance('instance-1') ?? {}
    expect(need).toMatchObject({ aggregateSpecs: { ssd: 'true' }, forbiddenTraits: ['CUSTOM_B'] })
  })

  test('carry what stands in the way of a move', () => {
    const migration = {
      uuid: 'm',
      instanceId: 'b',
      type: 'migration',
      status: 'running',
      sourceNode: null,
      destinationNode: null,
      createdAt: null,
      updatedAt: null,
    }
    const cloud = open({
      hypervisors: [aHypervisor()],
      instances: [
        anInstance({ id: 'a', status: 'ERROR', faultMessage: 'broken', locked: true, taskState: 'deleting' }),
        anInstance({ id: 'b', name: 'same' }),
        anInstance({ id: 'c', name: 'same', vcpus: null }),
      ],
      migrations: [migration],
      serverGroups: [
        { id: 'g', name: 'db', policy: 'anti-affinity', projectId: null, memberIds: ['c', 'gone', 'a'] },
      ],
    })
    const group = { name: 'db', policy: 'anti-affinity', memberIds: ['c', 'a'] }
    expect(cloud.instance('a')).toMatchObject({
      fault: 'broken',
      locked: true,
      taskState: 'deleting',
      moving: false,
      group,
    })
    expect(cloud.instance('b')).toMatchObject({
      fault: null,
      locked: false,
      taskState: null,
      moving: true,
      group: null,
    })
    expect(cloud.instance('c')).toMatchObject({ need: null, group })
    expect(cloud.instancesOn('cmp01').map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(cloud.idsFrom('b')).toEqual(['b'])
  })
})

test('rows of another build are refused', () => {
  const snapshot = aSnapshot({ instances: [anInstance()] })
  const file = makePlanningFile(deriveCloud(snapshot, aConfig()), 'North', 'UTC')
  expect(openPlanning(file, rowsOf(snapshot)).hosts).toEqual([])
  const others = rowsOf(aSnapshot({ instances: [anInstance({ id: 'another' })] }))
  expect(() => openPlanning(file, others)).toThrow('reload the page')
  expect(() => openPlanning(file, { ...rowsOf(snapshot), count: 2 })).toThrow('reload the page')
})
