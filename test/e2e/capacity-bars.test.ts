import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { openTable } from '../support/table-page.ts'

let browser: Browser
let server: PrefixServer
let page: Page

beforeAll(async () => {
  server = await serveUnderPrefix(await getBuiltSite('small', fillFromDemoCloud()), '/')
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

test.each(['allocation/', ''])('on /%s what hosts that are down have free is drawn apart', async (path) => {
  await page.goto(server.url + path)
  const bars = page.locator('table svg[aria-label*=" unavailable"]')
  expect(await bars.count()).toBeGreaterThan(0)
  expect(await bars.first().locator('rect.capacity-unavailable').count()).toBe(1)
  expect(await page.getByLabel('Parts of a capacity bar').innerText()).toContain('Unavailable')
})

test('a bar says the figure of its row', async () => {
  await page.goto(`${server.url}allocation/`)
  const rows = await page.locator('.tier-summary tbody tr').all()
  expect(rows.length).toBeGreaterThan(4)
  for (const row of rows) {
    // The groupings that are not chosen have the same bars.
    const cell = (await row.locator('td').nth(5).textContent()) ?? ''
    const label = (await row.locator('svg').getAttribute('aria-label')) ?? ''
    expect(label.includes(`${cell} unavailable`)).toBe(!/^0\b/.test(cell))
  }
})

test('flags of a host are not cut off, two of them neither', async () => {
  await openTable(page, `${server.url}hosts/`)
  const lists = page.locator('[tabulator-field="flags"] .dt-list')
  expect(await lists.count()).toBeGreaterThan(0)
  const cut = await lists.evaluateAll((nodes) =>
    nodes
      .filter((node) => {
        const cell = node.closest('.tabulator-cell')
        return cell !== null && node.getBoundingClientRect().right > cell.getBoundingClientRect().right
      })
      .map((node) => node.textContent),
  )
  expect(cut).toEqual([])
})
