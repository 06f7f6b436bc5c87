import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { collect } from '../../collector/collect.ts'
import { type DemoCloud, type Fault, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { silentProgress } from '../../collector/progress.ts'
import { parseAio } from '../../src/lib/files/aio.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { parseVerification } from '../../src/lib/files/verification.ts'
import type { Meta } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

let cloud: DemoCloud

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 12, servers: 240, volumes: 120, projects: 10, maxLimit: 50 })
})
afterAll(() => cloud.close())
beforeEach(() => {
  cloud.faults = []
  cloud.cellDown = false
})

const makeFolder = () => makeTemporaryFolder('demo')

/** Without Ceph, whose command costs more than the rest, where the test is not about it. */
function run(dataDir: string, env = cloud.env, collectConfig = {}, ceph = false) {
  return collect({
    config: {
      ...defaultConfig,
      ceph: { ...defaultConfig.ceph, command: cloud.cephCommand },
      sources: { ...defaultConfig.sources, ceph },
      collect: { concurrency: 16, requestSeconds: 2, runMinutes: 1, ...collectConfig },
    },
    dataDir,
    env: { ...env, PATH: process.env['PATH'] },
    progress: silentProgress,
  })
}

function brokenOf(meta: Meta) {
  return meta.sources.filter(({ state }) => state !== 'ok' && state !== 'off')
}

function stateOf(meta: Meta, name: string) {
  return meta.sources.find((source) => source.name === name)
}

test('reads all that is there, over pages that are smaller than asked for', async () => {
  const folder = await makeFolder()
  const { exitCode, meta } = await run(folder, cloud.env, {}, true)
  expect(brokenOf(meta)).toEqual([])
  expect(exitCode).toBe(0)
  const snapshot = await loadSnapshot(folder)
  const counts = cloud.counts()
  const softDeleted = snapshot.instances.filter(({ status }) => status === 'SOFT_DELETED')
  expect(softDeleted.length).toBeGreaterThan(0)
  expect(snapshot.instances).toHaveLength(counts.servers + softDeleted.length)
  expect(new Set(snapshot.instances.map(({ id }) => id)).size).toBe(snapshot.instances.length)
  expect(snapshot.volumes).toHaveLength(counts.volumes)
  expect(snapshot.hypervisors).toHaveLength(counts.hosts)
  expect(snapshot.projects).toHaveLength(counts.projects)
  expect(snapshot.images).toHaveLength(counts.images)
  expect(snapshot.volumeSnapshots).toHaveLength(counts.snapshots)
  expect(
    snapshot.flavors?.some(({ isPublic, projectIds }) => !isPublic && (projectIds?.length ?? 0) > 0),
  ).toBe(true)
  expect(snapshot.storage?.[0]).toMatchObject({ exact: true })
  expect(snapshot.problems).toEqual([])
  expect(snapshot.ratios?.map(({ cpuRatio }) => cpuRatio)).toContain(1.5)
})

test('says why each server in ERROR is so, which only asking for it alone tells', async () => {
  const folder = await makeFolder()
  await run(folder)
  const instances = parseAio(await readFile(join(folder, 'aio.csv'), 'utf8')).value
  const failed = instances.filter(({ status }) => status === 'ERROR')
  expect(failed.length).toBeGreaterThan(0)
  expect(failed.filter(({ faultMessage }) => faultMessage === null)).toEqual([])
  expect(instances.filter(({ status, faultMessage }) => status !== 'ERROR' && faultMessage)).toEqual([])
})

test('finds what was planted between Nova and Placement, and nothing else', async () => {
  const folder = await makeFolder()
  await run(folder)
  const { findings } = parseVerification(await readFile(join(folder, 'verification.json'), 'utf8')).value
  const idsOf = (kind: string) =>
    findings.filter((finding) => finding.kind === kind).map(({ consumerId }) => consumerId)
  expect(idsOf('orphan').sort()).toEqual(cloud.planted.orphan.toSorted())
  expect(idsOf('missing-allocation').sort()).toEqual(
    [...cloud.planted.missing, ...cloud.planted.elsewhere].sort(),
  )
  expect(idsOf('wrong-amounts').sort()).toEqual(cloud.planted.wrongAmounts.toSorted())
  expect(idsOf('stale').sort()).toEqual([...cloud.planted.twice, ...cloud.planted.elsewhere].sort())
  expect(findings.filter(({ kind }) => kind === 'provider-without-host')).toHaveLength(
    cloud.planted.providerWithoutHost.length,
  )
})

test('ten collections of an unchanged cloud give the same bytes, but for times', async () => {
  const readAll = async (folder: string) => {
    const names = (await readdir(folder)).filter((name) => name !== 'meta.json').sort()
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    return names.map((name, index) => [name, texts[index]?.replaceAll(/"checked(At|_at)": ?"[^"]*"/g, '')])
  }
  const folder = await makeFolder()
  await run(folder, cloud.env, {}, true)
  const first = await readAll(folder)
  expect(first.map(([name]) => name)).toEqual(expect.arrayContaining(['cephdf.json', 'ratio.txt']))
  for (let round = 0; round < 9; round++) {
    await run(folder, cloud.env, {}, true)
    expect(await readAll(folder)).toEqual(first)
  }
}, 60_000)

test('an application credential collects the same servers', async () => {
  const [byPassword, byCredential] = [await makeFolder(), await makeFolder()]
  await run(byPassword)
  await run(byCredential, cloud.applicationCredentialEnv)
  const read = (folder: string) => readFile(join(folder, 'aio.csv'), 'utf8')
  expect(await read(byCredential)).toBe(await read(byPassword))
})

test('keeps the servers of a cell that is down as UNKNOWN, and calls none of their allocations orphans', async () => {
  const folder = await makeFolder()
  await run(folder)
  const before = parseAio(await readFile(join(folder, 'aio.csv'), 'utf8')).value
  cloud.cellDown = true
  await run(folder)
  const after = parseAio(await readFile(join(folder, 'aio.csv'), 'utf8')).value
  const live = before.filter(({ status }) => status !== 'SOFT_DELETED').map(({ id }) => id)
  expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(live))
  expect(after.filter(({ status }) => status === 'UNKNOWN').length).toBeGreaterThan(0)
  const { findings } = parseVerification(await readFile(join(folder, 'verification.json'), 'utf8')).value
  expect(findings.filter(({ kind }) => kind === 'orphan')).toEqual([])
})

const passing: [string, Fault[]][] = [
  ['a page that is cut off', [{ service: 'compute', path: 'servers/detail', nth: 2, kind: 'truncate' }]],
  ['an answer that is no JSON', [{ service: 'volume', path: 'volumes/detail', nth: 1, kind: 'wrong-json' }]],
  ['a reset connection', [{ service: 'placement', path: 'inventories', nth: 3, kind: 'reset' }]],
  ['a 503', [{ service: 'compute', path: 'os-hypervisors', nth: 1, kind: 'status', status: 503 }]],
  [
    'a 429 with Retry-After',
    [{ service: 'compute', path: 'flavors', nth: 1, kind: 'status', status: 429, retryAfter: 1 }],
  ],
  ['a request that hangs', [{ service: 'image', path: 'images', nth: 1, kind: 'hang' }]],
  [
    'a login that fails once',
    [{ service: 'identity', path: 'auth/tokens', nth: 1, kind: 'status', status: 503 }],
  ],
]

test.each(passing)('%s costs nothing', async (_name, faults) => {
  const folder = await makeFolder()
  cloud.faults = faults
  const { exitCode, meta } = await run(folder)
  expect(brokenOf(meta)).toEqual([])
  expect(exitCode).toBe(0)
})

const lasting: [string, Fault, string, string][] = [
  [
    'Placement forbids',
    { service: 'placement', kind: 'status', status: 403 },
    'placement',
    'lacks the right',
  ],
  ['Cinder is closed', { service: 'volume', kind: 'refuse' }, 'volumes', 'connection refused'],
  [
    'volumes repeat their marker',
    { service: 'volume', path: 'volumes/detail', kind: 'repeat-marker' },
    'volumes',
    'same next page twice',
  ],
  ['Glance answers 404', { service: 'image', kind: 'status', status: 404 }, 'images', 'answered 404'],
  [
    'projects are forbidden',
    { service: 'identity', path: '/projects', kind: 'status', status: 403 },
    'projects',
    '403',
  ],
]

test.each(lasting)(
  '%s: the rest is collected, and the last good file stays',
  async (_name, fault, subject, message) => {
    const folder = await makeFolder()
    const { meta: whole } = await run(folder)
    const file = stateOf(whole, subject)?.files.at(-1) ?? ''
    const last = await readFile(join(folder, file), 'utf8')
    cloud.faults = [fault]
    const { exitCode, meta } = await run(folder)
    expect(exitCode).toBe(3)
    expect(stateOf(meta, subject)).toMatchObject({ state: 'failed' })
    expect(stateOf(meta, subject)?.message).toContain(message)
    expect(stateOf(meta, 'servers')).toMatchObject({ state: 'ok' })
    expect(meta.files[file]?.stale).toBe(true)
    expect(await readFile(join(folder, file), 'utf8')).toBe(last)
  },
  60_000,
)

test('a token that ends in the middle of a run is renewed', async () => {
  const folder = await makeFolder()
  const running = run(folder)
  setTimeout(() => cloud.expireTokens(), 60)
  const { meta } = await running
  expect(brokenOf(meta)).toEqual([])
})

test('the time limit of the run ends what hangs, and publishes the rest', async () => {
  const folder = await makeFolder()
  cloud.faults = [{ service: 'volume', path: 'volumes/detail', kind: 'hang' }]
  const { exitCode, meta } = await run(folder, cloud.env, { requestSeconds: 60, runMinutes: 0.05 })
  expect(exitCode).toBe(3)
  expect(stateOf(meta, 'volumes')?.message).toContain('time limit of the whole run')
  expect(stateOf(meta, 'servers')).toMatchObject({ state: 'ok' })
})

test('no secret is in any file', async () => {
  const folder = await makeFolder()
  cloud.faults = [{ service: 'placement', kind: 'status', status: 401 }]
  await run(folder)
  const password = cloud.env['OS_PASSWORD'] ?? ''
  expect(password.length).toBeGreaterThan(0)
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), 'utf8')
    expect(text).not.toContain(password)
    expect(text).not.toContain('user_data')
  }
})

test('a credential that may see little is told from an empty cloud', async () => {
  const folder = await makeFolder()
  await expect(run(folder, cloud.memberEnv)).rejects.toMatchObject({ exitCode: 1, message: /403/ })
  expect(await readdir(folder)).toEqual([])
})
