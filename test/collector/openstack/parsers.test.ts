import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parseAggregate, parseZone } from '../../../collector/openstack/aggregates.ts'
import { parseFlavor } from '../../../collector/openstack/flavors.ts'
import { parseHypervisor } from '../../../collector/openstack/hypervisors.ts'
import { parseImage } from '../../../collector/openstack/images.ts'
import type { JsonRecord } from '../../../collector/openstack/json.ts'
import { asTime } from '../../../collector/openstack/json.ts'
import { parseInventory } from '../../../collector/openstack/placement.ts'
import { parseServer } from '../../../collector/openstack/servers.ts'
import { parseVolumePool } from '../../../collector/openstack/volume-pools.ts'
import { parseVolume } from '../../../collector/openstack/volumes.ts'
import { parseAio, serialiseAio } from '../../../src/lib/files/aio.ts'
import { parseVolumes, serialiseVolumes } from '../../../src/lib/files/volumes.ts'

const server = {
  id: 's1',
  name: 'web',
  status: 'ACTIVE',
  tenant_id: 'p1',
  user_id: 'u1',
  image: { id: 'i1' },
  flavor: {
    vcpus: 4,
    ram: 8192,
    disk: 20,
    ephemeral: 0,
    swap: 512,
    original_name: 'm1',
    extra_specs: { b: '2', a: '1' },
  },
  created: '2026-11-22T09:47:43Z',
  addresses: { net: [{ addr: '10.0.0.5' }, { addr: 'fd00::5' }] },
  'OS-EXT-SRV-ATTR:host': 'cmp1-svc',
  'OS-EXT-SRV-ATTR:hypervisor_hostname': 'cmp1',
  'OS-EXT-SRV-ATTR:user_data': 'planted-user-data',
  'OS-EXT-STS:power_state': 1,
  'os-extended-volumes:volumes_attached': [{ id: 'v2' }, { id: 'v1' }],
  fault: { code: 500, message: 'No valid host', details: 'Traceback' },
  locked: true,
  tags: ['b', 'a'],
}

test('reads a server, with the host by its hypervisor and the amounts of its own flavor', () => {
  expect(parseServer(server)).toMatchObject({
    host: 'cmp1',
    serviceHost: 'cmp1-svc',
    vcpus: 4,
    memoryMb: 8192,
    swapMb: 512,
    powerState: 'Running',
    networks: [{ network: 'net', addresses: ['10.0.0.5', 'fd00::5'] }],
    volumeIds: ['v1', 'v2'],
    flavorName: 'm1',
    flavorSpecs: { a: '1', b: '2' },
    tags: ['a', 'b'],
    faultMessage: 'No valid host',
    createdAt: '2026-11-22T09:47:43Z',
  })
})

test('user data goes nowhere', () => {
  expect(JSON.stringify(parseServer(server))).not.toContain('planted-user-data')
})

test('the stub of a server in a cell that is down stays a row', () => {
  const stub = parseServer({
    id: 's1',
    created: '2026-01-01T00:00:00Z',
    tenant_id: 'p1',
    status: 'UNKNOWN',
    links: [],
  })
  expect(stub).toMatchObject({
    id: 's1',
    status: 'UNKNOWN',
    vcpus: null,
    host: null,
    powerState: '',
    volumeIds: null,
  })
})

test('a server that was booted from a volume has no image', () => {
  expect(parseServer({ ...server, image: '' }).imageId).toBe('')
})

test('a hypervisor without counters keeps nulls, and no zero', () => {
  expect(
    parseHypervisor({
      id: 'h',
      hypervisor_hostname: 'cmp1',
      state: 'up',
      status: 'disabled',
      cpu_info: null,
    }),
  ).toMatchObject({
    name: 'cmp1',
    state: 'up',
    enabled: false,
    vcpus: null,
    vcpusUsed: null,
    memoryMb: null,
    cpuModel: null,
  })
})

test('a pool may be infinite or not know', () => {
  const pool = (total: unknown) =>
    parseVolumePool({ name: 'p', capabilities: { total_capacity_gb: total } }).totalGib
  expect([pool('infinite'), pool('unknown'), pool(10.5), pool('12'), pool(null)]).toEqual([
    'infinite',
    'unknown',
    10.5,
    12,
    'unknown',
  ])
})

test("no swap is written '' before 2.75", () => {
  expect(parseFlavor({ id: '1', swap: '' }).swapMb).toBe(0)
})

test.each([
  ['2026-11-22T09:50:27.000000', '2026-11-22T09:50:27Z'],
  ['2026-11-22T09:50:27Z', '2026-11-22T09:50:27Z'],
  ['2026-11-22T16:50:27+07:00', '2026-11-22T09:50:27Z'],
  ['yesterday', null],
  [null, null],
])('the time %s is %s', (text, time) => {
  expect(asTime(text)).toBe(time)
})

/** Answers in which any field is null, missing, or of another type. */
function damage(row: JsonRecord): fc.Arbitrary<JsonRecord> {
  const value = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant([]),
    fc.constant({}),
  )
  const entries = Object.keys(row)
    .filter((key) => key !== 'id')
    .map((key) => [key, fc.option(value, { nil: row[key] })] as const)
  return fc
    .record(Object.fromEntries(entries), { requiredKeys: [] })
    .map((damaged) => ({ id: 'x', ...damaged }) as JsonRecord)
}

test('no damaged field loses a server, and its file can be read again', () => {
  fc.assert(
    fc.property(damage(server), (row) => {
      const { value, problems } = parseAio(serialiseAio([parseServer(row)]))
      expect(problems).toEqual([])
      expect(value).toHaveLength(1)
    }),
  )
})

test('no damaged field loses a volume, and its file can be read again', () => {
  const volume = {
    id: 'v',
    name: '',
    size: 10,
    status: 'in-use',
    attachments: [{ server_id: 's' }],
    bootable: 'true',
  }
  fc.assert(
    fc.property(damage(volume), (row) => {
      const { value, problems } = parseVolumes(serialiseVolumes([parseVolume(row)]))
      expect(problems).toEqual([])
      expect(value).toHaveLength(1)
    }),
  )
})

test('every other reader takes any object', () => {
  const readers = [
    parseHypervisor,
    parseFlavor,
    parseImage,
    parseAggregate,
    parseZone,
    parseInventory,
    parseVolumePool,
  ]
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (row) => {
      for (const read of readers) expect(read(row)).toBeTypeOf('object')
    }),
  )
})
