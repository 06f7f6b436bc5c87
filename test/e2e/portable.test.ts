import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { serveUnderPrefix } from '../support/prefix-server.ts'

let browser: Browser
let site: string

beforeAll(async () => {
  site = await getBuiltSite('small', fillFromDemoCloud())
  browser = await openBrowser()
})

afterAll(() => browser.close())

/** The snapshot before, to which an archived page leads. */
const neighbour = /\/archive\/2026-11-22T041100Z\//

/** Opens the page, and every page that it leads to; returns the paths below `root`. */
async function clickThrough(root: string): Promise<{ opened: string[]; complaints: string[] }> {
  const context = await browser.newContext()
  const { page, complaints, visit } = await watchPage(context)
  const waiting = [root]
  const opened = new Set<string>()
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (opened.has(url)) continue
    opened.add(url)
    await visit(url)
    const links = await page.$$eval('a', (anchors) =>
      // A link inside a drawing has no `href` of its own kind; resolving the attribute works for both.
      anchors.flatMap((anchor) => {
        const written = anchor.getAttribute('href')
        return written === null ? [] : [new URL(written, document.baseURI).href]
      }),
    )
    for (const link of links.map((href) => href.replace(/[?#].*$/, ''))) {
      if (!link.startsWith('http') || opened.has(link)) continue
      if (neighbour.test(link)) continue
      if (!link.startsWith(root)) complaints.push(`${url}: leads out of the site, to ${link}`)
      // Files are downloads: that they are there is asked without opening them.
      if (link.endsWith('/')) waiting.push(link)
      else {
        opened.add(link)
        const { status } = await fetch(link, { method: 'HEAD' })
        if (status !== 200) complaints.push(`${url}: links to ${link}: ${status}`)
      }
    }
  }
  await context.close()
  return { opened: [...opened].map((url) => url.slice(root.length)), complaints }
}

const snapshots = ['2026-11-22T041100Z', '2026-11-22T061100Z']
/** What archived pages ask for to find their neighbours. */
const index = { '/archive/index.json': JSON.stringify({ schema: 1, snapshots }) }

test.each(['/', '/archive/2026-11-22T061100Z/', '/x/y/'])(
  'every page works below %s without a missing file or an error',
  async (prefix) => {
    const server = await serveUnderPrefix(site, prefix, index)
    const { opened, complaints } = await clickThrough(server.url)
    await server.close()
    expect(complaints).toEqual([])
    for (const page of [
      'instances/',
      'volumes/',
      'flavors/',
      'allocation/',
      'hosts/',
      'projects/',
      'about/',
    ]) {
      expect(opened).toContain(page)
    }
    expect(opened.filter((path) => /^hosts\/.+\/$/.test(path)).length).toBe(8)
    expect(opened.filter((path) => /^projects\/.+\/$/.test(path)).length).toBeGreaterThanOrEqual(6)
  },
  120_000,
)
