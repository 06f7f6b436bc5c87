import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../../collector/serve.ts'
import { openBrowser } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'

const HOUR = 3_600_000
let browser: Browser
let server: PrefixServer
let site: string
/** When the small site's data was collected. */
let collectedAt: number

beforeAll(async () => {
  site = await getBuiltSite('small', fillFromDemoCloud())
  server = await serveUnderPrefix(site, '/')
  browser = await openBrowser()
  const meta = JSON.parse(await readFile(join(site, 'data/meta.json'), 'utf8')) as { collectedAt: string }
  collectedAt = Date.parse(meta.collectedAt)
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A fresh browser that takes it for `age` milliseconds after the collection. */
async function withPage(
  options: BrowserContextOptions & { age?: number },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { age = 37 * 60_000, ...rest } = options
  const context = await browser.newContext(rest)
  await context.clock.setFixedTime(collectedAt + age)
  await use(await context.newPage())
  await context.close()
}

test.each([
  [37 * 60_000, 'fresh', '37 min ago', 'next about 08:11'],
  [3 * HOUR, 'late', '3 h ago', 'next was due at 08:11'],
  [7 * HOUR, 'stale', '7 h ago', 'next was due at 08:11'],
  [60 * HOUR, 'stale', '2 days ago', 'next was due 2 days ago'],
] as const)('%d ms after the collection the banner is %s', async (age, freshness, told, next) => {
  await withPage({ age }, async (page) => {
    await page.goto(server.url)
    const banner = page.locator('[data-banner]')
    expect(await banner.getAttribute('data-freshness')).toBe(freshness)
    expect(await banner.locator('time').textContent()).toBe('22 Nov 2026, 06:11 UTC')
    expect(await banner.locator('time').getAttribute('datetime')).toBe('2026-11-22T06:11:00Z')
    expect(await banner.locator('[data-banner-age]').textContent()).toBe(told)
    expect(await banner.locator('[data-banner-next]').textContent()).toBe(next)
  })
})

test('without scripts a page says when it was collected, leads everywhere and shows its figures', async () => {
  await withPage({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.goto(server.url)
    // The text is the style sheet's, which innerText does not tell.
    const shown = await page.locator('[data-banner] time').evaluate((time) => ({
      content: getComputedStyle(time, '::before').content,
      width: time.getBoundingClientRect().width,
    }))
    expect(shown.content).toBe('"22 Nov 2026, 06:11 UTC"')
    expect(shown.width).toBeGreaterThan(100)
    const footer = page.locator('.site-footer time')
    expect(await footer.evaluate((time) => getComputedStyle(time, '::before').content)).toBe(
      '"22 Nov 2026, 06:12 UTC"',
    )
    expect(await page.locator('.sources').isVisible()).toBe(false)
    expect(await page.locator('.tiers tbody .capacity').count()).toBeGreaterThan(1)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'About' }).click()
    expect(await page.locator('h1').textContent()).toBe('About this collection')
    expect(await page.getByRole('link', { name: 'About', exact: true }).getAttribute('aria-current')).toBe(
      'page',
    )
  })
})

test('the chosen theme is there before the first paint, is remembered, and goes back to the system’s', async () => {
  await withPage({ colorScheme: 'light' }, async (page) => {
    await page.goto(server.url)
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const light = await ground()
    const button = page.locator('[data-theme-switch]')
    await button.click()
    expect(await ground()).toBe(light)
    await button.click()
    const dark = await ground()
    expect(dark).not.toBe(light)
    // What the document looks like while its body is still to come.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.body) return
        document.documentElement.dataset['early'] = document.documentElement.dataset['theme'] ?? 'none'
        observer.disconnect()
      }).observe(document, { childList: true, subtree: true })
    })
    await page.goto(`${server.url}about/`)
    expect(await page.evaluate(() => document.documentElement.dataset['early'])).toBe('dark')
    expect(await ground()).toBe(dark)
    await button.click()
    expect(await ground()).toBe(light)
    expect(await page.evaluate(() => localStorage.getItem('aether:theme'))).toBeNull()
  })
})

test('an archived page says so, and leads to the same page of its neighbours', async () => {
  const snapshots = ['2026-11-22T041100Z', '2026-11-22T061100Z', '2026-11-22T081100Z']
  const index = { '/x/archive/index.json': JSON.stringify({ schema: 1, snapshots }) }
  const archive = await serveUnderPrefix(site, '/x/archive/2026-11-22T061100Z/', index)
  await withPage({ age: 1000 * HOUR }, async (page) => {
    await page.goto(`${archive.url}volumes/`)
    const banner = page.locator('[data-banner]')
    await banner.getByRole('link', { name: 'Next' }).waitFor()
    expect(await banner.locator('.time').innerText()).toBe('Archived snapshot of 22 Nov 2026, 06:11 UTC')
    expect(await banner.getAttribute('data-freshness')).toBeNull()
    const links = await banner
      .getByRole('link')
      .evaluateAll((anchors) =>
        anchors.map((anchor) => [anchor.textContent, new URL((anchor as HTMLAnchorElement).href).pathname]),
      )
    expect(links.filter(([, path]) => path?.startsWith('/x/archive/2026-11-22T061100Z/') === false)).toEqual([
      ['Newest', '/x/archive/2026-11-22T081100Z/volumes/'],
      ['Previous', '/x/archive/2026-11-22T041100Z/volumes/'],
      ['Next', '/x/archive/2026-11-22T081100Z/volumes/'],
    ])
  })
  await archive.close()
})

test('"?" lists the keys, Escape closes the list, "/" goes to the filter, where both are only characters', async () => {
  await withPage({}, async (page) => {
    await page.goto(`${server.url}instances/`)
    const dialog = page.locator('[data-keys]')
    await page.keyboard.press('?')
    expect(await dialog.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await dialog.isVisible()).toBe(false)
    await page.locator('[data-page-filter]').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('a/?')
    expect(await page.locator('[data-page-filter]').inputValue()).toBe('a/?')
    expect(await dialog.isVisible()).toBe(false)
  })
})

test('on a phone the pages are in a menu, which Escape closes', async () => {
  await withPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async (page) => {
    await page.goto(server.url)
    const menu = page.locator('[data-menu]')
    await menu.locator('summary').click()
    const link = menu.getByRole('link', { name: 'Allocation' })
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await page.keyboard.press('Escape')
    expect(await link.isVisible()).toBe(false)
    await menu.locator('summary').click()
    await link.click()
    expect(await page.locator('h1').textContent()).toBe('Allocation')
  })
})

test.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('nothing moves while the overview loads at $width px', async (viewport) => {
  await withPage({ viewport }, async (page) => {
    await page.addInitScript(() => {
      Object.assign(window, { shifts: 0 })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          Object.assign(window, { shifts: Reflect.get(window, 'shifts') + Reflect.get(entry, 'value') })
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(server.url, { waitUntil: 'networkidle' })
    expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toBe(0)
  })
})

test('an address that does not exist leads back, at any depth below any prefix', async () => {
  const notFound = await readFile(join(site, '404.html'), 'utf8')
  const gone = '/x/y/hosts/gone/deep/'
  const prefixed = await serveUnderPrefix(site, '/x/y/', { [gone]: notFound })
  await withPage({}, async (page) => {
    await page.goto(new URL(gone, prefixed.url).href)
    const link = page.getByRole('link', { name: 'Volumes' })
    await link.waitFor()
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Liberation Sans')
    await link.click()
    await page.waitForURL(`${prefixed.url}volumes/`)
    expect(await page.locator('h1').textContent()).toBe('Volumes')
  })
  await prefixed.close()
})

test('where the server writes the root into the page, no other folder is asked for it', async () => {
  const options = { siteDir: site, archiveDir: null, host: '127.0.0.1', port: 0, orNextPort: false }
  const served = await startServer(options)
  await withPage({}, async (page) => {
    const asked: string[] = []
    page.on('response', (response) => {
      if (!response.ok()) asked.push(new URL(response.url()).pathname)
    })
    await page.goto(`${served.url}hosts/gone/deep/`)
    await page.getByRole('link', { name: 'Volumes' }).click()
    await page.waitForURL(`${served.url}volumes/`)
    expect(asked).toEqual(['/hosts/gone/deep/'])
  })
  await served.close()
})

test('on paper there is no navigation, and the dark theme is left on the screen', async () => {
  await withPage({ colorScheme: 'dark' }, async (page) => {
    await page.goto(server.url)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.locator('.site-header').isVisible()).toBe(false)
    expect(await page.locator('[data-banner] .print-only').innerText()).toContain(
      'collected 22 Nov 2026, 06:11 UTC',
    )
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)')
  })
})

test('a page without table and chart weighs at most 40 kB', async () => {
  await withPage({}, async (page) => {
    const sizes: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    await page.goto(`${server.url}about/`, { waitUntil: 'networkidle' })
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThanOrEqual(40_000)
  })
})
