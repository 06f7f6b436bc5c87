import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { execa } from 'execa'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DemoCloud, startDemoCloud } from '../../../collector/demo-cloud/index.ts'
import { openBrowser } from '../../support/browser.ts'
import {
  type CiHost,
  handPackages,
  readDeployFile,
  readVisibleLog,
  startCiHost,
} from '../../support/ci-host.ts'
import { clickThrough } from '../../support/click-through.ts'
import { type GithubRun, runGithubJob } from '../../support/github-job.ts'
import { runGitlabJob } from '../../support/gitlab-job.ts'
import { serveUnderPrefix } from '../../support/prefix-server.ts'

let cloud: DemoCloud
let host: CiHost

/** A clouds.yaml as people keep it as a secret, and what of it nobody may see. */
let clouds: string
let password: string

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 3, servers: 20, volumes: 10, projects: 3 })
  const ceph = JSON.stringify(cloud.cephCommand)
  const configuration = `${await readDeployFile('aether.yaml')}\nceph:\n  command: ${ceph}\n`
  host = await startCiHost({ 'aether.yaml': configuration })
  const { env } = cloud
  password = env['OS_PASSWORD'] ?? ''
  const auth = {
    auth_url: env['OS_AUTH_URL'],
    username: env['OS_USERNAME'],
    password,
    project_name: env['OS_PROJECT_NAME'],
    user_domain_name: env['OS_USER_DOMAIN_NAME'],
    project_domain_name: env['OS_PROJECT_DOMAIN_NAME'],
  }
  clouds = JSON.stringify({ clouds: { demo: { auth } } }, null, 2)
})
afterAll(() => cloud.close())
beforeEach(() => {
  cloud.faults = []
})

async function readJson(folder: string, path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, path), 'utf8')) as Record<string, unknown>
}

/** Names of files in which the text stands, packed ones unpacked. */
async function findText(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(file)
    if ((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).includes(text)) found.push(file)
  }
  return found
}

/** How many commits the branch has, and how many collections and snapshots its files hold; none before the first run. */
async function readState() {
  const git = async (...args: string[]) =>
    (await execa('git', args, { cwd: host.remote })).stdout.split('\n').filter((line) => line !== '')
  if ((await git('branch', '--list', 'aether-state')).length === 0)
    return { commits: 0, collections: 0, snapshots: 0 }
  const files = await git('ls-tree', '-r', '--name-only', 'aether-state')
  const totals = files.filter((file) => /^history\/.*totals\.jsonl$/.test(file))
  const lines = await Promise.all(totals.map((file) => git('show', `aether-state:${file}`)))
  return {
    commits: (await git('rev-list', 'aether-state')).length,
    collections: lines.flat().length,
    snapshots: files.filter((file) => file.endsWith('/manifest.json')).length,
  }
}

test('GitHub Pages: each run goes on where the last one was, and its site works below the path of a project', async () => {
  const settings = { secrets: { CLOUDS_YAML: clouds } }
  const first = await runGithubJob(host, 'github-pages.yml', settings)
  expect(first, first.log).toMatchObject({ ok: true })
  expect(await readState()).toEqual({ commits: 1, collections: 1, snapshots: 1 })

  cloud.advance(48)
  cloud.faults = [{ service: 'volume', kind: 'status', status: 500 }]
  const second = await runGithubJob(host, 'github-pages.yml', settings)
  expect(second, second.log).toMatchObject({ ok: true, uploaded: join(second.workspace, 'public') })
  expect(await readState()).toEqual({ commits: 1, collections: 2, snapshots: 2 })
  expect(second.log).toMatch(/^::warning title=Aether::Published, but a source failed/m)
  expect(first.log).not.toContain('::warning')
  const changes = await readJson(join(second.workspace, 'public'), 'api/v1/changes.json')
  expect(changes['previous']).not.toBeNull()
  expect(changes['events']).not.toEqual([])

  await expectNoSecret(first)
  await expectNoSecret(second)
  await expectWorksBelow('/project/', second.uploaded ?? '')
}, 240_000)

test('a run that reads nothing ends the job, uploads nothing and leaves the state as it is', async () => {
  cloud.faults = [{ service: 'identity', kind: 'refuse' }]
  const before = await readState()
  const run = await runGithubJob(host, 'github-pages.yml', { secrets: { CLOUDS_YAML: clouds } })
  expect(run, run.log).toMatchObject({ ok: false, uploaded: null })
  expect(await readState()).toEqual(before)
  const unset = await runGithubJob(host, 'github-pages.yml', {})
  expect(unset).toMatchObject({ ok: false, uploaded: null })
  expect(unset.log).toContain('CLOUDS_YAML: is not set: make it a secret of the repository')
}, 240_000)

test('GitLab Pages goes on with the same state, and a source that failed turns the pipeline amber', async () => {
  cloud.advance(48)
  cloud.faults = [{ service: 'volume', kind: 'status', status: 500 }]
  const before = await readState()
  const variables = { ...cloud.env, CI_PAGES_URL: 'https://group.gitlab.io/project' }
  const run = await runGitlabJob(host, 'pages', variables)
  expect(run, run.log).toMatchObject({ ok: true })
  expect(await readState()).toEqual({
    commits: 1,
    collections: before.collections + 1,
    snapshots: before.snapshots + 1,
  })
  expect(run.log).not.toContain(password)
  expect(await findText(run.published, password)).toEqual([])
  expect(await readFile(join(run.published, '404.html'), 'utf8')).toContain('href="/project/_assets/')
  expect(await readFile(join(run.workspace, 'aether.env'), 'utf8')).toBe('AETHER_EXIT=3\n')
  expect(await runGitlabJob(host, 'sources', { AETHER_EXIT: '3' })).toMatchObject({ ok: false })
  expect(await runGitlabJob(host, 'sources', { AETHER_EXIT: '0' })).toMatchObject({ ok: true })
}, 240_000)

test('a machine beside the cloud collects and pushes; the job, which knows no credentials, builds', async () => {
  const before = await readState()
  const collector = join(host.folder, 'collector')
  await execa('git', ['clone', '--quiet', `file://${host.remote}`, collector])
  await handPackages(host, collector)
  const script = 'npx aether collect --data collected && sh deploy/ci/branch.sh store collected aether-data'
  const env = { ...host.env, ...cloud.env }
  const pushed = await execa('bash', ['-ec', script], { cwd: collector, env, extendEnv: false, all: true })
  expect(pushed.all).toContain('The branch aether-data has the content of collected now.')

  const run = await runGithubJob(host, 'artifacts.yml', { vars: { AETHER_DATA_BRANCH: 'aether-data' } })
  expect(run, run.log).toMatchObject({ ok: true })
  expect(await readState()).toEqual({
    commits: 1,
    collections: before.collections + 1,
    snapshots: before.snapshots + 1,
  })
  const collected = await readJson(join(collector, 'collected'), 'meta.json')
  const shown = await readJson(run.uploaded ?? '', 'data/meta.json')
  expect(shown['collectedAt']).toBe(collected['collectedAt'])

  // Where nothing new was pushed, the next job publishes the same again.
  const state = await readState()
  const again = await runGitlabJob(host, 'pages', { AETHER_DATA_BRANCH: 'aether-data' })
  expect(again, again.log).toMatchObject({ ok: true })
  expect(again.log).toContain('is already published from the same data')
  expect(await readState()).toEqual(state)
  expect(await readJson(again.published, 'data/meta.json')).toEqual(shown)
}, 240_000)

async function expectNoSecret({ log, workspace, temporary, uploaded }: GithubRun): Promise<void> {
  const { text, masked } = readVisibleLog(log)
  expect(masked).toContain(password)
  expect(text).not.toContain(password)
  expect(await findText(uploaded ?? '', password)).toEqual([])
  expect(await findText(join(workspace, 'state'), password)).toEqual([])
  const { stdout } = await execa('stat', ['-c', '%a', join(temporary, 'clouds.yaml')])
  expect(stdout).toBe('600')
}

/** As a host of plain files serves it: no page leads to what is not there, and nothing is packed or a link. */
async function expectWorksBelow(prefix: string, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  expect(entries.filter((entry) => entry.isSymbolicLink() || entry.name.endsWith('.gz'))).toEqual([])
  const server = await serveUnderPrefix(folder, prefix)
  const browser = await openBrowser()
  const { opened, complaints } = await clickThrough(browser, server.url)
  expect(complaints).toEqual([])
  expect(opened).toEqual(expect.arrayContaining(['', 'changes/', 'trends/', 'snapshots/', 'allocation/']))
  await browser.close()
  await server.close()
  const notFound = await readFile(join(folder, '404.html'), 'utf8')
  const [, style = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(notFound) ?? []
  expect(style.startsWith(`${prefix}_assets/`)).toBe(true)
  expect(await readFile(join(folder, style.slice(prefix.length)), 'utf8')).not.toBe('')
}
