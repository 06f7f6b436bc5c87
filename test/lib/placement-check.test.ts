import { describe, expect, test } from 'vitest'
import type { Instance } from '../../src/lib/model.ts'
import { toInstanceIdChecks, toPlacementDifferences } from '../../src/lib/placement-check.ts'
import { aMigration, brief, check, checkHosts, host, SMALL } from '../support/placement.ts'
import { aHypervisor, anInstance, anInventory, aProvider } from '../support/samples.ts'

test('what was planted in a real cloud is found, and its two look-alikes are not', () => {
  const instances: Instance[] = [
    anInstance({ id: 'without', host: 'cmp07', vcpus: 1, memoryMb: 512, rootGib: 1 }),
    anInstance({ id: 'wrong', host: 'cmp09', vcpus: 1, memoryMb: 2048 }),
    anInstance({ id: 'twice', host: 'cmp01', vcpus: 4, memoryMb: 8192, rootGib: 80 }),
    anInstance({ id: 'moved', host: 'cmp03', vcpus: 8, memoryMb: 16_384, rootGib: 40 }),
    anInstance({
      id: 'resizing',
      host: 'cmp03',
      status: 'VERIFY_RESIZE',
      vcpus: 4,
      memoryMb: 8192,
      rootGib: 80,
    }),
    anInstance({ id: 'from-volume', host: 'cmp05', imageId: '', vcpus: 1, memoryMb: 2048 }),
    anInstance({ id: 'shelved', host: null, status: 'SHELVED_OFFLOADED' }),
    anInstance({ id: 'no-host', host: null, status: 'ERROR', vcpus: 4096 }),
  ]
  const twice = { VCPU: 4, MEMORY_MB: 8192, DISK_GB: 80 }
  const hosts = [
    host('cmp01', 4, { twice }),
    // The migration's uuid holds what the server of the pending resize had before.
    host('cmp02', 8, { 'migration-1': { VCPU: 8, MEMORY_MB: 16_384, DISK_GB: 40 } }),
    host('cmp03', 12, { resizing: twice }),
    host('cmp04', 0, { moved: { VCPU: 8, MEMORY_MB: 16_384, DISK_GB: 40 } }),
    host('cmp05', 1, {
      'from-volume': { VCPU: 1, MEMORY_MB: 2048 },
      orphan: { VCPU: 4, MEMORY_MB: 8192, DISK_GB: 80 },
    }),
    host('cmp07', 1, { twice }),
    host('cmp09', 1, { wrong: { VCPU: 4, MEMORY_MB: 2048, DISK_GB: 20 } }),
  ]
  const result = checkHosts(hosts, {
    instances,
    providers: [
      ...hosts.map((one) => one.provider),
      aProvider({ uuid: 'ghost', name: 'ghost-node|removed' }),
    ],
    migrations: [aMigration({ instanceId: 'resizing', sourceNode: 'cmp02', destinationNode: 'cmp03' })],
  })
  expect(brief(result.findings).sort()).toEqual([
    'missing-allocation cmp03 moved',
    'missing-allocation cmp07 without',
    'orphan cmp05 orphan',
    'provider-without-host ghost-node|removed ',
    'stale cmp04 moved',
    'stale cmp07 twice',
    'wrong-amounts cmp09 wrong',
  ])
  const wrong = result.findings.find((finding) => finding.kind === 'wrong-amounts')
  expect(wrong).toMatchObject({ allocated: { VCPU: 4 }, expected: { VCPU: 1, MEMORY_MB: 2048, DISK_GB: 20 } })
  expect(toPlacementDifferences(result)).toEqual(
    [
      { host: 'cmp03', placementVcpus: 4, actualVcpus: 12, difference: -8 },
      { host: 'cmp04', placementVcpus: 8, actualVcpus: 0, difference: 8 },
      { host: 'cmp05', placementVcpus: 5, actualVcpus: 1, difference: 4 },
      { host: 'cmp07', placementVcpus: 4, actualVcpus: 1, difference: 3 },
      { host: 'cmp09', placementVcpus: 4, actualVcpus: 1, difference: 3 },
    ].map((row) => ({ ...row, checkedAt: '2026-11-22T06:11:20Z' })),
  )
  const checkedAt = '2026-11-22T06:11:20Z'
  expect(toInstanceIdChecks(result)).toEqual([
    { host: 'cmp05', missingInOpenstack: ['orphan'], missingInPlacement: [], checkedAt },
    { host: 'cmp07', missingInOpenstack: [], missingInPlacement: ['without'], checkedAt },
    { host: 'cmp03', missingInOpenstack: [], missingInPlacement: ['moved'], checkedAt },
  ])
})

describe('the difference of a host', () => {
  test('Nova starts counting at the reserved CPUs', () => {
    const { hypervisor, provider } = host('cmp01', 6, { a: SMALL })
    provider.inventories = { VCPU: anInventory({ total: 48, reserved: 4 }) }
    const result = check({
      instances: [anInstance({ id: 'a' })],
      hypervisors: [hypervisor],
      providers: [provider],
    })
    expect(result.hosts).toEqual([
      { host: 'cmp01', state: 'ok', reason: '', placementVcpus: 2, actualVcpus: 2, difference: 0 },
    ])
  })

  test('shared and pinned CPUs count together, over the whole tree', () => {
    const { hypervisor, provider } = host('cmp01', 10, { shared: SMALL })
    const numa = aProvider({
      uuid: 'numa-0',
      name: 'cmp01_NUMA0',
      rootUuid: provider.uuid,
      parentUuid: provider.uuid,
      inventories: { PCPU: anInventory({ total: 16 }) },
      allocations: { pinned: { PCPU: 8 } },
    })
    provider.allocations = { ...provider.allocations, pinned: { MEMORY_MB: 4096, DISK_GB: 20 } }
    const result = check({
      instances: [
        anInstance({ id: 'shared' }),
        anInstance({ id: 'pinned', vcpus: 8, flavorSpecs: { 'hw:cpu_policy': 'dedicated' } }),
      ],
      hypervisors: [hypervisor],
      providers: [numa, provider],
    })
    expect(result.hosts[0]).toMatchObject({ state: 'ok', placementVcpus: 10 })
    expect(result.findings).toEqual([])
  })

  test('a difference is unsettled within two minutes of a change, and decided after', () => {
    const at = (updatedAt: string) =>
      checkHosts([host('cmp01', 0, { a: SMALL })], { instances: [anInstance({ id: 'a', updatedAt })] })
        .hosts[0]
    expect(at('2026-11-22T06:09:01Z')).toMatchObject({ state: 'unsettled', difference: 2 })
    expect(at('2026-11-22T06:11:10Z')).toMatchObject({ state: 'unsettled' })
    expect(at('2026-11-22T06:08:59Z')).toMatchObject({ state: 'different', reason: '' })
  })

  test('a migration that just changed unsettles both its hosts', () => {
    const hosts = [host('cmp01', 3, {}), host('cmp02', 3, {}), host('cmp03', 3, {})]
    const migrations = [aMigration({ updatedAt: '2026-11-22T06:10:00.000000' })]
    const states = checkHosts(hosts, { migrations }).hosts.map((one) => one.state)
    expect(states).toEqual(['unsettled', 'unsettled', 'different'])
  })

  test('what cannot be checked says why, and is no difference', () => {
    const hosts = [
      host('down', 5, {}, { state: 'down' }),
      host('silent', 0, {}, { vcpusUsed: null }),
      host('iron', 8, {}),
    ]
    const iron = hosts[2]?.provider
    if (iron) iron.inventories = { CUSTOM_GOLD: anInventory() }
    const result = check({
      hypervisors: [...hosts.map((one) => one.hypervisor), aHypervisor({ name: 'unlisted' })],
      providers: hosts.map((one) => one.provider),
    })
    expect(result.hosts.map((one) => one.state)).toEqual(Array(4).fill('not-checked'))
    expect(result.hosts.every((one) => one.reason !== '' && one.difference === null)).toBe(true)
    expect(toPlacementDifferences(result)).toEqual([])
  })

  test('a host of whose tree a part could not be read is not checked, nor is anything missing there', () => {
    const hosts = [
      host('cmp01', 2, {}),
      host('cmp02', 0, { a: SMALL, b: SMALL }),
      host('cmp03', 2, { c: SMALL }),
    ]
    const [half, elsewhere] = hosts.map((one) => one.provider)
    const child = aProvider({ uuid: 'numa', name: 'numa', rootUuid: 'rp-cmp01', allocations: null })
    const instances = [
      anInstance({ id: 'a', host: 'cmp01' }),
      anInstance({ id: 'b', host: 'cmp02' }),
      anInstance({ id: 'c', host: 'cmp03' }),
    ]
    const providers = [...hosts.map((one) => one.provider), child]
    const result = checkHosts(hosts, { instances, providers })
    expect(result.hosts.map(({ host: name, state, reason }) => [name, state, reason])).toEqual([
      ['cmp01', 'not-checked', 'the allocations of its resource provider could not be read'],
      ['cmp02', 'different', ''],
      ['cmp03', 'ok', ''],
    ])
    // Where the instance is now is Nova's to say, whatever could be read of that host.
    expect(brief(result.findings)).toEqual(['stale cmp02 a'])
    expect(toPlacementDifferences(result).map(({ host: name }) => name)).toEqual(['cmp02'])

    Object.assign(half ?? {}, { inventories: null })
    Object.assign(elsewhere ?? {}, { inventories: null, allocations: null, traits: null })
    const worse = checkHosts(hosts, { instances, providers })
    expect(worse.hosts.map(({ reason }) => reason)).toEqual([
      'the inventories and allocations of its resource provider could not be read',
      'the inventories and allocations of its resource provider could not be read',
      '',
    ])
    expect(worse.findings).toEqual([])
  })

  test('what may be shared storage that could not be read is no host, and makes no amount of disk wrong', () => {
    const local = host('cmp01', 2, { a: { VCPU: 2, MEMORY_MB: 4096 } })
    const nfs = { uuid: 'nfs', name: 'nfs', inventories: { DISK_GB: anInventory() } }
    const shares = ['MISC_SHARES_VIA_AGGREGATE']
    const checked = (fields: object) =>
      brief(
        checkHosts([local], {
          instances: [anInstance({ id: 'a', host: 'cmp01' })],
          providers: [local.provider, aProvider({ ...nfs, ...fields })],
        }).findings,
      )
    const allocations = { a: { DISK_GB: 20 } }
    expect(checked({ traits: shares, allocations })).toEqual([])
    expect(checked({ traits: shares, allocations: null })).toEqual([])
    expect(checked({ traits: null, allocations })).toEqual([])
    expect(checked({ traits: shares })).toEqual(['wrong-amounts cmp01 a'])
  })

  test('without Placement nothing is checked, and that is said', () => {
    const result = check({ providers: null, hypervisors: [aHypervisor()] })
    expect(result).toMatchObject({ notChecked: 'Placement was not collected', hosts: [], findings: [] })
  })
})
