import { statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BuildOptions, buildSite } from '../../collector/build.ts'
import type { DataSummary } from '../../collector/data-summary.ts'
import { BuildError } from '../../collector/errors.ts'
import type { GenerateSite } from '../../collector/generate-site.ts'

let folder: string
let notes: string[]
let options: BuildOptions

const summary: DataSummary = {
  collectedAt: '2026-11-22T06:11:00Z',
  degraded: false,
  totals: { instances: 1234, hosts: 16, projects: 3, volumes: null, flavors: 2 },
  problems: [],
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aether-build-'))
  notes = []
  await mkdir(join(folder, 'data'))
  for (const name of ['aio.csv', 'clouds.yaml', '.lock'])
    await writeFile(join(folder, 'data', name), 'x'.repeat(2000))
  options = {
    dataDir: join(folder, 'data'),
    summary,
    outDir: join(folder, 'site'),
    configFile: null,
    builtAt: '2026-11-22T06:12:00Z',
    verbose: false,
    progress: { start() {}, done() {}, note: (text) => notes.push(text) },
  }
})

afterEach(() => rm(folder, { recursive: true }))

const DONE = { failed: false, output: '' }

async function writeInto(dir: string, name: string, text: string): Promise<typeof DONE> {
  await mkdir(dir)
  await writeFile(join(dir, name), text)
  return DONE
}

const writePage: GenerateSite = (env) => ({
  pages: writeInto(env.AETHER_OUT, 'index.html', `built at ${env['AETHER_BUILD_TIME']} `.repeat(100)),
  index: writeInto(env.AETHER_INDEX, 'parts.json', '{"kinds":["Host"]}'.repeat(100)),
})

test('adds the data files to download, readable for nginx, and compresses', async () => {
  await buildSite(options, writePage)
  expect((await readdir(join(folder, 'site/data'))).toSorted()).toEqual(['aio.csv', 'aio.csv.gz'])
  expect((await stat(join(folder, 'site/data/aio.csv'))).mode & 0o777).toBe(0o644)
  const page = gunzipSync(await readFile(join(folder, 'site/index.html.gz'))).toString()
  expect(page).toContain('built at 2026-11-22T06:12:00Z')
})

test('tells what was read, what was skipped, and no more than that', async () => {
  const problems = Array.from({ length: 7 }, (_, line) => ({
    file: 'aio.csv',
    line: line + 2,
    reason: 'no ID',
  }))
  await buildSite({ ...options, summary: { ...summary, problems } }, writePage)
  expect(notes[0]).toBe(
    'read     1,234 instances, 16 hosts, volumes not collected, collected 2026-11-22T06:11:00Z',
  )
  expect(notes[1]).toBe('skipped  aio.csv, line 2: no ID')
  expect(notes[6]).toBe('skipped  2 more; the About page lists them all')
  expect(notes).toHaveLength(10)
})

test('keeps the whole output beside a site that could not be built, and shows its end', async () => {
  const output = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
  const failing = Promise.resolve({ failed: true, output })
  const building = buildSite(options, () => ({ pages: failing, index: Promise.resolve(DONE) }))
  await expect(building).rejects.toThrow(BuildError)
  await expect(building).rejects.toThrow(/site\.err\. It ends with:\nline 20\n[^]*line 39$/)
  expect(await readFile(join(folder, 'site.err'), 'utf8')).toBe(output)
})

test('hands the build absolute paths and a folder of its own to work in, and leaves nothing of it', async () => {
  let used = ''
  await buildSite(options, (env, workDir, ...rest) => {
    used = workDir
    expect(env['AETHER_CACHE']).toBe(join(workDir, 'cache'))
    expect(env).toMatchObject({ AETHER_DATA: join(folder, 'data'), AETHER_CONFIG: '' })
    expect(statSync(workDir).isDirectory()).toBe(true)
    return writePage(env, workDir, ...rest)
  })
  await expect(stat(used)).rejects.toThrow('ENOENT')
})

test('a build that is stopped says so, and keeps no log of it', async () => {
  const stop = new AbortController()
  const building = buildSite({ ...options, signal: stop.signal }, (_env, _workDir, _verbose, signal) => {
    stop.abort(new Error('The run was stopped by SIGTERM.'))
    const stopped = Promise.resolve({ failed: signal.aborted, output: 'half of it' })
    return { pages: stopped, index: stopped }
  })
  await expect(building).rejects.toThrow('The run was stopped by SIGTERM. What is served stays.')
  expect(await readdir(folder)).toEqual(['data'])
})

test('puts the index into the site, compressed, and does not wait for it where the pages fail', async () => {
  await buildSite(options, writePage)
  expect((await readdir(join(folder, 'site/pagefind'))).toSorted()).toEqual(['parts.json', 'parts.json.gz'])

  const building = buildSite(options, (_env, _workDir, _verbose, signal) => ({
    pages: Promise.resolve({ failed: true, output: 'the pages failed' }),
    index: new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ failed: true, output: 'stopped' }))
    }),
  }))
  await expect(building).rejects.toThrow('the pages failed')
})

test('a site whose index could not be made is none', async () => {
  const building = buildSite(options, (env, ...rest) => ({
    ...writePage(env, ...rest),
    index: Promise.resolve({ failed: true, output: 'the index failed' }),
  }))
  await expect(building).rejects.toThrow('the index failed')
})
