import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { parseAio, serialiseAio } from '../../src/lib/files/aio.ts'
import { parseMeta, serialiseMeta } from '../../src/lib/files/meta.ts'
import type { Instance } from '../../src/lib/model.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { readSnapshotSheet } from '../support/snapshot-sheet.ts'

const HOUR = 3_600_000
/** What the API calls an uptime differs in each collection, with the load beside it. */
const UPTIMES = [
  ' 06:11:02 up 3 days, 10:21,  1 user,  load average: 4.21, 4.40, 4.61',
  ' 08:11:02 up 3 days, 12:21,  2 users,  load average: 0.17, 0.40, 1.61',
]
const TIMED = ['meta.json', 'verification.json', 'placement_diff.json', 'instance_ids_check.json']

const fill = fillFromDemoCloud()
const edit = async (file: string, change: (text: string) => string) =>
  writeFile(file, change(await readFile(file, 'utf8')))
/** What is edited here is not what the collector wrote, which the site would say. */
const forgetSizes = (dataDir: string) =>
  edit(join(dataDir, 'meta.json'), (text) => serialiseMeta({ ...parseMeta(text).value, files: {} }))
const setUptime = (dataDir: string, uptime = '') =>
  edit(join(dataDir, 'hypervisors.json'), (text) =>
    text.replaceAll('"uptime":null', `"uptime":${JSON.stringify(uptime)}`),
  )
const later = (text: string) =>
  text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (time) =>
    new Date(Date.parse(time) + 2 * HOUR).toISOString().replace('.000', ''),
  )

async function fillBefore(dataDir: string): Promise<void> {
  await fill(dataDir)
  await setUptime(dataDir, UPTIMES[0])
  await forgetSizes(dataDir)
}

/** The same cloud two hours later, in which one instance has another name. */
async function fillAfter(dataDir: string): Promise<void> {
  await fill(dataDir)
  await setUptime(dataDir, UPTIMES[1])
  await forgetSizes(dataDir)
  for (const name of TIMED) await edit(join(dataDir, name), later)
  // A service that is down has no heartbeat any more.
  await edit(join(dataDir, 'services.json'), (text) => text.replaceAll(/^.*"state":"up".*$/gm, later))
  await edit(join(dataDir, 'aio.csv'), (text) => {
    const { id } = pickInstance(text)
    return serialiseAio(
      parseAio(text).value.map((instance) =>
        instance.id === id ? { ...instance, name: 'renamed' } : instance,
      ),
    )
  })
}

/** The one that is renamed. */
function pickInstance(aio: string): Instance {
  const first = parseAio(aio).value.find(({ host, name }) => host === 'sgp1-cmp002' && /^[a-z]/.test(name))
  if (!first) throw new Error('There is no such instance.')
  return first
}

let before: string
let after: string

beforeAll(async () => {
  before = await getBuiltSite('times-before', fillBefore)
  after = await getBuiltSite('times-after', fillAfter)
}, 240_000)

async function readPage(site: string, path: string): Promise<string> {
  return readFile(join(site, path, 'index.html'), 'utf8')
}

async function differing(folder: string): Promise<string[]> {
  const entries = await readdir(join(before, folder), { withFileTypes: true })
  const paths = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  const pages = await Promise.all(
    paths.map(
      async (path) => [path, (await readPage(before, path)) === (await readPage(after, path))] as const,
    ),
  )
  return pages.filter(([, equal]) => !equal).map(([path]) => path)
}

test('a page whose host or project did not change is the same file two hours later', async () => {
  const { host, project } = pickInstance(await readFile(join(before, 'data/aio.csv'), 'utf8'))
  expect(await differing('hosts')).toEqual([join('hosts', host ?? '')])
  const projects = await differing('projects')
  expect(projects).toHaveLength(1)
  expect(await readPage(after, projects[0] ?? '')).toContain(project)
})

test('nor do lists and planning differ that show nothing of the instance', async () => {
  const pages = [
    '',
    'flavors',
    'allocation',
    'hosts',
    'projects',
    'migration',
    'find',
    'volumes',
    'instances',
  ]
  const equal = await Promise.all(
    pages.map(async (path) => (await readPage(before, path)) === (await readPage(after, path))),
  )
  expect(pages.filter((_, index) => !equal[index])).toEqual([])
})

test('of the rows only those of the instance differ', async () => {
  const names = (await readdir(join(before, 'rows'), { recursive: true })).filter((name) =>
    name.endsWith('.json'),
  )
  const equal = await Promise.all(
    names.map(async (name) => {
      const [a, b] = await Promise.all(
        [before, after].map((site) => readFile(join(site, 'rows', name), 'utf8')),
      )
      return a === b
    }),
  )
  expect(names.filter((_, index) => !equal[index])).toEqual(['instances.json'])
})

test('the time is told in both', async () => {
  const told = await Promise.all([before, after].map(readSnapshotSheet))
  expect(told.map(({ facts }) => facts.collectedAt)).toEqual(['2026-11-22T06:11:00Z', '2026-11-22T08:11:00Z'])
})
