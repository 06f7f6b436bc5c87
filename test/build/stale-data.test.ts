import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { beforeAll, expect, test } from 'vitest'

import { parseMeta, serialiseMeta } from '../../src/lib/files/meta.ts'
import type { Meta } from '../../src/lib/model.ts'
import type { Part } from '../../src/lib/stale-parts.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { listPages } from '../support/site-pages.ts'
import { readSnapshotSheet, type ToldSheet } from '../support/snapshot-sheet.ts'

const HOUR = 3_600_000
const collected = Date.parse('2026-11-22T06:11:00Z')

/** Every file is older than the collection, each by another number of hours. */
const FILES = [
  'aio.csv',
  'allocation.txt',
  'hypervisors.json',
  'ratio.txt',
  'flavors.csv',
  'services.json',
  'aggregates.json',
  'server-groups.json',
  'projects.json',
  'quotas.json',
  'images.json',
  'volumes.json',
  'volume-snapshots.json',
  'volume-types.json',
  'placement.json',
  'cephdf.txt',
  'cephdf.json',
  'verification.json',
]
const ageOf = (file: string) => FILES.indexOf(file) + 1
const asOf = (file: string) => `${new Date(collected - ageOf(file) * HOUR).toISOString().slice(0, 19)}Z`

async function fillStale(dataDir: string): Promise<void> {
  await fillFromDemoCloud()(dataDir)
  const file = join(dataDir, 'meta.json')
  const { value: meta } = parseMeta(await readFile(file, 'utf8'))
  const files: Meta['files'] = { ...meta.files }
  for (const name of FILES) {
    const report = files[name]
    if (!report) throw new Error(`The simulated cloud has no ${name}.`)
    files[name] = { ...report, asOf: asOf(name), stale: true }
  }
  await writeFile(file, serialiseMeta({ ...meta, collectedAt: '2026-11-22T06:11:00Z', files }))
}

let site: string
let sheet: ToldSheet
beforeAll(async () => {
  site = await getBuiltSite('stale', fillStale)
  sheet = await readSnapshotSheet(site)
}, 240_000)

const read = (path: string) => readFile(join(site, path), 'utf8')

const instances = `instances by ${ageOf('aio.csv')} h`
const hosts = [
  `hypervisors by ${ageOf('hypervisors.json')} h`,
  `allocation ratios by ${ageOf('ratio.txt')} h`,
  `resource providers by ${ageOf('placement.json')} h`,
  `services by ${ageOf('services.json')} h`,
  `aggregates and zones by ${ageOf('aggregates.json')} h`,
]
const check = `the check of Nova against Placement by ${ageOf('verification.json')} h`
const storage = `storage by ${ageOf('cephdf.json')} h`
const volumes = `volumes by ${ageOf('volumes.json')} h`
const projects = `projects by ${ageOf('projects.json')} h`
const flavors = `flavors by ${ageOf('flavors.csv')} h`

const shown: [RegExp, string[]][] = [
  [/^$/, [...hosts, instances, projects, volumes, storage, check]],
  [
    /^instances\/$/,
    [instances, flavors, projects, volumes, `images by ${ageOf('images.json')} h`, `server groups by 8 h`],
  ],
  [
    /^volumes\/$/,
    [volumes, instances, projects, storage, `volume snapshots by 13 h`, `volume types by 14 h`],
  ],
  [/^flavors\/$/, [flavors, instances, projects]],
  [/^allocation\/$/, [...hosts, instances, check, storage]],
  [/^hosts\/(.+\/)?$/, [...hosts, instances, check]],
  [/^projects\/(.+\/)?$/, [projects, instances, volumes, `quotas by ${ageOf('quotas.json')} h`]],
]

test('every page says how much older than the collection each thing is that it shows', async () => {
  const pages = await listPages(site)
  for (const [pattern, ages] of shown) {
    const matching = pages.filter((path) => pattern.test(path))
    expect(matching.length).toBeGreaterThan(0)
    for (const path of matching) {
      const html = await read(join(path, 'index.html'))
      const name = html.match(/data-tells="(older-[a-z]+)"/)?.[1] ?? ''
      expect(sheet.isSilent(name)).toBe(false)
      const title = sheet.told(name).split(', ')
      expect([path, title.toSorted()]).toEqual([path, ages.toSorted()])
    }
  }
})

test('tables, and what is exported of them, have the time of their rows', async () => {
  const timeOf = async (name: string) => {
    const { part } = JSON.parse(await read(`rows/${name}.json`)) as { part: Part }
    return sheet.facts.asOf[part]
  }
  expect(await timeOf('instances')).toBe(asOf('aio.csv'))
  expect(await timeOf('volumes')).toBe(asOf('volumes.json'))
  expect(await timeOf('flavors')).toBe(asOf('flavors.csv'))
})

test('every document of the API says what of it is older, and when it was read', async () => {
  const staleOf = async (name: string) =>
    (JSON.parse(await read(`api/v1/${name}.json`)) as { stale: Record<string, string> }).stale
  expect(await staleOf('volumes')).toMatchObject({ volumes: asOf('volumes.json') })
  expect(await staleOf('hosts')).toMatchObject({
    hypervisors: asOf('hypervisors.json'),
    ratios: asOf('ratio.txt'),
    instances: asOf('aio.csv'),
  })
  expect(await staleOf('summary')).toMatchObject({ storage: asOf('cephdf.json') })
  expect(await staleOf('projects')).toMatchObject({ quotas: asOf('quotas.json') })
})

test('a site of one collection says nothing of the kind', async () => {
  const fresh = await getBuiltSite('small', fillFromDemoCloud())
  const { isSilent } = await readSnapshotSheet(fresh)
  for (const path of await listPages(fresh)) {
    const html = await readFile(join(fresh, path, 'index.html'), 'utf8')
    const names = [...html.matchAll(/data-tells="([^"]*)"/g)].map(([, name = '']) => name)
    expect(names).toContain('sources')
    expect(names.filter((name) => !isSilent(name))).toEqual([])
  }
}, 240_000)
