import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { collect } from '../../collector/collect.ts'
import { parseHypervisor } from '../../collector/openstack/hypervisors.ts'
import { silentProgress } from '../../collector/progress.ts'
import { type ConfiguredHost, whole } from '../../collector/sources/reading.ts'
import { AbsentError, type Source } from '../../collector/sources/source.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const hosts = ['cmp1', 'cmp2'].map((name) =>
  parseHypervisor({ id: name, hypervisor_hostname: name, state: 'up', vcpus: 10, memory_mb: 1000 }),
)
const config = { ...defaultConfig, sources: { ...defaultConfig.sources, ssh: true, ceph: false } }

/** A cloud without Placement, whose hosts tell their ratios over ssh. */
function makeSources(answer: () => ConfiguredHost[], shortfall = ''): Source[] {
  const close = async () => undefined
  return [
    {
      name: 'api',
      open: async () => ({
        readers: {
          servers: async () => whole([]),
          hypervisors: async () => whole(hosts),
          placement: async () => {
            throw new AbsentError('The catalog has no Placement.')
          },
        },
        describeCloud: () => null,
        close,
      }),
    },
    {
      name: 'ssh',
      open: async () => ({
        readers: { 'host-ratios': async () => ({ value: answer(), shortfall }) },
        describeCloud: () => null,
        close,
      }),
    },
  ]
}

function run(dataDir: string, sources: Source[], minute: number, used = config) {
  const clock = () => new Date(Date.UTC(2026, 10, 22, 6, minute))
  return collect({ config: used, dataDir, env: {}, progress: silentProgress, clock, sources })
}

const makeFolder = () => makeTemporaryFolder('ratios')
const readRatios = (folder: string) => readFile(join(folder, 'ratio.txt'), 'utf8')
const both = () => hosts.map(({ name }) => ({ host: name, ratios: { cpuRatio: 4, ramRatio: 1.5 } }))

test('ratios of the hosts give capacity where there is no Placement; ratio.txt, meta.json and About tell', async () => {
  const folder = await makeFolder()
  const { exitCode, meta } = await run(folder, makeSources(both), 1)
  expect(exitCode).toBe(0)
  expect(await readRatios(folder)).toBe('cmp1, 4, 1.5, nova.conf\ncmp2, 4, 1.5, nova.conf\n')
  expect(meta.files['ratio.txt']).toMatchObject({ stale: false, note: '2 from nova.conf' })
  expect(meta.sources.find(({ name }) => name === 'host-ratios')).toMatchObject({
    via: 'ssh',
    items: 2,
    files: ['ratio.txt'],
  })
  const cloud = deriveCloud(await loadSnapshot(folder), config)
  expect(cloud.hosts.map(({ vcpu, memoryMb }) => [vcpu?.capacity, memoryMb.capacity])).toEqual([
    [40, 1500],
    [40, 1500],
  ])
})

test('a host that cannot be asked keeps its last known ratios, however often that happens', async () => {
  const folder = await makeFolder()
  await run(folder, makeSources(both), 1)
  const second = () => [
    { host: 'cmp1', ratios: { cpuRatio: 8, ramRatio: 1 } },
    { host: 'cmp2', ratios: null },
  ]
  for (const minute of [2, 3]) {
    const { exitCode, meta } = await run(folder, makeSources(second, 'could not ask cmp2'), minute)
    expect(exitCode).toBe(3)
    expect(await readRatios(folder)).toBe(
      'cmp1, 8, 1, nova.conf\ncmp2, 4, 1.5, last known 2026-11-22T06:01:00Z\n',
    )
    expect(meta.files['ratio.txt']).toMatchObject({ note: '1 from nova.conf, 1 last known' })
  }
})

test('where no host can be asked the last file stays, stale; where ssh is switched off it goes', async () => {
  const folder = await makeFolder()
  await run(folder, makeSources(both), 1)
  const fail = () => {
    throw new Error('None of 2 hosts could be asked.')
  }
  const { meta } = await run(folder, makeSources(fail), 2)
  expect(await readRatios(folder)).toContain('cmp2, 4, 1.5, nova.conf')
  expect(meta.files['ratio.txt']).toMatchObject({
    stale: true,
    asOf: '2026-11-22T06:01:00Z',
    note: '2 from nova.conf',
  })
  await run(folder, makeSources(both), 3, { ...config, sources: { ...config.sources, ssh: false } })
  await expect(readRatios(folder)).rejects.toThrow('ENOENT')
})
