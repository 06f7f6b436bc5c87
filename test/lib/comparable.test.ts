import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { compareClouds } from '../../src/lib/changes.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { comparableOf } from '../../src/lib/comparable.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import type { Meta, Snapshot } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

let folder: string
let good: Snapshot
let meta: Meta
beforeAll(async () => {
  folder = join(await makeTemporaryFolder('comparable'), 'data')
  await mkdir(folder)
  await fillFromDemoCloud()(folder)
  good = await loadSnapshot(folder)
  if (good.meta === null) throw new Error('the collector writes meta.json')
  meta = good.meta
})

function describeSnapshot(snapshot: Snapshot) {
  return comparableOf(deriveCloud(snapshot, defaultConfig))
}

/** Events against the good collection, with the reasons for what is left out. */
function compareWithGood(after: Snapshot) {
  const { comparable, notCompared } = describeSnapshot(after)
  const events = compareClouds(describeSnapshot(good).comparable, comparable)
  return { notCompared, events: events.map(({ subject, kind, id }) => [subject, kind, id]) }
}

function degrade(source: string, message: string): Meta {
  const sources = meta.sources.map((report) =>
    report.name === source ? { ...report, state: 'degraded' as const, message } : report,
  )
  return { ...meta, sources }
}

function markStale(file: string): Meta {
  const report = meta.files[file]
  if (!report) throw new Error(`${file} was not collected`)
  const older = { ...report, stale: true, asOf: '2026-11-22T04:11:00Z' }
  return { ...meta, files: { ...meta.files, [file]: older } }
}

test('a good collection is compared in all, and equals itself', () => {
  const { comparable, notCompared } = describeSnapshot(good)
  expect(notCompared).toEqual({})
  expect(Object.values(comparable).map((side) => side?.whole)).toEqual([true, true, true, true, true])
  expect(compareWithGood(good).events).toEqual([])
})

describe('instances that were not read in full', () => {
  const message = 'soft-deleted servers are missing: 403'

  test('are not deleted, and what is empty of the others did not change; the rest did', () => {
    const [first, second, ...others] = good.instances
    if (!first || !second) throw new Error('there are instances')
    const blank = { ...second, host: null, flavorName: '', imageId: '', vcpus: null, status: 'PAUSED' }
    const after = { ...good, meta: degrade('servers', message), instances: [blank, ...others] }
    expect(compareWithGood(after)).toEqual({
      notCompared: {
        instance: `They were not read in full: ${message}. What is missing is not taken for gone.`,
      },
      events: [['instance', 'status', second.id]],
    })
    const whole = compareWithGood({ ...good, instances: [...others, second] })
    expect(whole).toEqual({ notCompared: {}, events: [['instance', 'deleted', first.id]] })
  })

  test('by a row that cannot be read, either', async () => {
    const problems = [{ file: 'aio.csv', line: 7, reason: 'it has no ID' }]
    const after = { ...good, problems, instances: good.instances.slice(1) }
    const { notCompared, events } = compareWithGood(after)
    expect(notCompared.instance).toContain('1 problem in aio.csv')
    expect(events).toEqual([])
  })
})

test('a file that was cut after the collection deletes nothing', async () => {
  const cut = join(await makeTemporaryFolder('comparable'), 'data')
  await mkdir(cut)
  await fillFromDemoCloud()(cut)
  const lines = (await readFile(join(cut, 'aio.csv'), 'utf8')).split('\n')
  await writeFile(join(cut, 'aio.csv'), `${lines.slice(0, 20).join('\n')}\n`)
  const events = compareWithGood(await loadSnapshot(cut)).events
  expect(events.filter(([subject]) => subject === 'instance')).toEqual([])
})

describe('hosts', () => {
  test('of an older list are not compared', () => {
    const after = { ...good, meta: markStale('allocation.txt'), hypervisors: good.hypervisors.slice(1) }
    const { notCompared, events } = compareWithGood(after)
    expect(notCompared.host).toContain('could not be read')
    expect(events).toEqual([])
  })

  test('with older ratios or inventories keep theirs, but their state is told', () => {
    const host = good.hypervisors.find(({ state }) => state === 'up')
    if (!host) throw new Error('there is a host that is up')
    const hypervisors = good.hypervisors.map((one) =>
      one.name === host.name ? { ...one, state: 'down' as const, vcpus: 1, memoryMb: 1 } : one,
    )
    for (const file of ['ratio.txt', 'placement.json']) {
      const providers = good.providers?.map((provider) => ({ ...provider, inventories: {} })) ?? null
      const after = { ...good, meta: markStale(file), hypervisors, providers }
      expect(compareWithGood(after).events).toEqual([['host', 'state', host.name]])
    }
  })

  test('of which Placement could not tell the inventories did not change them', () => {
    const providers = good.providers?.map((provider) => ({ ...provider, inventories: null })) ?? null
    const hypervisors = good.hypervisors.map((one) => ({ ...one, vcpus: 1, memoryMb: 1 }))
    expect(compareWithGood({ ...good, providers, hypervisors }).events).toEqual([])
  })
})

test('what is not collected is said so, and no reservations are the same as no file', () => {
  const after = { ...good, volumes: null, flavors: null, reservations: null }
  expect(compareWithGood(after)).toEqual({
    notCompared: { volume: 'They are not collected.', flavor: 'They are not collected.' },
    events: [],
  })
})

test('a folder of the earlier tool, without meta.json, is compared by what it has', () => {
  const earlier = { ...good, meta: null, services: null, providers: null, aggregates: null }
  expect(compareWithGood(earlier).events).toEqual([])
})
