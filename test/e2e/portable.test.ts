import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { clickThrough } from '../support/click-through.ts'
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

const snapshots = ['2026-11-22T041100Z', '2026-11-22T061100Z']
/** What archived pages ask for to find their neighbours. */
const index = { '/archive/index.json': JSON.stringify({ schema: 1, snapshots }) }

test.each(['/', '/archive/2026-11-22T061100Z/', '/x/y/'])(
  'every page works below %s without a missing file or an error',
  async (prefix) => {
    const server = await serveUnderPrefix(site, prefix, index)
    const { opened, complaints } = await clickThrough(browser, server.url, neighbour)
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
