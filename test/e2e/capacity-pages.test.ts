import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatCount, formatMemoryMb, formatPercent } from '../../src/lib/units.ts'
import { openBrowser } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import {
  evaluate,
  numbersOf,
  readCapacityPage,
  readHandFigures,
  readHandTable,
} from '../support/capacity-by-hand.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'

const FIXTURE = join(import.meta.dirname, '../fixtures/earlier-tool')

let browser: Browser
let server: PrefixServer
let page: Page
let site: string
let document: string

beforeAll(async () => {
  site = await getBuiltSite('earlier-tool', (dataDir) => cp(FIXTURE, dataDir, { recursive: true }))
  server = await serveUnderPrefix(site, '/')
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  document = await readCapacityPage()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** The rows of a table by their first cell; drawings have no text. */
async function readRows(label: string): Promise<Record<string, string[]>> {
  const rows = await page.getByRole('region', { name: label, exact: true }).locator('tbody tr').all()
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()))
  return Object.fromEntries(
    texts.map(([name = '', ...cells]) => [name.trim(), cells.filter((cell) => cell !== '')]),
  )
}

test.each([
  { label: 'vCPU by tier', heading: 'vCPU', format: formatCount },
  { label: 'Memory by tier', heading: 'Memory, MiB', format: formatMemoryMb },
])(
  'Allocation shows the table that docs/capacity.md works out: $label',
  async ({ label, heading, format }) => {
    await page.goto(`${server.url}allocation/`)
    const expected = readHandTable(document, heading).map(({ name, cells }) => {
      const [hosts = 0, capacity = 0, used = 0, ...rest] = cells
      return [
        name,
        [
          formatCount(hosts),
          format(capacity),
          format(used),
          formatPercent(used, capacity),
          ...rest.map(format),
        ],
      ]
    })
    expect(expected).toHaveLength(5)
    expect(await readRows(label)).toEqual(Object.fromEntries(expected))
  },
)

test('summary.json says what docs/capacity.md works out', async () => {
  const summary = numbersOf(JSON.parse(await readFile(join(site, 'api/v1/summary.json'), 'utf8')))
  for (const { path, sum } of readHandFigures(document)) {
    expect(Math.abs(evaluate(sum) / (summary.get(path) ?? NaN) - 1), `${path} = ${sum}`).toBeLessThan(1e-9)
  }
})

test('Overview shows the same tiers, and what is left of them', async () => {
  await page.goto(server.url)
  const rows = await page.getByRole('region', { name: 'Capacity by tier' }).locator('tbody').all()
  const shown = await Promise.all(rows.map((row) => row.innerText()))
  const finals = readHandTable(document, 'vCPU')
    .filter(({ name }) => name !== 'All shared')
    .map(({ cells }) => formatCount(cells.at(-1) ?? NaN))
  expect(shown).toHaveLength(4)
  for (const [index, final] of finals.entries()) expect(shown[index]).toMatch(new RegExp(`\\t${final}\\n`))
})

test('a saved map brings the patterns of the page with it, as what is reserved is drawn with them', async () => {
  await page.goto(`${server.url}hosts/cloud-node-37/`)
  // 18 vCPUs in three instances of the list, 156 that it does not list, and all 18 that are free are promised.
  const runs = page.locator('[data-run]')
  expect(
    await runs.evaluateAll((nodes) => nodes.slice(-2).map((node) => node.getAttribute('aria-label'))),
  ).toEqual(['Used, by no instance in the list: 156 vCPU', 'Reserved: 18 vCPU'])
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'SVG of the vCPU map' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain('fill="url(#pattern-reserved)"')
  expect(text.match(/<pattern id="pattern-reserved"/g)).toHaveLength(1)
})
