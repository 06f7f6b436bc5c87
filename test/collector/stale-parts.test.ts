import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { collect } from '../../collector/collect.ts'
import { type DemoCloud, type Fault, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { silentProgress } from '../../collector/progress.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { findStaleParts, type Part, SHOWN } from '../../src/lib/stale-parts.ts'

let cloud: DemoCloud
let folder: string

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 4, servers: 30, volumes: 10, projects: 3 })
  folder = await mkdtemp(join(tmpdir(), 'aether-stale-'))
})
afterAll(async () => {
  await cloud.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  cloud.faults = []
})

async function run(clock: Date) {
  await collect({
    config: { ...defaultConfig, ceph: { ...defaultConfig.ceph, command: cloud.cephCommand } },
    dataDir: folder,
    env: { ...cloud.env, PATH: process.env['PATH'] },
    clock: () => clock,
    progress: silentProgress,
  })
  return loadSnapshot(folder)
}

const FIRST = new Date('2026-11-22T06:00:00Z')
const SECOND = new Date('2026-11-22T09:30:00Z')
const ALL = [...new Set<Part>(Object.values(SHOWN).flat())]

const faults: [string, Omit<Fault, 'kind'>, Part[]][] = [
  ['servers', { service: 'compute', path: 'servers/detail' }, ['instances', 'verification']],
  ['hypervisors', { service: 'compute', path: 'os-hypervisors' }, ['hypervisors', 'ratios', 'verification']],
  ['flavors', { service: 'compute', path: 'flavors/detail' }, ['flavors']],
  ['services', { service: 'compute', path: 'os-services' }, ['services']],
  ['aggregates', { service: 'compute', path: 'os-aggregates' }, ['aggregates']],
  ['zones', { service: 'compute', path: 'os-availability-zone' }, ['aggregates']],
  ['server groups', { service: 'compute', path: 'os-server-groups' }, ['serverGroups']],
  ['projects', { service: 'identity', path: '/projects' }, ['projects', 'quotas']],
  ['quotas', { path: 'os-quota-sets' }, ['quotas']],
  ['images', { service: 'image' }, ['images']],
  ['volumes', { service: 'volume', path: 'volumes/detail' }, ['volumes']],
  ['volume snapshots', { service: 'volume', path: 'snapshots/detail' }, ['volumeSnapshots']],
  ['volume types', { service: 'volume', path: '/types' }, ['volumeTypes']],
  ['Placement', { service: 'placement' }, ['ratios', 'providers', 'verification']],
  ['Ceph', { service: 'ceph' }, ['storage']],
]

test.each(faults)(
  'where %s cannot be read, just what it fills is known to be old',
  async (_name, fault, parts) => {
    expect(findStaleParts(await run(FIRST), ALL)).toEqual([])
    cloud.faults = [{ ...fault, kind: 'status', status: 403 }]
    const stale = findStaleParts(await run(SECOND), ALL)
    expect(stale.map(({ part }) => part).sort()).toEqual(parts.toSorted())
    for (const { asOf, lag } of stale) {
      expect(asOf).toBe('2026-11-22T06:00:00Z')
      expect(lag).toBe(3.5 * 3_600_000)
    }
  },
  30_000,
)
