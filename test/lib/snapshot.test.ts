import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serialiseCephdfJson } from '../../src/lib/files/cephdf-json.ts'
import { serialiseHypervisors } from '../../src/lib/files/hypervisors.ts'
import { serialiseMeta } from '../../src/lib/files/meta.ts'
import { loadConfig, loadSnapshot } from '../../src/lib/snapshot.ts'

const EARLIER = new URL('../fixtures/earlier-tool/', import.meta.url).pathname

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aether-data-'))
  await cp(EARLIER, folder, { recursive: true })
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function write(file: string, text: string): Promise<void> {
  await writeFile(join(folder, file), text)
}

describe("the earlier tool's folder", () => {
  test('is read whole: figures, joins and what is not there', async () => {
    const snapshot = await loadSnapshot(folder)
    expect(snapshot.problems).toEqual([])
    expect(snapshot.instances).toHaveLength(20)
    expect(snapshot.instances.reduce((sum, instance) => sum + (instance.vcpus ?? 0), 0)).toBe(179)
    expect(snapshot.instances.reduce((sum, instance) => sum + (instance.memoryMb ?? 0), 0)).toBe(725 * 1024)
    expect(snapshot.hypervisors).toHaveLength(16)
    expect(snapshot.hypervisors.map((host) => host.vcpus)).toEqual(Array.from({ length: 16 }, () => 48))
    expect(snapshot.hypervisors.find((host) => host.name === 'cloud-node-49')).toMatchObject({
      ip: '10.10.10.59',
      state: 'up',
      vcpusUsed: 282,
      memoryMbUsed: 634_368,
      memoryMb: 772_621,
    })
    expect(snapshot.ratios?.find((ratio) => ratio.host === 'cloud-node-03')).toEqual({
      host: 'cloud-node-03',
      cpuRatio: 8,
      ramRatio: 1.5,
    })
    expect(snapshot.flavors).toHaveLength(10)
    expect(snapshot.flavors?.[0]?.properties).toEqual({
      'hw:cpu_policy': 'dedicated',
      'hw:cpu_max_sockets': '1',
    })
    expect(snapshot.volumes?.reduce((sum, volume) => sum + volume.sizeGib, 0)).toBe(6750)
    expect(
      snapshot.storage?.map(({ total, pools, exact }) => [total.rawUsedPercent, pools.length, exact]),
    ).toEqual([[21.84, 6, false]])
    expect(snapshot.storage?.[0]?.pools.find(({ name }) => name === 'volumes')?.usedPercent).toBe(85.53)
    expect(snapshot.reservations).toHaveLength(17)
    expect(
      snapshot.reservations?.filter(({ purpose }) => /^backup for maintenance$/i.test(purpose)),
    ).toHaveLength(5)
    expect(snapshot.placementDifferences?.map(({ difference }) => difference)).toEqual([-4, -8, 4])
    expect(snapshot.instanceIdChecks?.map((check) => check.missingInOpenstack.length)).toEqual([0, 0, 1])
    expect(snapshot.volumeStats).toEqual({ overhead: 1.5, totalTib: 8200 })
    expect([snapshot.providers, snapshot.projects, snapshot.verification, snapshot.zones]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  test("has the time of its newest file, people's reservations apart", async () => {
    const older = new Date('2026-11-01T00:00:00Z')
    for (const file of [
      'aio.csv',
      'allocation.txt',
      'ratio.txt',
      'flavors.csv',
      'volumes.json',
      'cephdf.txt',
      'placement_diff.json',
      'instance_ids_check.json',
      'volume_stats.json',
    ]) {
      await utimes(join(folder, file), older, older)
    }
    const collected = new Date('2026-11-02T03:04:05Z')
    await utimes(join(folder, 'volumes.json'), collected, collected)
    expect(await loadSnapshot(folder)).toMatchObject({
      collectedAt: '2026-11-02T03:04:05.000Z',
      timeFrom: 'files',
      meta: null,
    })
  })
})

test('meta.json gives the time', async () => {
  const meta = {
    schema: 1 as const,
    aetherVersion: '0.1.0',
    collectedAt: '2026-11-22T06:11:00Z',
    seconds: 4.2,
    intervalMinutes: 120,
    cloud: { name: 'lab', authUrl: 'http://127.0.0.1/identity', region: 'RegionOne', versions: {} },
    sources: [],
    files: {},
  }
  await write('meta.json', serialiseMeta(meta))
  expect(await loadSnapshot(folder)).toMatchObject({ collectedAt: meta.collectedAt, timeFrom: 'meta', meta })
})

test('a folder in the place of a file is called one', async () => {
  await rm(join(folder, 'aio.csv'))
  await mkdir(join(folder, 'aio.csv'))
  await expect(loadSnapshot(folder)).rejects.toThrow(
    'aio.csv: the file is a folder, where a file is expected; move it away',
  )
})

test('hypervisors.json joins by name, whatever the order', async () => {
  const details = {
    disabledReason: null,
    version: '9.1',
    localGib: 10,
    localGibUsed: 1,
    runningInstances: 2,
    cpuModel: null,
    uptime: null,
    serviceHost: null,
  }
  await write(
    'hypervisors.json',
    serialiseHypervisors([
      { ...details, name: 'unknown', uuid: 'u-0', enabled: true },
      { ...details, name: 'cloud-node-55', uuid: 'u-55', enabled: false },
      { ...details, name: 'cloud-node-01', uuid: 'u-1', enabled: true },
    ]),
  )
  const { hypervisors } = await loadSnapshot(folder)
  expect(hypervisors).toHaveLength(16)
  expect(
    hypervisors
      .filter(({ uuid }) => uuid !== null)
      .map(({ name, uuid, enabled, vcpusUsed }) => [name, uuid, enabled, vcpusUsed]),
  ).toEqual([
    ['cloud-node-01', 'u-1', true, 17],
    ['cloud-node-55', 'u-55', false, 184],
  ])
})

test('cephdf.json is preferred to the rounded text', async () => {
  const text = await loadSnapshot(folder)
  const exact = (text.storage ?? []).map((cluster) => ({ ...cluster, name: 'east', exact: true }))
  await write('cephdf.json', serialiseCephdfJson(exact))
  expect((await loadSnapshot(folder)).storage).toEqual(exact)
})

describe('what cannot be read', () => {
  test('bad rows of several files are collected and the rest is shown', async () => {
    await write('aio.csv', `${await readFile(join(EARLIER, 'aio.csv'), 'utf8')}streaming|torn\n`)
    await write('ratio.txt', `${await readFile(join(EARLIER, 'ratio.txt'), 'utf8')}cloud-node-99, 4\n`)
    const snapshot = await loadSnapshot(folder)
    expect(snapshot.instances).toHaveLength(20)
    expect(snapshot.problems.map(({ file, line }) => [file, line])).toEqual([
      ['aio.csv', 22],
      ['ratio.txt', 17],
    ])
  })

  test('thousands of bad rows are counted, not listed', async () => {
    await write('aio.csv', `${await readFile(join(EARLIER, 'aio.csv'), 'utf8')}${'torn|row\n'.repeat(5000)}`)
    const { problems } = await loadSnapshot(folder)
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toEqual({
      file: 'aio.csv',
      line: null,
      reason: '4900 more rows could not be read',
    })
  })

  test.each(['aio.csv', 'allocation.txt'])('%s is required', async (file) => {
    await rm(join(folder, file))
    await expect(loadSnapshot(folder)).rejects.toThrow(`${file}: not found in ${folder}; every page needs it`)
  })

  test('every other file may be missing', async () => {
    for (const file of [
      'ratio.txt',
      'flavors.csv',
      'volumes.json',
      'cephdf.txt',
      'reserved.json',
      'placement_diff.json',
      'instance_ids_check.json',
      'volume_stats.json',
    ]) {
      await rm(join(folder, file))
    }
    const { instances, ratios, flavors, volumes, storage, reservations } = await loadSnapshot(folder)
    expect(instances).toHaveLength(20)
    expect([ratios, flavors, volumes, storage, reservations]).toEqual([null, null, null, null, null])
  })

  test.each(['aio.csv', 'allocation.txt', 'ratio.txt', 'volumes.json', 'cephdf.txt', 'meta.json'])(
    '%s of zero bytes is unreadable',
    async (file) => {
      await write(file, '')
      await expect(loadSnapshot(folder)).rejects.toThrow(`${file}: the file is empty (0 bytes)`)
    },
  )

  test('a truncated file names its line', async () => {
    const text = await readFile(join(EARLIER, 'volumes.json'), 'utf8')
    await write('volumes.json', text.slice(0, text.length / 2))
    await expect(loadSnapshot(folder)).rejects.toThrow(/^volumes\.json, line \d+: not valid JSON/)
  })

  test('a file of a newer Aether is refused', async () => {
    await write('projects.json', '{"schema": 2, "projects": []}')
    await expect(loadSnapshot(folder)).rejects.toThrow('projects.json, line 1: expected schema 1, found 2')
  })

  test('a folder that is not there, and a file in its place', async () => {
    await expect(loadSnapshot(join(folder, 'none'))).rejects.toThrow(
      'the data folder does not exist; collect the cloud first',
    )
    await expect(loadSnapshot(join(folder, 'aio.csv'))).rejects.toThrow('the data folder is no folder')
  })
})

test('the configuration is optional, and its errors carry the file', async () => {
  const { site } = await loadConfig(join(folder, 'aether.yaml'))
  expect(await loadConfig(null)).toMatchObject({ site })
  await write('aether.yaml', 'site:\n  nam: x')
  await expect(loadConfig(join(folder, 'aether.yaml'))).rejects.toThrow(
    'aether.yaml, line 2: "nam" is no key',
  )
})
