import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll } from 'vitest'
import { cellOf, decodeTable } from '../../src/lib/table/decode.ts'
import { cellText } from '../../src/lib/table/cell-text.ts'
import { getBuiltSite } from './built-site.ts'
import { fillFromDemoCloud } from './demo-data.ts'
import { type SiteTest, useSite } from './site-page.ts'
import { readSiteRows } from './site-rows.ts'

/** A row's texts by column. */
export type Row = Record<string, string>

export interface TableTest extends SiteTest {
  /** Every instance of the site. */
  instances: Row[]
  /** Opens a page with a table and waits for its first rows. */
  open(path: string): Promise<void>
}

/** As many instances as a table is used with, on few hosts, so that the site is built in seconds. */
export const LARGE = { hosts: 40, servers: 10_000, volumes: 2_000, projects: 20 }

/** For a whole test file: the site of a cloud of 10,000 instances, and for each test a page on which nothing may be complained of. */
export function useTables(options: BrowserContextOptions = {}): TableTest {
  const site = useSite(() => getBuiltSite('tables', fillFromDemoCloud(LARGE)), options)
  const test = Object.assign(site, {
    instances: [] as Row[],
    open: (path: string) => openTable(site.page, site.server.url + path),
  })
  beforeAll(async () => {
    test.instances = await readRows(test.site, 'instances')
  })
  return test
}

/** Opens a page with a table and waits for its first rows. */
export async function openTable(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('[data-ready]').waitFor()
}

/** The rows of a table as the site serves them. */
export async function readRows(site: string, name: string): Promise<Row[]> {
  const table = decodeTable(await readSiteRows(site, name), () => '')
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(
      table.columns.map((column) => [column.key, cellText(column, cellOf(column, row), table.timeZone)]),
    ),
  )
}

/** Texts of a column's cells from the top, as far as the grid has drawn them. */
export function cellTexts(page: Page, key: string): Promise<string[]> {
  return page.locator(`.tabulator-row [tabulator-field="${key}"]`).allTextContents()
}

/** "12 of 80 instances" as [12, 80], "80 instances" as [80, 80]. */
export async function readCount(page: Page): Promise<[number, number]> {
  const text = (await page.locator('.dt-count').innerText()).replaceAll(',', '')
  const numbers = (text.match(/\d+/g) ?? []).map(Number)
  return [numbers[0] ?? NaN, numbers.at(-1) ?? NaN]
}

export function readQuery(page: Page): Promise<string> {
  return page.locator('[data-page-filter]').inputValue()
}
