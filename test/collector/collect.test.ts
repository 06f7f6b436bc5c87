import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { collect } from '../../collector/collect.ts'
import { silentProgress } from '../../collector/progress.ts'
import { parseHypervisor } from '../../collector/openstack/hypervisors.ts'
import { parseServer } from '../../collector/openstack/servers.ts'
import { whole } from '../../collector/sources/reading.ts'
import { AbsentError, type Readers, type Source } from '../../collector/sources/source.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { parseVerification } from '../../src/lib/files/verification.ts'
import type { Config, Project } from '../../src/lib/model.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const server = parseServer({ id: 's1', name: 'web', status: 'ACTIVE', tenant_id: 'p1' })
const host = parseHypervisor({
  id: 'h1',
  hypervisor_hostname: 'cmp1',
  state: 'up',
  vcpus: 8,
  vcpus_used: 1,
  memory_mb: 1,
  memory_mb_used: 1,
})
const project: Project = {
  id: 'p1',
  name: 'shop',
  domainId: 'd',
  domainName: 'D',
  enabled: true,
  description: '',
  parentId: null,
}

const working: Readers = {
  servers: async () => whole([server]),
  hypervisors: async () => whole([host]),
  projects: async () => whole([project]),
  volumes: async () => whole([]),
  placement: async () => whole([]),
}
const fail = async () => {
  throw new Error('Cinder answered 500.')
}

function makeSource(name: Source['name'], readers: Readers): Source {
  const cloud = { name: 'c', authUrl: 'http://k/v3', region: 'r', versions: {} }
  return {
    name,
    open: async () => ({
      readers,
      describeCloud: () => (name === 'api' ? cloud : null),
      close: async () => undefined,
    }),
  }
}

async function run(
  dataDir: string,
  readers: Readers,
  extra: { ceph?: Readers; config?: Config; minute?: number } = {},
) {
  const time = `2026-11-22T06:${String(extra.minute ?? 11).padStart(2, '0')}:00Z`
  return collect({
    config: extra.config ?? defaultConfig,
    dataDir,
    env: {},
    progress: silentProgress,
    clock: () => new Date(time),
    sources: [makeSource('api', readers), makeSource('ceph', extra.ceph ?? {})],
  })
}

const makeFolder = () => makeTemporaryFolder('collect')
const read = (folder: string, file: string) => readFile(join(folder, file), 'utf8')

test('writes the files of what was read, and no others', async () => {
  const folder = await makeFolder()
  const { exitCode, meta } = await run(folder, working)
  expect(exitCode).toBe(0)
  expect((await readdir(folder)).sort()).toEqual([...Object.keys(meta.files), 'meta.json'].sort())
  expect(Object.keys(meta.files)).toEqual(
    expect.arrayContaining([
      'aio.csv',
      'allocation.txt',
      'volumes.json',
      'projects.json',
      'verification.json',
    ]),
  )
  expect(await read(folder, 'aio.csv')).toMatch(/^shop\|s1\|web\|ACTIVE/m)
  expect(JSON.parse(await read(folder, 'meta.json'))).toEqual(meta)
})

test('a subject that fails keeps its last good file, labelled with its time, and the run is degraded', async () => {
  const folder = await makeFolder()
  await run(folder, working, { minute: 1 })
  const last = await read(folder, 'volumes.json')
  const second = await run(folder, { ...working, volumes: fail }, { minute: 2 })
  const third = await run(folder, { ...working, volumes: fail }, { minute: 3 })
  expect(second.exitCode).toBe(3)
  expect(await read(folder, 'volumes.json')).toBe(last)
  for (const { meta } of [second, third]) {
    expect(meta.files['volumes.json']).toMatchObject({ stale: true, asOf: '2026-11-22T06:01:00Z' })
    expect(meta.files['aio.csv']).toMatchObject({ stale: false, asOf: meta.collectedAt })
  }
  const report = second.meta.sources.find(({ name }) => name === 'volumes')
  expect(report).toMatchObject({ state: 'failed', message: 'Cinder answered 500.', files: ['volumes.json'] })
  const healed = await run(folder, working, { minute: 4 })
  expect(healed.exitCode).toBe(0)
  expect(healed.meta.files['volumes.json']).toMatchObject({ stale: false })
})

test('what could not be read has no file, rather than an empty one', async () => {
  const folder = await makeFolder()
  const { exitCode, meta } = await run(folder, { ...working, volumes: fail })
  expect(exitCode).toBe(3)
  expect(await readdir(folder)).not.toContain('volumes.json')
  expect(meta.files).not.toHaveProperty('volumes.json')
})

test('without servers nothing is published the first time, and the last good ones stay later', async () => {
  const folder = await makeFolder()
  await expect(run(folder, { ...working, servers: fail })).rejects.toMatchObject({
    exitCode: 1,
    message: /there is no aio\.csv without the servers: Cinder answered 500/,
  })
  expect(await readdir(folder)).toEqual([])
  await run(folder, working, { minute: 1 })
  const { exitCode, meta } = await run(folder, { ...working, servers: fail }, { minute: 2 })
  expect(exitCode).toBe(3)
  expect(meta.files['aio.csv']).toMatchObject({ stale: true, asOf: '2026-11-22T06:01:00Z' })
})

test('projects that cannot be read take no name from anybody: the last good ones are used', async () => {
  const folder = await makeFolder()
  await run(folder, working, { minute: 1 })
  await run(folder, { ...working, projects: fail }, { minute: 2 })
  expect(await read(folder, 'aio.csv')).toMatch(/^shop\|s1/m)
})

test('servers of a project that is gone carry its id', async () => {
  const folder = await makeFolder()
  await run(folder, { ...working, projects: async () => whole([]) })
  expect(await read(folder, 'aio.csv')).toMatch(/^p1\|s1/m)
})

test('the same name in two domains shows both', async () => {
  const folder = await makeFolder()
  const twin = { ...project, id: 'p2', domainId: 'e', domainName: 'E' }
  await run(folder, { ...working, projects: async () => whole([project, twin]) })
  expect(await read(folder, 'aio.csv')).toMatch(/^D\/shop\|s1/m)
})

test('what is absent is no fault the first time, and one where it was there before', async () => {
  const absent = async () => {
    throw new AbsentError('The catalog has no Cinder.')
  }
  const folder = await makeFolder()
  const first = await run(folder, { ...working, volumes: absent }, { minute: 1 })
  expect(first.exitCode).toBe(0)
  expect(first.meta.sources.find(({ name }) => name === 'volumes')).toMatchObject({ state: 'absent' })
  await run(folder, working, { minute: 2 })
  const later = await run(folder, { ...working, volumes: absent }, { minute: 3 })
  expect(later.exitCode).toBe(3)
  expect(later.meta.files['volumes.json']).toMatchObject({ stale: true })
})

test('a source that is switched off takes its own files with it, and leaves those of others', async () => {
  const ceph: Readers = { ceph: async () => whole({ text: 'TOTAL', clusters: [], lost: [] }) }
  const off = { ...defaultConfig, sources: { ...defaultConfig.sources, ceph: false } }
  const ours = await makeFolder()
  await run(ours, working, { ceph, minute: 1 })
  expect(await readdir(ours)).toContain('cephdf.txt')
  const { meta, exitCode } = await run(ours, working, { ceph, config: off, minute: 2 })
  expect(await readdir(ours)).not.toContain('cephdf.txt')
  expect(exitCode).toBe(0)
  expect(meta.sources.find(({ name }) => name === 'ceph')).toMatchObject({ state: 'off' })

  const theirs = await makeFolder()
  await writeFile(join(theirs, 'cephdf.txt'), 'delivered by somebody')
  await run(theirs, working, { config: off })
  expect(await read(theirs, 'cephdf.txt')).toBe('delivered by somebody')
})

test('reservations belong to people: they are neither written nor removed', async () => {
  const folder = await makeFolder()
  await writeFile(join(folder, 'reserved.json'), '{"cmp1": {"CPU": "4"}}')
  await run(folder, working)
  expect(await read(folder, 'reserved.json')).toBe('{"cmp1": {"CPU": "4"}}')
})

test('without Placement the check says that it was not made, and why', async () => {
  const folder = await makeFolder()
  await run(folder, { ...working, placement: fail })
  expect(parseVerification(await read(folder, 'verification.json')).value).toMatchObject({
    notChecked: 'placement could not be read: Cinder answered 500.',
    hosts: [],
  })
  expect(await readdir(folder)).not.toContain('placement_diff.json')
  await run(folder, working, { minute: 1 })
  const { meta } = await run(folder, { ...working, placement: fail }, { minute: 2 })
  expect(meta.files['verification.json']).toMatchObject({ stale: true })
  expect(parseVerification(await read(folder, 'verification.json')).value.notChecked).toBeNull()
})

test('a reading that waits for one that failed says so', async () => {
  const folder = await makeFolder()
  const readers: Readers = {
    ...working,
    projects: fail,
    quotas: async ({ get }) => whole([await get('projects')] as never),
  }
  const { meta } = await run(folder, readers)
  expect(meta.sources.find(({ name }) => name === 'quotas')).toMatchObject({
    state: 'failed',
    message: 'It needs the subject "projects", which could not be read.',
  })
})

test('a run that is stopped changes nothing', async () => {
  const folder = await makeFolder()
  await run(folder, working, { minute: 1 })
  const before = await read(folder, 'meta.json')
  const stop = new AbortController()
  const stopped = collect({
    config: defaultConfig,
    dataDir: folder,
    env: {},
    progress: silentProgress,
    signal: stop.signal,
    sources: [
      makeSource('api', {
        ...working,
        volumes: async () => {
          stop.abort(new Error('The run was stopped by SIGTERM.'))
          return whole([])
        },
      }),
    ],
  })
  await expect(stopped).rejects.toMatchObject({
    exitCode: 1,
    message: 'The run was stopped by SIGTERM. Nothing was changed.',
  })
  expect(await read(folder, 'meta.json')).toBe(before)
})
