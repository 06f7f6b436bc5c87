/**
 * npm run bench: prints the tables of docs/benchmarks.md.
 *   --largest N   leave out clouds with more instances than N
 *   --keep        keep the data folders and sites in state/bench for the next run
 *   --only A,B    some of the tables, by their names at the end of this file; what they need of `build` is to be kept
 */
import { readdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { type RunningServer, startServer } from '../../collector/serve.ts'
import { openBrowser } from '../support/browser.ts'
import { measureArchiveGrowth } from './archive-growth.ts'
import { type CloudSize, makeData, sizes, sizesBetween } from './clouds.ts'
import { benchCollect, benchCollectPeer } from './collect-tables.ts'
import { type FirstRow, LIMIT_MS, measureFirstRow, PEER_FIRST_CELL } from './first-row.ts'
import { measureKeystrokes, OWN_LINE, PEER_LINE } from './keystroke.ts'
import { measureProcess, timeProcess } from './measure-process.ts'
import { measureAnswer, servePageARequest } from './page-a-request.ts'
import { writePeerPage } from './peer-page.ts'
import { count, formatKb, formatMb, formatSeconds, formatTable, formatTimes, median } from './table.ts'
import { measureUnchanged } from './unchanged.ts'
import { measureWire } from './wire.ts'

const REPEATS = 5
/** Of what takes long; of a build, besides the one whose memory is watched. */
const BUILDS = 3
/** Rows with which a plain DataTables can be typed into. */
const PEER_LARGEST = 10_000

const { values: options } = parseArgs({
  options: {
    largest: { type: 'string', default: '100000' },
    keep: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const project = join(import.meta.dirname, '../..')
const work = join(project, 'state/bench')
const aether = join(project, 'collector/aether.js')

interface BuiltCloud {
  servers: number
  data: string
  site: string
}

/** Builds each cloud and keeps its site for the browser. The run whose memory is watched is slower for it, and not among the times. */
async function benchBuild(): Promise<void> {
  const rows: string[][] = []
  const all = [...sizes, ...sizesBetween].toSorted((a, b) => a.servers - b.servers)
  for (const size of all.filter(({ servers }) => servers <= Number(options.largest))) {
    const data = await makeData(work, size)
    const site = join(work, `site-${size.servers}`)
    const build = ['build', '--data', data, '--out', site, '--quiet']
    const { peakBytes } = await measureProcess([aether, ...build])
    const times: number[] = []
    for (let run = 0; run < BUILDS; run++) times.push(await timeProcess([aether, ...build]))
    const files = readdirSync(site, { recursive: true }).length
    const { servers, hosts, volumes } = size
    const title = `${count(servers)} instances, ${count(hosts)} hosts, ${count(volumes)} volumes`
    const each = `${((median(times) / servers) * 1e6).toFixed(0)} µs`
    rows.push([title, count(files), ...formatSeconds(times), each, formatMb(peakBytes)])
  }
  console.log(formatTable(['build', 'files', 'median', 'range', 'an instance', 'peak memory'], rows))
}

/** The next collection, in which nothing or next to nothing differs. */
async function benchUnchanged(sites: BuiltCloud[]): Promise<void> {
  const rows: string[][] = []
  for (const { servers, data, site } of sites) {
    const repeats = servers > 10_000 ? 1 : BUILDS
    for (const { changed, full, reusing } of await measureUnchanged(data, site, repeats)) {
      const title = `${count(servers)} instances, ${changed} of another status`
      rows.push([title, ...formatSeconds(full), ...formatSeconds(reusing)])
    }
  }
  const head = ['build two hours later', 'nothing taken over', 'range', 'after the site before', 'range']
  console.log(formatTable(head, rows))
}

/** The earlier tool's way beside a file that is there: what a click costs before the browser has anything to show. */
async function benchAnswer(sites: BuiltCloud[]): Promise<void> {
  const rows: string[][] = []
  for (const { servers, data, site } of sites) {
    const peer = await servePageARequest(data)
    const own: number[] = []
    const theirs: number[] = []
    const rowFiles = readdirSync(join(site, 'rows'), { recursive: true }) as string[]
    const base = rowFiles.find((name) => /^base\/instances-.*\.json$/.test(name))
    await withSite(site, async ({ url }) => {
      const files = ['instances/', 'rows/instances.json', ...(base ? [`rows/${base}`] : [])]
      for (let run = 0; run < REPEATS; run++) {
        own.push(await measureAnswer(files.map((file) => url + file)))
        theirs.push(await measureAnswer([peer.url]))
      }
    })
    await peer.close()
    rows.push([`${count(servers)} rows: page and rows`, ...formatTimes(own)])
    rows.push([`${count(servers)} rows, a page made for each request`, ...formatTimes(theirs)])
  }
  console.log(formatTable(['instances page: the whole answer', 'median', 'slowest'], rows))
}

async function withSite(site: string, use: (server: RunningServer) => Promise<void>): Promise<void> {
  const server = await startServer({
    siteDir: site,
    archiveDir: null,
    host: '127.0.0.1',
    port: 0,
    orNextPort: false,
  })
  try {
    await use(server)
  } finally {
    await server.close()
  }
}

async function withBrowser(use: (browser: Browser) => Promise<unknown>): Promise<void> {
  const browser = await openBrowser()
  try {
    await use(browser)
  } finally {
    await browser.close()
  }
}

/** Ours and the peer's page of the same rows in turn, so that a busy moment of the machine meets both. */
async function benchFirstRow(browser: Browser, sites: BuiltCloud[]): Promise<void> {
  const rows: string[][] = []
  for (const { servers, site } of sites) {
    const peer = join(work, `peer-${servers}`)
    const peerBytes = await writePeerPage(site, peer)
    const own: (FirstRow | null)[] = []
    const theirs: (FirstRow | null)[] = []
    await withSite(site, ({ url }) =>
      withSite(peer, async ({ url: peerUrl }) => {
        for (let run = 0; run < REPEATS; run++) {
          own.push(await measureFirstRow(browser, `${url}instances/`))
          // A page that shows nothing in a minute is not opened again.
          if (!theirs.includes(null)) theirs.push(await measureFirstRow(browser, peerUrl, PEER_FIRST_CELL))
        }
      }),
    )
    rows.push([`${count(servers)} rows`, ...formatFirstRows(own)])
    rows.push([
      `${count(servers)} rows, plain DataTables, ${formatMb(peerBytes)} of HTML`,
      ...formatFirstRows(theirs),
    ])
  }
  console.log(formatTable(['instances page, cold: first row painted', 'median', 'range', 'heap'], rows))
}

function formatFirstRows(all: (FirstRow | null)[]): string[] {
  const runs = all.filter((run) => run !== null)
  if (runs.length < all.length) return [`none in ${LIMIT_MS / 1000} s`, '', '']
  const times = runs.map(({ ms }) => ms)
  const range = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms`
  const heap = median(runs.map(({ heapBytes }) => heapBytes))
  return [`${median(times).toFixed(0)} ms`, range, formatMb(heap)]
}

/** Typed into the pages that were measured for their first row. */
async function benchKeystroke(browser: Browser, sites: BuiltCloud[]): Promise<void> {
  const rows: string[][] = []
  for (const { servers, site } of sites) {
    await withSite(site, async ({ url }) => {
      const times = await measureKeystrokes(browser, `${url}instances/`, OWN_LINE)
      rows.push([`${count(servers)} rows`, ...formatTimes(times)])
    })
    // Beyond this the peer's page never gets to a filter line that works.
    if (servers > PEER_LARGEST) continue
    await withSite(join(work, `peer-${servers}`), async ({ url }) => {
      const times = await measureKeystrokes(browser, url, PEER_LINE)
      rows.push([`${count(servers)} rows, plain DataTables`, ...formatTimes(times)])
    })
  }
  console.log(formatTable(['filter keystroke: input to painted rows', 'median', 'slowest'], rows))
}

async function benchWire(browser: Browser, site: string): Promise<void> {
  const host = readdirSync(join(site, 'hosts')).find((name) => !name.includes('.html'))
  const pages = ['about/', '', 'flavors/', 'instances/', 'volumes/', 'allocation/', `hosts/${host}/`]
  const rows: string[][] = []
  await withSite(site, async ({ url }) => {
    for (const page of pages) {
      const { requests, bytes, rowBytes } = await measureWire(browser, url + page)
      rows.push([`/${page}`, count(requests), formatKb(bytes - rowBytes), formatKb(rowBytes)])
    }
  })
  console.log(formatTable(['first visit, gzip', 'requests', 'page', 'rows'], rows))
}

async function benchArchive(size: CloudSize): Promise<void> {
  const { firstBytes, addedBytes } = await measureArchiveGrowth(size)
  const row = [`${count(size.servers)} instances, ${count(size.hosts)} hosts`, formatKb(firstBytes)]
  console.log(
    formatTable(
      ['archive, a snapshot every two hours', 'the first', 'each further one'],
      [[...row, addedBytes.map(formatKb).join(', ')]],
    ),
  )
}

/** Where what is kept lies of each cloud that is shown in the browser. */
const clouds = sizes
  .filter(({ servers }) => servers <= Number(options.largest))
  .map(({ servers }): BuiltCloud => ({
    servers,
    data: join(work, `data-${servers}`),
    site: join(work, `site-${servers}`),
  }))
const medium = clouds.find(({ servers }) => servers === 10_000) ?? clouds[0]
const archived = sizes.find(({ servers }) => servers === medium?.servers)

const tables: Record<string, () => Promise<void>> = {
  collect: () => benchCollect(BUILDS),
  'collect-peer': () => benchCollectPeer(BUILDS),
  build: benchBuild,
  unchanged: () => benchUnchanged(clouds),
  answer: () => benchAnswer(clouds),
  'first-row': () => withBrowser((browser) => benchFirstRow(browser, clouds)),
  keystroke: () => withBrowser((browser) => benchKeystroke(browser, clouds)),
  wire: () => withBrowser(async (browser) => medium && (await benchWire(browser, medium.site))),
  archive: async () => archived && (await benchArchive(archived)),
}

await mkdir(work, { recursive: true })
console.log(`${cpus().length} CPUs, ${cpus()[0]?.model}, Node ${process.version}\n`)
const only = options.only?.split(',') ?? Object.keys(tables)
for (const name of only) {
  await tables[name]?.()
  console.log()
}
if (!options.keep) await rm(work, { recursive: true })
