import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EncodedTable } from '../../src/lib/table/encode.ts'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { readWorkbook } from '../support/read-workbook.ts'
import { openTable, readRows } from '../support/table-page.ts'

let site: string
let browser: Browser
let server: PrefixServer
let page: Page

beforeAll(async () => {
  site = await getBuiltSite('small', fillFromDemoCloud())
  server = await serveUnderPrefix(site, '/some/prefix/')
  browser = await openBrowser()
  ;({ page } = await watchPage(await browser.newContext({ acceptDownloads: true })))
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

test('one workbook holds every table of the site, from the menu and from About', async () => {
  await openTable(page, `${server.url}volumes/`)
  await page.getByRole('button', { name: 'Export' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Whole site/ }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toMatch(/^sgp1-2026-11-22T061100Z\.xlsx$/)
  const { title, sheets } = await readWorkbook(await readFile(await download.path()))
  expect(title).toBe('SGP1')
  const sizes = new Map(sheets.map(({ name, rows }) => [name, rows.length - 1]))
  const files = await readdir(join(site, 'rows'))
  const tables = await Promise.all(
    files
      // What changed is of the history, and not of the data that the workbook is made from.
      .filter((file) => file.endsWith('.json') && file !== 'changes.json')
      .map(async (file): Promise<EncodedTable> =>
        JSON.parse(await readFile(join(site, 'rows', file), 'utf8')),
      ),
  )
  expect(tables.length).toBeGreaterThanOrEqual(4)
  for (const table of tables) expect([table.title, sizes.get(table.title)]).toEqual([table.title, table.rows])
  const contents = sheets[0]?.rows.slice(1).map(([sheet, rows]) => [sheet?.value, rows?.value])
  expect(contents).toEqual([...sizes].slice(1))
  expect([...sizes.keys()]).toEqual([
    'Contents',
    'Instances',
    'Volumes',
    'Volumes by project',
    'Flavors',
    'Hosts',
    'Projects',
    'Summary by tier',
    'Capacity of each host',
    'Placement findings',
    'Storage',
    'Storage pools',
  ])
  const instances = await readRows(site, 'instances')
  const named = sheets[1]?.rows.slice(1).map((row) => row[2]?.value)
  expect(new Set(named)).toEqual(new Set(instances.map(({ name }) => name)))

  await page.goto(`${server.url}about/`)
  const again = page.waitForEvent('download')
  await page.getByRole('link', { name: /\.xlsx$/ }).click()
  const file = await readFile(await (await again).path())
  expect(file.equals(await readFile(join(site, 'exports/aether.xlsx')))).toBe(true)
})
