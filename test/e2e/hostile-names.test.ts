import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, readTexts, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillHostile, hostileNames } from '../support/hostile-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { listPages } from '../support/site-pages.ts'

let browser: Browser
let server: PrefixServer
let pages: string[]

beforeAll(async () => {
  const site = await getBuiltSite('hostile', fillHostile)
  pages = await listPages(site)
  server = await serveUnderPrefix(site, '/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** What a name would have left behind, had it been more than text. */
function findInjected(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const marker = (globalThis as unknown as { pwned?: unknown }).pwned
    const elements = document.querySelectorAll(
      'iframe, img[src="x"], svg[onload], [onerror], a[href^="javascript:"]',
    )
    return marker ?? (elements.length > 0 ? [...elements].map((element) => element.outerHTML) : null)
  })
}

/** Tool tips and hover cards are made of names as well. */
function pointAtEverything(): void {
  for (const element of document.querySelectorAll('[role=gridcell], svg *, [title], button')) {
    for (const type of ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'focus']) {
      element.dispatchEvent(new MouseEvent(type, { bubbles: true }))
    }
  }
}

test('hostile names run nothing and add nothing on any page', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 2400 } })
  const { page, complaints, visit } = await watchPage(context)
  for (const path of pages) {
    await visit(server.url + path)
    await page.evaluate(pointAtEverything)
    expect(await findInjected(page), path).toBe(null)
  }
  await context.close()
  expect(complaints).toEqual([])
}, 120_000)

test('hostile names show as they are', async () => {
  const context = await browser.newContext({ viewport: { width: 3000, height: 2400 } })
  const { page, visit } = await watchPage(context)
  await visit(`${server.url}instances/`)
  const texts = (await readTexts(page)).replace(/\s+/g, ' ')
  const missing = hostileNames.filter((name) => !texts.includes(name.replace(/\s+/g, ' ').trim()))
  await context.close()
  expect(missing).toEqual([])
})

test('the page of a hostile instance opens and shows its text', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1600 } })
  const { page, complaints, visit } = await watchPage(context)
  const response = await fetch(`${server.url}api/v1/instances.json`)
  const { instances } = (await response.json()) as { instances: { id: string; name: string }[] }
  for (const { id } of instances.slice(0, hostileNames.length)) {
    await visit(`${server.url}instances/?id=${id}`)
    expect(await findInjected(page), id).toBe(null)
  }
  await context.close()
  expect(complaints).toEqual([])
}, 120_000)

test('a plan of hostile instances runs nothing, and shows their text', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1600 } })
  const { page, complaints, visit } = await watchPage(context)
  await visit(`${server.url}migration/?use=spares*reserved*zones`)
  const hosts = await page
    .getByLabel('From host')
    .locator('option')
    .evaluateAll((options) => options.flatMap((option) => (option as HTMLOptionElement).value || []))
  for (const host of hosts) {
    await page.getByLabel('From host').selectOption(host)
    const all = page.getByRole('button', { name: 'Empty this host' })
    if (await all.isEnabled()) await all.click()
    await page.evaluate(pointAtEverything)
    expect(await findInjected(page), host).toBe(null)
  }
  const shown = await page
    .locator('.plan-move .plan-name')
    .evaluateAll((names) => names.map((name) => name.textContent))
  expect(shown.filter((name) => hostileNames.includes(name ?? '')).length).toBeGreaterThan(hosts.length)
  await context.close()
  expect(complaints).toEqual([])
}, 120_000)
