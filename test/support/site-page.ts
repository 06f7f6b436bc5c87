import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { openBrowser, watchPage } from './browser.ts'
import { type PrefixServer, serveUnderPrefix } from './prefix-server.ts'

export interface SiteTest {
  /** A new one for each test. */
  page: Page
  context: BrowserContext
  browser: Browser
  /** What the page complained of so far. A test that provokes it empties it. */
  complaints: string[]
  server: PrefixServer
  /** The built site's folder. */
  site: string
}

/** For a whole test file: a served site, and for each test a page on which nothing may be complained of. */
export function useSite(getSite: () => Promise<string>, options: BrowserContextOptions = {}): SiteTest {
  // Filled before the first test runs.
  const test = {} as SiteTest
  beforeAll(async () => {
    test.site = await getSite()
    test.server = await serveUnderPrefix(test.site, '/some/prefix/')
    test.browser = await openBrowser()
  })
  afterAll(async () => {
    await test.browser.close()
    await test.server.close()
  })
  beforeEach(async () => {
    test.context = await test.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    const { page, complaints } = await watchPage(test.context)
    Object.assign(test, { page, complaints })
  })
  afterEach(async () => {
    await test.context.close()
    expect(test.complaints).toEqual([])
  })
  return test
}
