import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { cellTexts, openTable, readQuery, type Row, readRows } from '../support/table-page.ts'

let browser: Browser
let server: PrefixServer
let context: BrowserContext
let page: Page
let complaints: string[]
let instances: Row[]

beforeAll(async () => {
  const site = await getBuiltSite('small', fillFromDemoCloud())
  instances = await readRows(site, 'instances')
  server = await serveUnderPrefix(site, '/some/prefix/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  ;({ page, complaints } = await watchPage(context))
})

afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

function open(path: string): Promise<void> {
  return openTable(page, server.url + path)
}

describe('the details of a row', () => {
  test('open by keyboard, are a link, and give the focus back', async () => {
    await open('instances/?q=status:active')
    await page.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const id = (await cellTexts(page, 'id'))[1]
    await page.waitForURL(new RegExp(`id=${id}`))
    const panel = page.getByRole('dialog', { name: /^Details of/ })
    expect(await panel.innerText()).toContain(`openstack server show ${id}`)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^instances-row-\d+$/)
    await page.waitForURL(/^(?!.*id=)/)
  })

  test('show what is hidden in the table, and lead to the volume', async () => {
    const withVolume = instances.find(({ volumes }) => volumes !== '')
    await open(`instances/?id=${withVolume?.id}`)
    const panel = page.getByRole('dialog', { name: /^Details of/ })
    expect(await panel.innerText()).toContain('Project ID')
    await panel.locator('a[href*="volumes/"]').first().click()
    await page.waitForURL(/volumes\/\?id=/)
    await page
      .getByRole('dialog', { name: /^Details of/ })
      .getByText('Attached to')
      .waitFor()
  })

  test('are a step of the history: Back closes them, and closing leaves none behind', async () => {
    await open('flavors/')
    await open('instances/')
    const steps = () => page.evaluate(() => history.length)
    const before = await steps()
    const panel = page.getByRole('dialog', { name: /^Details of/ })
    await page.getByLabel('Filter instances').fill('status:active')
    await page.locator('.tabulator-row').first().click()
    await panel.waitFor()
    expect(await steps()).toBe(before + 1)
    await page.goBack()
    await panel.waitFor({ state: 'detached' })
    expect(await readQuery(page)).toBe('status:active')
    await page.goForward()
    await panel.waitFor()
    // What changes beside the open details is kept when they close.
    await page.getByLabel('Filter instances').fill('status:error')
    await page.getByRole('button', { name: 'Close the details' }).click()
    await page.waitForURL(/^(?!.*[?&]id=).*q=status(:|%3A)error/)
    expect(await readQuery(page)).toBe('status:error')
    await page.goBack()
    await page.waitForURL(/flavors\/$/)
  })

  test('say so where there is no such row', async () => {
    await open('instances/?id=gone')
    await page.getByText('This collection has no instance with the id').waitFor()
  })
})
