import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, readTexts, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { listPages } from '../support/site-pages.ts'

let browser: Browser
let server: PrefixServer
let pages: string[]

beforeAll(async () => {
  const site = await getBuiltSite('small', fillFromDemoCloud())
  pages = await listPages(site)
  server = await serveUnderPrefix(site, '/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]
const themes = ['light', 'dark'] as const
const looks = sizes.flatMap((viewport) => themes.map((colorScheme) => ({ viewport, colorScheme })))

/** What a number that is none looks like when it is shown. */
const NO_FIGURE = /\bNaN\b|\bundefined\b|\bInfinity\b|\[object Object\]/

test.each(looks)(
  'at $viewport.width px, $colorScheme: no error, no missing file, nothing inaccessible, nothing too wide, no figure that is none',
  async (look) => {
    const context = await browser.newContext(look)
    const { page, complaints, visit } = await watchPage(context)
    for (const path of pages) {
      await visit(server.url + path)
      complaints.push(...(await auditAccessibility(page)).map((violation) => `${path}: ${violation}`))
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > look.viewport.width) complaints.push(`${path}: ${width} px wide`)
      const wrong = (await readTexts(page)).match(NO_FIGURE)
      if (wrong) complaints.push(`${path}: shows "${wrong[0]}"`)
    }
    await context.close()
    expect(complaints).toEqual([])
  },
  240_000,
)
