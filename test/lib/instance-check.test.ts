import { describe, expect, test } from 'vitest'
import { toInstanceIdChecks } from '../../src/lib/placement-check.ts'
import { aMigration, brief, check, checkHosts, host, SMALL } from '../support/placement.ts'
import { anInstance, anInventory, aProvider } from '../support/samples.ts'

describe('the consumers of a host', () => {
  const elsewhere = anInstance({ id: 'a', host: 'cmp02' })

  test('an evacuated server leaves a stale allocation, even while its old host is down', () => {
    const hosts = [host('cmp01', 2, { a: SMALL }, { state: 'down' }), host('cmp02', 2, { a: SMALL })]
    expect(brief(checkHosts(hosts, { instances: [elsewhere] }).findings)).toEqual(['stale cmp01 a'])
  })

  test('a live migration holds both hosts: its own uuid the source, the server the destination', () => {
    const moving = anInstance({ id: 'a', host: 'cmp01', status: 'MIGRATING', taskState: 'migrating' })
    const hosts = [host('cmp01', 2, { 'migration-1': SMALL }), host('cmp02', 0, { a: SMALL })]
    const migrations = [aMigration({ type: 'live-migration', status: 'running' })]
    expect(checkHosts(hosts, { instances: [moving], migrations }).findings).toEqual([])
  })

  test('a migration somewhere else excuses nothing here', () => {
    const migrations = [aMigration({ sourceNode: 'cmp08', destinationNode: 'cmp09', instanceId: 'z' })]
    const hosts = [host('cmp01', 2, { a: SMALL, 'migration-1': SMALL }), host('cmp02', 2, { a: SMALL })]
    expect(brief(checkHosts(hosts, { instances: [elsewhere], migrations }).findings)).toEqual([
      'stale cmp01 a',
      'orphan cmp01 migration-1',
    ])
  })

  test('a resize on the way shows the old flavor and holds the new amounts', () => {
    const resizing = anInstance({ id: 'a', status: 'RESIZE', taskState: 'resize_migrating', host: 'cmp01' })
    const hosts = [host('cmp01', 2, { a: { ...SMALL, VCPU: 4 }, 'migration-1': SMALL })]
    const migrations = [aMigration({ destinationNode: 'cmp01', status: 'migrating' })]
    expect(checkHosts(hosts, { instances: [resizing], migrations }).findings).toEqual([])
  })

  test('a soft-deleted server still holds its host, and is no orphan', () => {
    const deleted = anInstance({ id: 'a', status: 'SOFT_DELETED' })
    expect(brief(checkHosts([host('cmp01', 2, { a: SMALL })], { instances: [deleted] }).findings)).toEqual([])
  })

  test('a consumer of other classes is not for Nova to judge', () => {
    const hosts = [host('cmp01', 0, { port: { NET_BW_EGR_KILOBIT_PER_SEC: 1000 } as Record<string, number> })]
    expect(checkHosts(hosts).findings).toEqual([])
  })

  test('a server that is being built, or whose cell is down, is never called an orphan', () => {
    const building = anInstance({ id: 'a', host: null, status: 'BUILD', taskState: 'scheduling' })
    expect(brief(checkHosts([host('cmp01', 0, { a: SMALL })], { instances: [building] }).findings)).toEqual([
      'unknown cmp01 a',
    ])
    const stub = anInstance({ id: 'a', host: null, status: 'UNKNOWN', vcpus: null, memoryMb: null })
    const lost = checkHosts([host('cmp01', 0, { a: SMALL, b: SMALL })], { instances: [stub] })
    expect(brief(lost.findings)).toEqual(['unknown cmp01 a', 'unknown cmp01 b'])
    // The hosts of that cell are not among the hypervisors: their providers prove nothing.
    const cell = check({ instances: [stub], providers: [aProvider({ name: 'cell2-cmp01' })] })
    expect(brief(cell.findings)).toEqual(['unknown cell2-cmp01 '])
    expect(toInstanceIdChecks(lost)).toEqual([])
  })

  test('a consumer that appeared during the reading, or could be a migration that was not read, is unknown', () => {
    const hosts = [host('cmp01', 0, { late: SMALL })]
    expect(brief(checkHosts(hosts, { createdMeanwhile: new Set(['late']) }).findings)).toEqual([
      'unknown cmp01 late',
    ])
    expect(brief(checkHosts(hosts, { migrations: null }).findings)).toEqual(['unknown cmp01 late'])
    expect(brief(checkHosts(hosts).findings)).toEqual(['orphan cmp01 late'])
  })

  test('what changed a moment ago is not judged yet', () => {
    const fresh = { updatedAt: '2026-11-22T06:11:05Z' }
    const wrong = anInstance({ id: 'a', vcpus: 8, ...fresh })
    expect(brief(checkHosts([host('cmp01', 2, { a: SMALL })], { instances: [wrong] }).findings)).toEqual([
      'unknown cmp01 a',
    ])
    const missing = anInstance({ id: 'b', ...fresh })
    expect(brief(checkHosts([host('cmp01', 2, {})], { instances: [missing] }).findings)).toEqual([
      'unknown cmp01 b',
    ])
  })

  test('an allocation on a host that shares its disk is whole', () => {
    const { hypervisor, provider } = host('cmp01', 2, { a: { VCPU: 2, MEMORY_MB: 4096 } })
    const pool = aProvider({
      uuid: 'pool',
      name: 'shared-ceph',
      inventories: { DISK_GB: anInventory({ total: 10_000 }) },
      allocations: { a: { DISK_GB: 20 } },
      traits: ['MISC_SHARES_VIA_AGGREGATE'],
    })
    const result = check({
      instances: [anInstance({ id: 'a' })],
      hypervisors: [hypervisor],
      providers: [provider, pool],
    })
    expect(result.findings).toEqual([])
  })
})
