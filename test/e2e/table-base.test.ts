import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pruneArchive } from '../../collector/archive/prune.ts'
import { buildSite } from '../../collector/build.ts'
import { collect } from '../../collector/collect.ts'
import { startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { refresh } from '../../collector/refresh.ts'
import { listReleases } from '../../collector/store/releases.ts'
import { type StatePaths, statePaths } from '../../collector/store/state.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { cellOf, decodeTable } from '../../src/lib/table/decode.ts'
import { encodeTable, type EncodedTable } from '../../src/lib/table/encode.ts'
import type { BasedTable, TableBase } from '../../src/lib/table/encoded.ts'
import { instancesTable } from '../../src/lib/table/tables/instances.ts'
import { volumesTable } from '../../src/lib/table/tables/volumes.ts'
import { openBrowser, watchPage } from '../support/browser.ts'
import { refreshOptionsOf } from '../support/demo-refresh.ts'
import { serveUnderPrefix } from '../support/prefix-server.ts'
import { readSiteRows } from '../support/site-rows.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

// Rows of so many are two files, and those of the second collection refer to the base of the first.
const SIZE = { hosts: 24, servers: 1200, volumes: 1100, projects: 12 }

let state: StatePaths
let sites: string[]
let browser: Browser

beforeAll(async () => {
  state = statePaths(await makeTemporaryFolder('base'))
  const cloud = await startDemoCloud({ ...SIZE, start: new Date('2026-11-22T06:11:00Z') })
  // The first one stays as it is, to be read here.
  const thin = async () => ({ thinned: [], failed: [] })
  const effects = { clock: () => cloud.now(), collect, build: buildSite, prune: pruneArchive, thin }
  for (const hours of [0, 12]) {
    cloud.advance(hours)
    await refresh(refreshOptionsOf(cloud, state), effects)
  }
  await cloud.close()
  sites = (await listReleases(state.root)).map((name) => join(state.archive, name, 'site'))
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser.close()
})

async function readJson<T>(...path: string[]): Promise<T> {
  return JSON.parse(await readFile(join(...path), 'utf8')) as T
}

function cellsOf(encoded: EncodedTable) {
  const table = decodeTable(encoded, () => '')
  const rows = Array.from({ length: table.rows }, (_, row) => row)
  return table.columns.map((column) => [column.key, rows.map((row) => cellOf(column, row))])
}

test('the second site has the base of the first, and its rows are those of its own data', async () => {
  const [first = '', second = ''] = sites
  const names = (site: string) => readdir(join(site, 'rows/base'))
  expect(await names(second)).toEqual(await names(first))
  expect((await names(second)).filter((name) => !name.endsWith('.gz'))).toHaveLength(2)

  const snapshot = await loadSnapshot(join(second, '../data'))
  const cloud = deriveCloud(snapshot, defaultConfig)
  const context = { site: '', part: null, timeZone: 'UTC' }
  const expected = {
    instances: encodeTable(instancesTable(cloud), snapshot.instances, context),
    volumes: encodeTable(volumesTable(cloud), snapshot.volumes ?? [], context),
  }
  for (const name of ['instances', 'volumes'] as const) {
    const table = await readJson<BasedTable>(second, `rows/${name}.json`)
    const base = await readJson<TableBase>(second, table.base.src)
    expect(await readJson(first, table.base.src)).toEqual(base)
    expect(table.base.from.length).toBeGreaterThan(2)
    expect(cellsOf(await readSiteRows(second, name))).toEqual(cellsOf(expected[name]))
  }
})

test('the page shows what came since, and not what went', async () => {
  const [before = [], after = []] = await Promise.all(
    sites.map(async (site) => (await loadSnapshot(join(site, '../data'))).instances),
  )
  const [earlier, later] = [before, after].map((rows) => new Set(rows.map(({ id }) => id)))
  const created = after.find(({ id }) => !earlier?.has(id))
  const deleted = before.find(({ id }) => !later?.has(id))
  expect(created && deleted).toBeTruthy()

  const server = await serveUnderPrefix(sites[1] ?? '', '/')
  const context = await browser.newContext()
  const { page, complaints } = await watchPage(context)
  await page.goto(`${server.url}instances/?q=id:${created?.id}`)
  await page
    .getByText(created?.name ?? '')
    .first()
    .waitFor()
  await page.locator('.dt-count', { hasText: `1 of ${after.length.toLocaleString('en')}` }).waitFor()
  await page.goto(`${server.url}instances/?q=id:${deleted?.id}`)
  await page.locator('.dt-count', { hasText: `0 of ${after.length.toLocaleString('en')}` }).waitFor()
  await page.goto(`${server.url}migration/`)
  await page.getByRole('heading', { name: 'Migration', level: 1 }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
  await server.close()
})

test('a base that went away between the two files, as with a switch of the site, is asked for once more', async () => {
  const server = await serveUnderPrefix(sites[1] ?? '', '/')
  const context = await browser.newContext()
  const { page } = await watchPage(context)
  let gone = true
  await page.route('**/rows/base/instances-*', (route) =>
    gone ? route.fulfill({ status: 404 }) : route.continue(),
  )
  let asked = 0
  await page.route('**/rows/instances.json', (route) => {
    asked += 1
    gone = asked < 2
    return route.continue()
  })
  await page.goto(`${server.url}instances/`)
  await page.locator('[data-ready]').waitFor()
  await context.close()
  await server.close()
})
