import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillHostile, hostileNames } from '../support/hostile-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { openTable } from '../support/table-page.ts'

const reversed = hostileNames.find((name) => name.includes('\u202E')) ?? ''
let browser: Browser
let server: PrefixServer
let page: Page

beforeAll(async () => {
  server = await serveUnderPrefix(await getBuiltSite('hostile', fillHostile), '/')
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await openTable(page, `${server.url}instances/?q=reversed&cols=name,networks,tags,flavor`)
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

test('a character that turns the direction of writing has a mark, and stays in the text', async () => {
  const cell = page.locator('[tabulator-field=name]', { hasText: 'reversed' }).first()
  expect(await cell.textContent()).toBe(reversed)
  const marks = cell.locator('.control')
  expect(await marks.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-name')))).toEqual([
    'RLO',
    'PDF',
  ])
  expect((await marks.first().boundingBox())?.width).toBeGreaterThan(8)
})

test('what follows it in the cell is written from left to right', async () => {
  const network = page.locator('[tabulator-field=networks] .dt-network', { hasText: 'reversed' }).first()
  // Each character of the address further to the right than the one before.
  const lefts = await network.evaluate((node) => {
    const text = [...node.childNodes].find((child) => child.textContent?.includes('10.0.0.1'))
    const range = document.createRange()
    return Array.from('10.0.0.1', (_, index) => {
      range.setStart(text ?? node, index)
      range.setEnd(text ?? node, index + 1)
      return range.getBoundingClientRect().left
    })
  })
  expect(lefts).toHaveLength(8)
  expect(lefts).toEqual(lefts.toSorted((a, b) => a - b))
  expect(new Set(lefts).size).toBe(8)
})
