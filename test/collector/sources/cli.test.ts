import { chmod, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { does, makeFakeOpenstack } from '../support/fake-openstack.ts'
import { ids, serverList, smallAnswers } from '../support/openstack-answers.ts'
import { readAnswers, readBy } from '../support/read-by-command.ts'

test('reads every subject into the records of the APIs', async () => {
  const { readings, broken, cloud } = await readAnswers({})
  expect(broken).toEqual([])
  expect(cloud).toMatchObject({ authUrl: 'http://keystone:5000/v3', region: 'RegionOne' })
  expect(cloud?.versions).toEqual({ compute: '2.96', placement: '1.39', volume: '3.70' })
  expect(readings.servers).toMatchObject([
    {
      id: ids.server,
      name: 'web|1',
      powerState: 'Running',
      networks: [{ network: 'net', addresses: ['10.0.0.5', 'fd00::5'] }],
      imageId: ids.image,
      flavorName: 'm1.small',
      vcpus: 1,
      memoryMb: 2048,
      host: 'cmp01.example.net',
      serviceHost: 'cmp01',
      projectId: ids.project,
      launchedAt: '2026-11-22T12:06:50Z',
      locked: true,
      tags: ['a', 'b'],
      metadata: { owner: 'x' },
      volumeIds: [ids.volume],
    },
  ])
  expect(JSON.stringify(readings)).not.toContain('c2VjcmV0')
  expect(readings.hypervisors).toMatchObject([
    {
      name: 'cmp01.example.net',
      serviceHost: 'cmp01',
      enabled: false,
      disabledReason: 'new disk',
      uptime: null,
      cpuModel: 'Nehalem',
    },
  ])
  expect(readings.flavors).toMatchObject([
    { id: '2', isPublic: false, projectIds: [ids.project], description: 'small' },
  ])
  expect(readings.aggregates).toMatchObject([
    { uuid: 'u-1', metadata: { ssd: 'true', availability_zone: 'az-1' } },
  ])
  expect(readings.zones).toEqual([
    { name: 'az-1', available: true, hosts: ['cmp01'] },
    { name: 'empty', available: false, hosts: [] },
  ])
  expect(readings.projects).toMatchObject([{ domainName: 'Default', parentId: 'default' }])
  expect(readings.quotas).toEqual([
    {
      projectId: ids.project,
      instances: 10,
      vcpus: 20,
      memoryMb: 51_200,
      volumes: 5,
      volumeGib: 1000,
      snapshots: -1,
    },
  ])
  expect(readings.images).toMatchObject([{ id: ids.image, minMemoryMb: 64 }])
  expect(readings.volumes).toMatchObject([
    { projectId: ids.project, backendHost: 'store@fast#pool', type: 'fast ssd' },
  ])
  expect(readings['volume-pools']).toMatchObject([
    { totalGib: 'infinite', freeGib: 'unknown', maxOverSubscriptionRatio: 20 },
  ])
  expect(readings['server-groups']).toMatchObject([{ policy: 'anti-affinity', memberIds: [ids.server] }])
  expect(readings.placement).toMatchObject([
    {
      rootUuid: ids.host,
      inventories: { VCPU: { total: 32, reserved: 2, allocationRatio: 4 } },
      allocations: { [ids.server]: { MEMORY_MB: 2048, VCPU: 1 } },
      traits: ['COMPUTE_NODE', 'HW_CPU_X86_AVX'],
      aggregates: ['u-1'],
    },
  ])
})

test('pins versions, and asks every service for its own only', async () => {
  const { fake } = await readAnswers({}, { cloud: 'production' })
  const starts = await fake.readStarts()
  expect(starts.every((words) => words.startsWith('--os-cloud=production'))).toBe(true)
  expect(starts).toContain(
    '--os-cloud=production --os-compute-api-version=2.87 compute service list --long -f json',
  )
  expect(starts).toContain(
    '--os-cloud=production --os-placement-api-version=1.29 resource provider list -f json',
  )
  expect(starts).toContain('--os-cloud=production volume list --all-projects --long -f json')
})

test('gives what lists tell where there are too many to be shown', async () => {
  const { readings, broken } = await readAnswers({}, { cli: { showAtMost: 0 } })
  expect(broken).toEqual([])
  expect(readings.servers).toMatchObject([
    {
      vcpus: 1,
      memoryMb: 2048,
      flavorSpecs: { 'hw:cpu_policy': 'shared' },
      host: 'cmp01.example.net',
      serviceHost: 'cmp01',
      projectId: ids.project,
      createdAt: '2026-11-22T12:06:48Z',
      locked: null,
      tags: null,
      volumeIds: null,
    },
  ])
  expect(readings.volumes).toMatchObject([{ projectId: ids.project, backendHost: null }])
  expect(readings.hypervisors).toMatchObject([{ serviceHost: 'cmp01' }])
})

test('knows the host of a server also where the list tells the hypervisor', async () => {
  const [row] = smallAnswers()[serverList] as Record<string, unknown>[]
  const { readings } = await readAnswers(
    { [serverList]: [{ ...row, Host: 'cmp01.example.net' }] },
    { cli: { showAtMost: 0 } },
  )
  expect(readings.servers).toMatchObject([{ host: 'cmp01.example.net', serviceHost: 'cmp01' }])
})

test('keeps a host that is down, of which "show" tells nothing', async () => {
  const [listed] = smallAnswers()['hypervisor list --long'] as Record<string, unknown>[]
  const row = { ...listed, State: 'down', 'Hypervisor Hostname': 'cmp01' }
  const { readings, broken } = await readAnswers({
    'hypervisor list --long': [row],
    [`hypervisor show ${ids.host}`]: does({
      complain: 'Compute service of cmp01 is unavailable. (HTTP 400)',
    }),
  })
  expect(broken).toEqual([])
  expect(readings.hypervisors).toMatchObject([
    { name: 'cmp01', state: 'down', vcpus: 32, serviceHost: 'cmp01', enabled: false, cpuModel: null },
  ])
})

test('follows markers to the end, and asks no server twice', async () => {
  const [first] = smallAnswers()[serverList] as Record<string, unknown>[]
  const second = { ...first, ID: 'second-page', Name: 'late' }
  const { readings } = await readAnswers(
    { [`${serverList} --marker ${ids.server}`]: [second], [`${serverList} --marker second-page`]: [] },
    { cli: { showAtMost: 0 } },
  )
  expect(readings.servers?.map(({ name }) => name)).toEqual(['web|1', 'late'])
})

test('reads quotas that are written one limit a row', async () => {
  const { readings } = await readAnswers({
    [`quota show ${ids.project}`]: [
      { Resource: 'cores', Limit: 7 },
      { Resource: 'gigabytes', Limit: 9 },
    ],
  })
  expect(readings.quotas).toMatchObject([{ vcpus: 7, volumeGib: 9, instances: null }])
})

test('only a consumer that Nova denies is an orphan', async () => {
  const { readings } = await readAnswers({
    [`resource provider show --allocations ${ids.host}`]: {
      allocations: { denied: { resources: { VCPU: 1 } }, hidden: { resources: { VCPU: 1 } } },
    },
    'server show hidden': { id: 'hidden', name: 'created meanwhile' },
  })
  expect(readings['unlisted-servers']).toEqual(['hidden'])

  const unsure = await readAnswers({
    [`resource provider show --allocations ${ids.host}`]: {
      allocations: { odd: { resources: { VCPU: 1 } } },
    },
    'server show odd': does({ complain: 'Gateway timeout (HTTP 504)' }),
  })
  expect(unsure.reports.get('unlisted-servers')).toMatchObject({ state: 'failed' })
})

test('passes through what stands before it, over ssh as well', async () => {
  const fake = await makeFakeOpenstack(smallAnswers())
  const ssh = join(dirname(fake.file), 'ssh')
  await writeFile(ssh, '#!/bin/sh\nshift\nexec sh -c "$*"\n')
  await chmod(ssh, 0o755)
  const { readings, broken } = await readBy(['env', 'LANG=C', ssh, 'jump', fake.file])
  expect(broken).toEqual([])
  expect(readings.servers?.[0]?.projectId).toBe(ids.project)
})

test('asks many things in few processes', async () => {
  const { fake } = await readAnswers({}, { cli: { concurrency: 1 } })
  // One to log in, one for each list and each end of one, and one for all that is shown of a kind.
  expect(await fake.readStarts()).toHaveLength(30)
})
