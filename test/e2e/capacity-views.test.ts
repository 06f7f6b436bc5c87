import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'

let browser: Browser
let server: PrefixServer
let page: Page
let complaints: string[]
let visit: (url: string) => Promise<void>
let site: string

beforeAll(async () => {
  site = await getBuiltSite('small', fillFromDemoCloud())
  server = await serveUnderPrefix(site, '/some/prefix/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  ;({ page, complaints, visit } = await watchPage(context))
})

afterEach(async () => {
  await page.context().close()
  expect(complaints).toEqual([])
})

test('the summary is switched to zones and aggregates by keyboard, and says when aggregates overlap', async () => {
  await visit(`${server.url}allocation/`)
  const lines = (by: string) =>
    page.getByRole('region', { name: `vCPU by ${by}`, exact: true }).locator('tbody th')
  expect(await lines('tier').first().isVisible()).toBe(true)
  expect(await lines('zone').first().isVisible()).toBe(false)
  await page.getByRole('radio', { name: 'By tier' }).focus()
  await page.keyboard.press('ArrowRight')
  expect(await lines('tier').first().isVisible()).toBe(false)
  const zones = await lines('zone').allInnerTexts()
  expect(zones.at(-1)).toBe('Total')
  expect(zones.length).toBeGreaterThan(2)
  await page.keyboard.press('ArrowRight')
  expect(await page.getByText('A host counts in each of its aggregates').isVisible()).toBe(true)
})

test('the heat map is one tab stop, arrow keys go through it as it looks, and Enter opens the host', async () => {
  await visit(`${server.url}hosts/`)
  const map = page.locator('[data-host-map]')
  const cells = map.locator('a.cell')
  const count = await cells.count()
  expect(count).toBe(8)
  expect(await map.locator('a[tabindex="0"]').count()).toBe(1)
  const focused = () => page.evaluate(() => document.activeElement?.querySelector('b')?.textContent ?? '')
  await cells.first().focus()
  const names = await cells.locator('b').allTextContents()
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe(names[1])
  const detail = map.locator('[data-detail]')
  expect(await detail.textContent()).toMatch(new RegExp(`^${names[1]}: \\d+ of \\d+ vCPU`))
  expect(await map.locator('a[tabindex="0"] b').allTextContents()).toEqual([names[1]])
  await page.keyboard.press('End')
  expect(await focused()).toBe(names.at(-1))
  await page.keyboard.press('Home')
  const boxes = await cells.evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().top))
  await page.keyboard.press('ArrowDown')
  const below = names.indexOf(await focused())
  expect(boxes[below]).toBe(Math.min(...boxes.filter((top) => top > (boxes[0] ?? 0))))
  await page.keyboard.press('Enter')
  await page.waitForURL(/hosts\/[^/]+\/$/)
  expect(await page.locator('h1').innerText()).toContain(names[below])
})

test('the heat map costs less than 300 bytes a host, in words for those who do not see it', async () => {
  const html = await readFile(join(site, 'hosts/index.html'), 'utf8')
  const map = html.slice(html.indexOf('data-host-map'), html.indexOf('data-detail'))
  const cells = map.match(/<li><a .*?<\/li>/gs) ?? []
  expect(cells).toHaveLength(8)
  expect(Math.max(...cells.map((cell) => cell.length))).toBeLessThan(300)
  await visit(`${server.url}hosts/`)
  expect(await auditAccessibility(page)).toEqual([])
})

async function openFullHost(): Promise<void> {
  await visit(`${server.url}hosts/`)
  const href = await page.locator('[data-host-map] a.cell').evaluateAll((cells) => {
    const used = (cell: Element) => Number(cell.getAttribute('title')?.match(/^\d+/)?.[0] ?? 0)
    return (cells as HTMLAnchorElement[]).toSorted((a, b) => used(b) - used(a))[0]?.href
  })
  await visit(href ?? '')
}

test('each run of the vCPU map is told on hover and on focus, with one tab stop for all', async () => {
  await openFullHost()
  const map = page.locator('[data-vcpu-map]')
  const runs = map.locator('[data-run]')
  expect(await runs.count()).toBeGreaterThan(3)
  expect(await map.locator('[data-run][tabindex="0"]').count()).toBe(1)
  const labels = await runs.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label')))
  const detail = map.locator('[data-detail]')
  await runs.first().focus()
  expect(await detail.textContent()).toBe(labels[0])
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  const shape = await runs.nth(2).locator('path').first().getAttribute('d')
  expect(await map.locator('[data-frame]').getAttribute('d')).toBe(shape)
  expect(await detail.textContent()).toBe(labels[2])
  await page.keyboard.press('End')
  expect(await detail.textContent()).toBe(labels.at(-1))
  await page.keyboard.press('Home')
  await runs.nth(1).hover()
  expect(await detail.textContent()).toBe(labels[1])
  await page.keyboard.press('Enter')
  await page.waitForURL(/instances\/\?id=/)
})

test('the vCPU map is saved as an SVG that stands alone, and as a PNG', async () => {
  await openFullHost()
  const save = async (format: string): Promise<Download> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `${format} of the vCPU map` }).click(),
    ])
    return download
  }
  const svg = await save('SVG')
  expect(svg.suggestedFilename()).toMatch(/\.svg$/)
  const text = await readFile(await svg.path(), 'utf8')
  expect(text).not.toMatch(/var\(|\s(class|style|href|data-\S+)=|<script/)
  const used = [...text.matchAll(/url\(([^)]+)\)/g)].map(([, reference = '']) => reference)
  expect(used.length).toBeGreaterThan(0)
  for (const reference of new Set(used)) expect(text).toContain(`id="${reference.slice(1)}"`)
  // Opened alone, it shows every project of the table, and is well-formed.
  const rows = await page.locator('[data-vcpu-map] tbody th').allInnerTexts()
  const alone = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
    const texts = [...parsed.querySelectorAll('text')].map((node) => node.textContent)
    return { errors: parsed.querySelectorAll('parsererror').length, texts }
  }, text)
  expect(alone.errors).toBe(0)
  for (const name of rows)
    expect(alone.texts.some((line) => line.startsWith(`\u2068${name.trim()}\u2069: `))).toBe(true)
  const png = await readFile(await (await save('PNG')).path())
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBe(2 * (640 + 32))
})

test('every chart of Allocation has its table, and is saved as a picture', async () => {
  await visit(`${server.url}allocation/`)
  const charts = page.locator('figure.chart')
  expect(await charts.count()).toBe(4)
  for (const chart of await charts.all()) {
    await chart.scrollIntoViewIfNeeded()
    await chart.locator('summary').click()
    expect(await chart.locator('tbody tr').count()).toBeGreaterThan(0)
    const button = chart.getByRole('button', { name: 'PNG' })
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
    expect(download.suggestedFilename()).toMatch(/\.png$/)
  }
})
