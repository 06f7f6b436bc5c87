/**
 * npm run bench:year: a simulated year of a cloud that stays as large as it is, with twelve collections a day. The first and the last
 * refreshes are whole ones, with a site each; between them collections are only recorded in the history. Prints the tables of
 * docs/benchmarks.md.
 *   --servers N     instances (2,000)
 *   --days N        how long (365)
 *   --refreshes N   whole ones at either end (20)
 *   --state DIR     keeps the state folder there
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pruneArchive } from '../../collector/archive/prune.ts'
import { thinArchive } from '../../collector/archive/thin.ts'
import { measureFolder } from '../../collector/archive/measure.ts'
import { buildSite } from '../../collector/build.ts'
import { collect } from '../../collector/collect.ts'
import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { BASELINE_FILE, packBaseline, readBaseline } from '../../collector/history/baseline.ts'
import { makeEntry } from '../../collector/history/entry.ts'
import { recordEntry } from '../../collector/history/store.ts'
import { refresh } from '../../collector/refresh.ts'
import { writeFileAtomically } from '../../collector/store/atomic.ts'
import { makeFolders } from '../../collector/store/make-folders.ts'
import { type StatePaths, statePaths } from '../../collector/store/state.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { refreshOptionsOf } from '../support/demo-refresh.ts'
import { formatKb, formatTable, median } from './table.ts'
import { readWorld } from './year-world.ts'

const HOURS_BETWEEN = 2

const { values } = parseArgs({
  options: {
    servers: { type: 'string', default: '2000' },
    days: { type: 'string', default: '365' },
    refreshes: { type: 'string', default: '20' },
    state: { type: 'string' },
  },
})
const [servers, days, refreshes] = [values.servers, values.days, values.refreshes].map(Number) as [
  number,
  number,
  number,
]

interface Refreshed {
  seconds: number
  /** Processor time of the refresh and all that it started. */
  cpuSeconds: number
  /** What the archive grew by, in whole blocks. */
  addedBytes: number
}

async function refreshOnce(cloud: DemoCloud, state: StatePaths): Promise<Refreshed> {
  const before = { bytes: await measure(state.archive), cpu: await readCpuSeconds(), time: performance.now() }
  await refresh(refreshOptionsOf(cloud, state), {
    clock: () => cloud.now(),
    collect,
    build: buildSite,
    prune: pruneArchive,
    thin: thinArchive,
  })
  return {
    seconds: (performance.now() - before.time) / 1000,
    cpuSeconds: (await readCpuSeconds()) - before.cpu,
    addedBytes: (await measure(state.archive)) - before.bytes,
  }
}

/** Of each collection one refresh into each folder, in turn, since a machine is not as fast after ten minutes as it was before. */
async function refreshMany(cloud: DemoCloud, states: readonly StatePaths[]): Promise<Refreshed[][]> {
  const all = states.map((): Refreshed[] => [])
  for (let run = 0; run < refreshes; run++) {
    cloud.advance(HOURS_BETWEEN)
    for (const [index, state] of states.entries()) all[index]?.push(await refreshOnce(cloud, state))
  }
  return all
}

/** The collections between, from the cloud's memory; returns how many, how long each took, and the events. */
async function recordMany(cloud: DemoCloud, state: StatePaths) {
  const { config } = refreshOptionsOf(cloud, state).settings
  const file = join(state.history, BASELINE_FILE)
  const last = await loadSnapshot(state.data)
  let baseline = await readBaseline(file)
  const count = Math.max(0, Math.round((days * 24) / HOURS_BETWEEN) - 2 * refreshes)
  const begin = performance.now()
  let events = 0
  for (let run = 0; run < count; run++) {
    cloud.advance(HOURS_BETWEEN)
    const described = makeEntry(deriveCloud(readWorld(cloud.world, last), config), baseline)
    await recordEntry(state, described.entry, (text) => console.log(text))
    baseline = described.baseline
    events += described.entry.changes.events.length
    if (run % 500 === 499) console.error(`${run + 1} of ${count}`)
  }
  if (baseline) await writeFileAtomically(file, await packBaseline(baseline))
  return { count, events, seconds: (performance.now() - begin) / 1000 }
}

async function measure(folder: string): Promise<number> {
  const { own, shared } = await measureFolder(folder)
  return own + shared
}

/** Of this process and of all its children that have ended: proc(5), fields 14 to 17 of stat, in hundredths of a second. */
async function readCpuSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / 100
}

/** The largest of what a page of a time shows, and the site, as they are served: bytes. */
async function measurePages(state: StatePaths): Promise<Map<string, number>> {
  const site = state.current
  const entries = await readdir(site, { recursive: true, withFileTypes: true })
  const sizes = new Map<string, number>()
  const add = (key: string, bytes: number) => sizes.set(key, (sizes.get(key) ?? 0) + bytes)
  for (const entry of entries.filter((found) => found.isFile() && !found.name.endsWith('.gz'))) {
    const path = join(entry.parentPath, entry.name).slice(site.length + 1)
    const bytes = (await readFile(join(site, path))).length
    add('the whole site', bytes)
    if (/^(changes|trends)\/index\.html$|^feed\.atom$|^api\/v1\/(changes|history)\.json$/.test(path))
      add(path, bytes)
    if (/^rows\/(changes|history|trends)/.test(path)) add(path.replace(/^(rows\/[a-z]+).*/, '$1*'), bytes)
  }
  return sizes
}

function formatRefreshes(name: string, all: Refreshed[]): string[] {
  const of = (key: keyof Refreshed) => all.map((one) => one[key])
  const seconds = of('seconds')
  return [
    name,
    `${median(seconds).toFixed(1)} s`,
    `${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s`,
    `${median(of('cpuSeconds')).toFixed(1)} s`,
    formatKb(median(of('addedBytes'))),
  ]
}

const root = values.state ?? (await mkdtemp(join(tmpdir(), 'aether-year-')))
const state = statePaths(root)
await makeFolders(state.archive)
const size = {
  servers,
  hosts: Math.ceil(servers / 33),
  volumes: Math.round(servers * 0.8),
  projects: Math.ceil(servers / 40),
}
const cloud = await startDemoCloud({ ...size, steady: true, start: new Date('2025-11-01T00:11:00Z') })
try {
  console.log(
    `${cpus().length} CPUs, ${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
  )
  const [first = []] = await refreshMany(cloud, [state])
  const firstPages = await measurePages(state)
  const between = await recordMany(cloud, state)
  const fresh = statePaths(join(root, 'fresh'))
  await makeFolders(fresh.archive)
  const [last = [], beside = []] = await refreshMany(cloud, [state, fresh])
  const lastPages = await measurePages(state)

  const head = ['refresh', 'median', 'range', 'processor', 'added to the archive']
  const [atFirst, atLast] = [`the first ${refreshes}`, `the last ${refreshes}, after ${days} days`]
  // The very first one has nothing to share with.
  console.log(
    formatTable(head, [
      formatRefreshes(atFirst, first.slice(1)),
      formatRefreshes(atLast, last.slice(1)),
      formatRefreshes('in turn with those, into a folder without history', beside.slice(1)),
    ]),
  )
  const counts = cloud.counts()
  console.log(
    `\n${counts.servers} instances, ${counts.hosts} hosts, ${counts.volumes} volumes at the end; ${between.count} collections between, ` +
      `${between.events} events, ${((between.seconds * 1000) / Math.max(1, between.count)).toFixed(0)} ms each\n`,
  )
  const paths = [...new Set([...firstPages.keys(), ...lastPages.keys()])].toSorted()
  const pages = paths.map((path) => [
    path,
    ...[firstPages, lastPages].map((sizes) => formatKb(sizes.get(path) ?? 0)),
  ])
  console.log(formatTable(['served, uncompressed', 'at the beginning', 'at the end'], pages))
  const months = (await readdir(state.history)).filter((name) => name !== BASELINE_FILE).toSorted()
  const sizes = await Promise.all(
    months.map(async (name) => [name, formatKb(await measure(join(state.history, name)))]),
  )
  const all = [...sizes, ['in all', formatKb(await measure(state.history))]]
  console.log(`\n${formatTable(['history/', 'on disk'], all)}`)
} finally {
  await cloud.close()
  if (values.state === undefined) await rm(root, { recursive: true })
}
