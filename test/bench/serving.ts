/**
 * npm run bench:serving: nginx with this project's configuration under wrk, beside nginx with one plain file. Prints the table of
 * docs/benchmarks.md. Needs nginx and wrk, which `npm test` installs.
 *   --seconds N   how long each line is measured (10)
 */
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { hashPassword } from '../../collector/users/password.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { findFreePort, makeNginxHome, runNginx, type RunningNginx } from '../support/run-nginx.ts'
import { makeStateFolder, publishBuiltSite } from '../support/state-folder.ts'
import { formatKb, formatTable } from './table.ts'

const CONNECTIONS = 50
const NAME = '2026-11-22T061100Z'
/** The cost that `aether users` takes. */
const COST = 8

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })
const workers = availableParallelism()

interface Load {
  requests: number
  /** Microseconds. */
  duration: number
  median: number
  p99: number
  bytes: number
  /** Of nginx, for all requests. */
  processorSeconds: number
  /** Answers that are no success, and broken connections. */
  failed: number
}

/** What its workers have used since they began; the machine's other work leaves it as it is. */
async function readProcessorSeconds({ home }: RunningNginx): Promise<number> {
  const master = (await readFile(join(home, 'nginx.pid'), 'utf8')).trim()
  const children = (await readFile(`/proc/${master}/task/${master}/children`, 'utf8')).trim().split(' ')
  const ticks = await Promise.all(
    children.map(async (pid) => {
      const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')
      // utime and stime, of proc(5), in hundredths of a second.
      return Number(fields[11]) + Number(fields[12])
    }),
  )
  return ticks.reduce((sum, own) => sum + own, 0) / 100
}

async function load(
  nginx: RunningNginx & { origin: string },
  paths: string[],
  headers: Record<string, string> = {},
): Promise<Load> {
  const sent = Object.entries({ 'Accept-Encoding': 'gzip', ...headers })
  const env = {
    AETHER_PATHS: paths.join(' '),
    AETHER_HEADERS: sent.map(([name, value]) => `${name}: ${value}`).join('\n'),
  }
  const words = ['--threads', '1', '--connections', String(CONNECTIONS), '--duration', `${values.seconds}s`]
  const script = ['--timeout', '30s', '-s', join(import.meta.dirname, 'serving.lua')]
  const before = await readProcessorSeconds(nginx)
  const { stdout } = await execa('wrk', [...words, ...script, nginx.origin], { env })
  const processorSeconds = (await readProcessorSeconds(nginx)) - before
  return { ...(JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Load), processorSeconds }
}

function describe(what: string, figures: Load): string[] {
  const { requests, duration, median, p99, bytes, failed, processorSeconds } = figures
  if (failed > 0) throw new Error(`${what}: ${failed} of ${requests} failed`)
  const perSecond = Math.round(requests / (duration / 1e6)).toLocaleString('en')
  const times = [median, p99].map((microseconds) => `${(microseconds / 1000).toFixed(1)} ms`)
  const each = `${((processorSeconds / requests) * 1000).toFixed(3)} ms`
  return [what, perSecond, ...times, each, formatKb(bytes / requests)]
}

/** nginx with nothing but a root, and one file in it. */
async function benchPlain(site: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aether-plain-'))
  await copyFile(join(site, 'index.html'), join(folder, 'index.html'))
  await copyFile(join(site, 'index.html.gz'), join(folder, 'index.html.gz'))
  const port = await findFreePort()
  const origin = `http://127.0.0.1:${port}`
  const server = `server { listen 127.0.0.1:${port}; root ${folder}; gzip_static on; }`
  const nginx = await runNginx(await makeNginxHome(), {
    url: origin,
    files: { 'site.conf': server },
    workers,
  })
  const figures = await load({ ...nginx, origin }, ['/index.html'])
  await nginx.stop()
  await rm(folder, { recursive: true })
  return describe('one plain file, nginx with nothing but a root', figures)
}

/** The same file and the whole site, once with a password that costs nothing to check and once as `aether users` keeps it. */
async function benchSite(site: string): Promise<string[][]> {
  const state = await makeStateFolder()
  await publishBuiltSite(state, NAME, site)
  const names = await readdir(site, { recursive: true })
  const pages = names
    .filter((name) => /(^|\/)index\.html$/.test(name))
    .map((name) => `/${name.slice(0, -'index.html'.length)}`)
  const assets = names.filter((name) => /^_assets\/.*\.(js|css)$/.test(name)).map((name) => `/${name}`)
  const rows: string[][] = []
  for (const [kind, users] of [
    ['password in plain text', 'operator:{PLAIN}correct horse\n'],
    ['bcrypt', `operator:${await hashPassword('correct horse', COST)}\n`],
  ] as const) {
    const nginx = await startNginx(state, { users, workers })
    const { authorization } = nginx
    const known = { Authorization: authorization }
    rows.push(describe(`the same file in the site, ${kind}`, await load(nginx, ['/index.html'], known)))
    rows.push(describe(`all ${pages.length} pages, ${kind}`, await load(nginx, pages, known)))
    const headers = { authorization, 'accept-encoding': 'gzip' }
    const etag = String((await ask(nginx.origin, '/hosts/', { headers })).headers.etag)
    rows.push(
      describe(
        `a page that the browser has, ${kind}`,
        await load(nginx, ['/hosts/'], { ...known, 'If-None-Match': etag }),
      ),
    )
    if (kind === 'bcrypt')
      rows.push(describe(`scripts and styles (${assets.length}), no password`, await load(nginx, assets)))
    await nginx.stop()
  }
  await rm(state, { recursive: true })
  return rows
}

const site = await getBuiltSite('small', fillFromDemoCloud())
const table = [await benchPlain(site), ...(await benchSite(site))]
const head = [
  `wrk, ${CONNECTIONS} connections, ${workers} workers`,
  'requests/s',
  'median',
  'p99',
  'processor each',
  'bytes each',
]
console.log(`${formatTable(head, table)}\n\nLoad of the machine: ${loadavg()[0]?.toFixed(1)}.`)
