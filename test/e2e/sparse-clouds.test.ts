import { copyFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, readTexts, watchPage } from '../support/browser.ts'
import { type FillData, getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { serveUnderPrefix } from '../support/prefix-server.ts'
import { listPages } from '../support/site-pages.ts'

const required = ['aio.csv', 'allocation.txt']

const fillOneHost = fillFromDemoCloud({ hosts: 1, servers: 1, volumes: 1, projects: 1, hostileNames: false })

/** What the collector writes of a cloud that has nothing in it yet. */
const fillEmpty = fillFromDemoCloud({ hosts: 0, servers: 0, volumes: 0, projects: 1, hostileNames: false })

/** No Cinder, no Ceph, no Placement, no meta.json: the two files without which there is no site. */
const fillBare: FillData = async (dataDir) => {
  await fillFromDemoCloud({ hosts: 2, servers: 6, hostileNames: false })(dataDir)
  const others = (await readdir(dataDir)).filter((name) => !required.includes(name))
  for (const name of others) await rm(join(dataDir, name), { recursive: true })
}

const fillEarlierTool: FillData = async (dataDir) => {
  const fixture = join(import.meta.dirname, '../fixtures/earlier-tool')
  for (const name of await readdir(fixture)) await copyFile(join(fixture, name), join(dataDir, name))
}

/** The samples that the earlier tool's documentation shows. */
const fillSamples: FillData = async (dataDir) => {
  const header =
    'Project|ID|Name|Status|Power State|Networks|Image Name|Image ID|Flavor Name|Flavor ID|Host|CPU|RAM'
  const files = {
    'aio.csv': `${header}\nops|1|web|ACTIVE|Running|net=10.0.0.1|debian|i1|m1.small|f1|compute-01|2|4G\n`,
    'allocation.txt': '1 compute-01 enabled up 15 10 20480 10240\n',
    'ratio.txt': 'compute-01, 4, 1.5\n',
    'cephdf.txt': 'TOTAL  6246G  4500G  1746G  1746G  27.95\n',
    'volumes.json': '[{"ID":"vol-123","Name":"test-volume","Status":"in-use","Size":10,"Bootable":"true"}]',
    'reserved.json': '{"compute-01":{"CPU":"2","RAM":"4096","Kebutuhan":"test"}}',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, name), text)
}

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test.each([
  { cloud: 'one host', name: 'one-host', fill: fillOneHost },
  { cloud: 'nothing at all', name: 'empty', fill: fillEmpty },
  { cloud: 'no volumes, Ceph, Placement or ratios', name: 'bare', fill: fillBare },
  { cloud: "the earlier tool's files", name: 'earlier-tool', fill: fillEarlierTool },
  { cloud: "the samples of the earlier tool's documentation", name: 'samples', fill: fillSamples },
])(
  'a cloud of $cloud has whole pages without wrong figures',
  async ({ name, fill }) => {
    const site = await getBuiltSite(name, fill)
    const pages = await listPages(site)
    const server = await serveUnderPrefix(site, '/')
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const { page, complaints, visit } = await watchPage(context)
    for (const path of pages) {
      await visit(server.url + path)
      const wrong = (await readTexts(page)).match(
        /.{0,40}(\bNaN\b|\bundefined\b|Infinity|\[object Object\]).{0,20}/,
      )
      if (wrong) complaints.push(`${path}: shows "${wrong[0]}"`)
      complaints.push(...(await auditAccessibility(page)).map((violation) => `${path}: ${violation}`))
    }
    await context.close()
    await server.close()
    expect(pages).toContain('instances/')
    expect(complaints).toEqual([])
  },
  120_000,
)
