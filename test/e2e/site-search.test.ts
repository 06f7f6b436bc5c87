import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { makeSearchRecords } from '../../src/lib/search-records.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, type Watched, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillHostile, hostileNames } from '../support/hostile-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { find, readGroups } from '../support/site-search.ts'
import { indexRecords } from '../support/search-index.ts'

const FIXTURE = new URL('../fixtures/earlier-tool/', import.meta.url).pathname
/** Of broker-2, which is on cloud-node-30 with 10.30.40.11. */
const BROKER_ID = '3064e211-383d-50fd-94b3-81db08fd5e48'

let browser: Browser
let site: string

beforeAll(async () => {
  site = await getBuiltSite('earlier-tool', (dataDir) => cp(FIXTURE, dataDir, { recursive: true }))
  browser = await openBrowser()
})

afterAll(() => browser.close())

async function withPage(
  folder: string,
  prefix: string,
  use: (watched: Watched, server: PrefixServer) => Promise<void>,
) {
  const server = await serveUnderPrefix(folder, prefix)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    await use(await watchPage(context), server)
  } finally {
    await context.close()
    await server.close()
  }
}

test.each(['/', '/archive/2026-11-22T061100Z/'])('everything is found below %s', async (prefix) => {
  await withPage(site, prefix, async (watched, server) => {
    const { page, complaints } = watched
    await watched.visit(`${server.url}hosts/cloud-node-30/`)
    await page.keyboard.press('Control+k')
    expect(await find(page, 'broker-2')).toEqual(['Instances: broker-2', 'Volumes: broker-2-disk'])
    expect(await find(page, BROKER_ID)).toEqual(['Instances: broker-2'])
    expect(await find(page, BROKER_ID.slice(0, 6))).toEqual(['Instances: broker-2'])
    expect(await find(page, '10.30.40.11')).toEqual(['Instances: broker-2'])
    expect(await find(page, '10.30.40')).toEqual([
      'Instances: broker-1, broker-2, connector-1, connector-2, query-1',
    ])
    expect(await find(page, 'cloud-node-37')).toEqual([
      'Hosts: cloud-node-37',
      'Instances: document-db-1, document-db-2, object-store',
    ])
    for (const words of ['node-37', 'cloud node-37', 'NODE-37']) {
      expect(await find(page, words)).toEqual([
        'Hosts: cloud-node-37',
        'Instances: document-db-1, document-db-2, object-store',
      ])
    }
    expect((await find(page, 'db-1'))[0]).toBe('Instances: assistant-db-1, document-db-1')
    expect(await find(page, 'document db-1')).toEqual(await find(page, 'document-db-1'))
    expect((await find(page, 'streaming'))[0]).toBe('Projects: streaming')
    expect(await find(page, 'xlarge')).toEqual(['Flavors: xlarge-16cpu-64gb'])
    expect(await find(page, 'no such thing')).toEqual([])
    expect(await find(page, '10.30.40.119')).toEqual([])
    expect(complaints).toEqual([])
  })
})

test('the index of a large cloud is in parts, and finds the same', async () => {
  const parted = await mkdtemp(join(tmpdir(), 'aether-parts-'))
  await cp(site, parted, { recursive: true })
  await rm(join(parted, 'pagefind'), { recursive: true })
  const cloud = deriveCloud(await loadSnapshot(FIXTURE), defaultConfig)
  await indexRecords(makeSearchRecords(cloud), join(parted, 'pagefind'), {
    undivided: 8,
    recordsAPart: 8,
    few: 10,
  })
  const parts = JSON.parse(await readFile(join(parted, 'pagefind/parts.json'), 'utf8')) as {
    kinds: string[]
  }[]
  expect([...new Set(parts.map(({ kinds }) => kinds.join()))]).toEqual([
    'Project,Flavor',
    'Host',
    'Instance',
    'Volume',
  ])
  expect(parts.length).toBeGreaterThan(8)
  await withPage(parted, '/', async (watched, server) => {
    const { page, complaints } = watched
    await watched.visit(server.url)
    await page.keyboard.press('Control+k')
    expect(await find(page, 'cloud-node-37')).toEqual([
      'Hosts: cloud-node-37',
      'Instances: document-db-1, document-db-2, object-store',
    ])
    expect(await find(page, BROKER_ID)).toEqual(['Instances: broker-2'])
    expect((await find(page, '10.20.30'))[0]).toMatch(/^Instances: /)
    expect(await page.locator('.search-status').textContent()).toBe('19 found')
    expect(await find(page, '10.20.30.99')).toEqual([])
    expect(complaints).toEqual([])
  })
  await rm(parted, { recursive: true })
})

test('keyboard alone: open, choose, go, come back', async () => {
  await withPage(site, '/x/y/', async (watched, server) => {
    const { page, complaints } = watched
    await watched.visit(`${server.url}about/`)
    const opener = page.locator('[data-open-search]')
    await opener.focus()
    await page.keyboard.press('Enter')
    const input = page.getByRole('combobox', { name: 'Search the site' })
    await input.waitFor()
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)

    await page.keyboard.press('Control+k')
    await find(page, 'cloud-node-37')
    const selected = () => page.locator('[role=option][aria-selected=true] .search-title').textContent()
    expect(await selected()).toBe('cloud-node-37')
    await page.keyboard.press('ArrowDown')
    expect(await selected()).toMatch(/^document-db/)
    expect(await input.getAttribute('aria-activedescendant')).toBe('search-Instance-0')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await selected()).toBe('object-store')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${server.url}hosts/cloud-node-37/`)
    expect(complaints).toEqual([])
  })
})

test('facets narrow to one kind and show more of it', async () => {
  await withPage(site, '/', async (watched, server) => {
    const { page } = watched
    await watched.visit(server.url)
    await page.locator('[data-open-search]').click()
    await find(page, '10.20.30')
    expect(await readGroups(page)).toHaveLength(1)
    expect(await page.locator('.search-all').textContent()).toMatch(/^All \d+ in instances$/)
    await find(page, 'disk')
    await page.getByRole('button', { name: /^Volumes/ }).click()
    await page.waitForFunction(() => document.querySelectorAll('.search-title').length > 5)
    expect(await page.locator('.search-title').count()).toBe(20)
  })
})

test.each(['light', 'dark'] as const)(
  'the open dialog has no accessibility violation in the %s theme',
  async (colorScheme) => {
    await withPage(site, '/', async (watched, server) => {
      const { page } = watched
      await page.emulateMedia({ colorScheme })
      await watched.visit(`${server.url}about/`)
      await page.keyboard.press('Control+k')
      await find(page, 'cloud-node-37')
      expect(await auditAccessibility(page)).toEqual([])
    })
  },
)

test('hostile names are found and are text', async () => {
  const hostile = await getBuiltSite('hostile', fillHostile)
  await withPage(hostile, '/', async (watched, server) => {
    const { page, complaints } = watched
    await watched.visit(server.url)
    await page.keyboard.press('Control+k')
    for (const name of hostileNames) await find(page, name)
    expect(await find(page, '=HYPERLINK("javascript')).not.toEqual([])
    const texts = await page.locator('.search-results').innerText()
    expect(texts).toContain('=HYPERLINK("javascript:window.pwned=1")')
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false)
    expect(await page.locator('.search-results :is(img, script, svg, iframe)').count()).toBe(0)
    expect(complaints).toEqual([])
  })
}, 120_000)

test('a missing index says what to do', async () => {
  await withPage(site, '/', async (watched, server) => {
    const { page } = watched
    await page.route('**/pagefind/**', (route) => route.abort())
    await watched.visit(server.url)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search the site' }).fill('broker')
    await page.getByText('The search index could not be loaded').waitFor()
  })
})
