import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { cellOf, decodeTable } from '../../src/lib/table/decode.ts'
import { cellText } from '../../src/lib/table/cell-text.ts'

/** A row's texts by column. */
export type Row = Record<string, string>

/** Opens a page with a table and waits for its first rows. */
export async function openTable(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('[data-ready]').waitFor()
}

/** The rows of a table as the site serves them. */
export async function readRows(site: string, name: string): Promise<Row[]> {
  const table = decodeTable(JSON.parse(await readFile(join(site, 'rows', `${name}.json`), 'utf8')))
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
