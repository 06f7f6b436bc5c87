import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DraftEntry, NO_ENTRY } from '../../src/lib/reservation-draft/draft.ts'
import { encodeDraft } from '../../src/lib/reservation-draft/draft-link.ts'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'

const FIXTURE = join(import.meta.dirname, '../fixtures/earlier-tool')

let browser: Browser
let server: PrefixServer
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  const site = await getBuiltSite('nothing-reserved', async (dataDir) => {
    await cp(FIXTURE, dataDir, { recursive: true })
    await rm(join(dataDir, 'reserved.json'))
  })
  server = await serveUnderPrefix(site, '/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  ;({ page, complaints } = await watchPage(context))
})

afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

function linkTo(entry: Partial<DraftEntry>): string {
  const draft = [{ host: 'cloud-node-01', base: 'x', entry: { ...NO_ENTRY, ...entry } }]
  return `${server.url}allocation/?draft=${encodeDraft(draft)}`
}

async function openDraft(address: string): Promise<void> {
  await page.goto(address)
  await page.locator('.draft[data-ready]').waitFor()
}

const keptDrafts = () =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('aether:draft:')))

test('a draft that a link brought is not kept by looking, and is once it is changed', async () => {
  await openDraft(linkTo({ vcpus: 3 }))
  expect(await page.locator('.draft-notices').textContent()).toContain('keeps it once you change it')
  expect(await keptDrafts()).toEqual([])
  await page.goto(`${server.url}allocation/`)
  await page.locator('.draft-offer').waitFor()
  expect(await page.locator('.draft').count()).toBe(0)

  await openDraft(linkTo({ vcpus: 3 }))
  await page.locator('.draft').getByLabel('vCPU', { exact: true }).fill('4')
  await expect.poll(keptDrafts).toHaveLength(1)
  expect(await page.locator('.draft-notices').textContent()).not.toContain('came with the link')
  await openDraft(`${server.url}allocation/`)
  // One's own that was discarded is kept again where Back brings it back.
  await page.getByRole('button', { name: 'Discard the draft' }).click()
  await expect.poll(keptDrafts).toEqual([])
  await page.goBack()
  await page.locator('.draft[data-ready]').waitFor()
  await expect.poll(keptDrafts).toHaveLength(1)
})

test('what the command refuses of a link is left out and said, and the import is told with --force', async () => {
  await openDraft(linkTo({ vcpus: 900, until: '2020-01-01' }))
  const panel = page.locator('.draft-export')
  expect(await page.locator('.draft-commands').textContent()).toBe(
    'aether reserve set cloud-node-01 --cpu 900 --force',
  )
  const words = (await panel.textContent()) ?? ''
  expect(words).toContain('2020-01-01, the end of cloud-node-01, is over.')
  expect(words).toMatch(/aether reserve import \S+\.json --force, since more than is free/)
  await page.locator('.draft').getByLabel('Until', { exact: true }).fill('')
  await page.locator('.draft').getByLabel('vCPU', { exact: true }).fill('1')
  await expect.poll(() => panel.textContent()).not.toContain('--force')
})

test('the commands show what turns a line, and are copied as they are', async () => {
  await openDraft(linkTo({ purpose: 'a\u202Eb' }))
  const mark = page.locator('.draft-commands .control')
  expect(await mark.getAttribute('data-name')).toBe('RLO')
  expect(await auditAccessibility(page)).toEqual([])
  await page.getByRole('button', { name: 'Copy commands' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe("aether reserve set cloud-node-01 --purpose 'a\u202Eb'\n")
})

test('the whole file is made without asking for one that there is not', async () => {
  await openDraft(linkTo({ vcpus: 1 }))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Whole reserved.json' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('reserved.json')
})
