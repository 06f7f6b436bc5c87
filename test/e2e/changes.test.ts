import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeChange } from '../../src/lib/change-words.ts'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, watchPage } from '../support/browser.ts'
import { type ChangesRig, startChangesRig } from '../support/changes-rig.ts'
import { openTable, readCount } from '../support/table-page.ts'

let rig: ChangesRig
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
/** Snapshots, ascending. */
let oldest: string
let second: string
let newest: string

beforeAll(async () => {
  rig = await startChangesRig()
  const [first = '', next = '', last = ''] = rig.names
  oldest = first
  second = next
  newest = last
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser.close()
  await rig.server.close()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const watched = await watchPage(context)
  page = watched.page
  complaints = watched.complaints
})

afterEach(async () => {
  expect(await page.evaluate(() => (globalThis as { pwned?: string }).pwned)).toBeUndefined()
  await context.close()
  expect(complaints).toEqual([])
})

/** Opens a page with the table of changes, and waits until other times that it asks for are compared. */
async function open(path: string): Promise<void> {
  await openTable(page, rig.server.url + path)
  await settled()
}

/** What the page shows is the answer to what it was asked. */
function settled(): Promise<unknown> {
  return page.waitForFunction(() => {
    const isAsked = /[?&](from|to|range|list)=/.test(location.search)
    return document.documentElement.dataset['changes'] === (isAsked ? 'ready' : 'own')
  })
}

/** Name and words of every row, in the order of the table. */
async function readChanges(): Promise<string[]> {
  const rows = new Map<string, string>()
  const count = (await readCount(page))[0]
  const grid = page.locator('.tabulator-tableholder')
  for (let top = 0; rows.size < count && top < 40_000; top += 200) {
    await grid.evaluate((element, at) => element.scrollTo(0, at), top)
    await page.waitForTimeout(30)
    const seen = await page.locator('.tabulator-row').evaluateAll((elements) =>
      elements.map((element) => {
        const text = (field: string) =>
          element.querySelector(`[tabulator-field="${field}"]`)?.textContent ?? ''
        return [element.id, `${text('name')}: ${text('change')}`] as const
      }),
    )
    for (const [id, text] of seen) rows.set(id, text)
  }
  return [...rows.values()].toSorted()
}

async function recordedChanges(name: string): Promise<string[]> {
  const { events } = await rig.recorded(name)
  return events.map((event) => `${event.name || event.id}: ${describeChange(event)}`).toSorted()
}

describe('what changed', () => {
  test('is what the refresh recorded, counted by kind, and each count leads to its rows', async () => {
    await open('changes/')
    expect(await readChanges()).toEqual(await recordedChanges(newest))
    const links = page.getByRole('list', { name: 'Changes by kind' }).getByRole('link')
    const counts = (await links.allInnerTexts()).map((text) => Number.parseInt(text, 10))
    const { events } = await rig.recorded(newest)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(events.length)
    await links.last().click()
    await page.waitForURL(/f\.kind=/)
    await page.locator('[data-ready]').waitFor()
    expect(await readCount(page)).toEqual([counts.at(-1), events.length])
  })

  test('between two snapshots that the record does not reach is compared from their sites, as the refresh did', async () => {
    await open(`changes/?from=${oldest}&to=${second}`)
    const expected = await recordedChanges(second)
    expect(expected.length).toBeGreaterThan(10)
    expect(await readChanges()).toEqual(expected)
    // The record alone could list each change on the way.
    expect(await page.getByRole('checkbox').count()).toBe(0)
  })

  test('can be asked for on an archived page, towards a later snapshot as well', async () => {
    await open(`archive/${second}/changes/?from=${second}&to=${newest}`)
    const fromArchived = await readChanges()
    await open(`changes/?from=${second}&to=${newest}`)
    expect(fromArchived.length).toBeGreaterThan(10)
    expect(fromArchived).toEqual(await readChanges())
  })

  test('leads to the later site, and what is gone to the earlier one', async () => {
    await open(`changes/?from=${oldest}&to=${second}&f.subject=Instance&f.kind=deleted`)
    const gone = page.locator('.tabulator-row a').first()
    const name = await gone.innerText()
    await gone.click()
    await page.waitForURL(new RegExp(`/archive/${oldest}/instances/\\?id=`))
    await page.getByRole('dialog', { name: `Details of ${name}` }).waitFor()
    await open(`changes/?from=${oldest}&to=${second}&f.subject=Instance&f.kind=created`)
    await page.locator('.tabulator-row a').first().click()
    await page.waitForURL(new RegExp(`/archive/${second}/instances/\\?id=`))
    await page.getByRole('dialog', { name: /^Details of/ }).waitFor()
  })
})

describe('the choice of times', () => {
  test('is a link and a step back, by keyboard too, and keeps the filters', async () => {
    await open('changes/?q=instance')
    await page.getByRole('button', { name: '24 hours' }).focus()
    await page.keyboard.press('Enter')
    await settled()
    expect(new URL(page.url()).searchParams.get('range')).toBe('24h')
    expect(new URL(page.url()).searchParams.get('q')).toBe('instance')
    const [, differences] = await readCount(page)
    await page.getByRole('checkbox', { name: /^Every change on the way/ }).press('Space')
    await settled()
    const [, each] = await readCount(page)
    expect(each).toBeGreaterThanOrEqual(differences ?? NaN)
    const link = page.url()
    await page.goBack()
    await page.goBack()
    await settled()
    expect(await readCount(page)).toEqual([expect.any(Number), (await rig.recorded(newest)).events.length])
    await open(link.replace(rig.server.url, ''))
    expect((await readCount(page))[1]).toBe(each)
  })

  test('offers every snapshot that is kept and every collection that is recorded', async () => {
    await open('changes/')
    await page.getByRole('button', { name: 'Any two times' }).click()
    const from = page.getByLabel('From', { exact: true })
    await from.waitFor()
    const options = await from
      .locator('option')
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value))
    expect(options).toHaveLength(5)
    expect(options).toEqual(expect.arrayContaining([oldest, second, newest]))
    await from.selectOption(oldest)
    await page.getByLabel('To', { exact: true }).selectOption(second)
    await settled()
    expect(new URL(page.url()).search).toContain(`from=${oldest}&to=${second}`)
    expect(await readChanges()).toEqual(await recordedChanges(second))
  })

  test('says so where a snapshot is not there, and shows nothing else for it', async () => {
    await page.goto(`${rig.server.url}changes/?from=2020-01-01T000000Z&to=${newest}`)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('1 Jan 2020, 00:00 UTC is not kept')
    expect(await page.getByRole('grid').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'The collection before' }).click()
    await settled()
    expect(await readChanges()).toEqual(await recordedChanges(newest))
  })

  test('names the times without a collection', async () => {
    await open('changes/?range=all')
    expect(await page.locator('.changes-notes').innerText()).toContain('No collection between')
  })
})

describe('timelines', () => {
  test('of an instance lead to the collection that showed the change', async () => {
    await open('changes/?range=all&list=each&f.subject=Instance&f.kind=created')
    await page.locator('.tabulator-row a[href*="instances/"]').first().click()
    await page.waitForURL(/instances\/\?id=/)
    const panel = page.getByRole('dialog', { name: /^Details of/ })
    const history = panel.getByRole('region', { name: 'What changed' })
    await history.waitFor()
    const words = await history.getByRole('link').first().innerText()
    await history.getByRole('link').first().click()
    await page.waitForURL(/changes\/\?/)
    await page.locator('[data-ready]').waitFor()
    await settled()
    expect((await readChanges()).join('\n')).toContain(words)
  })

  test('of a host are on its page', async () => {
    await open('changes/?range=all&list=each&f.subject=Instance&f.kind=created,moved')
    const row = page.locator('.tabulator-row').first()
    const cell = (field: string) => row.locator(`[tabulator-field="${field}"]`)
    const words = `${await cell('name').innerText()}: ${await cell('change').innerText()}`
    await cell('host').getByRole('link').click()
    await page.waitForURL(/hosts\//)
    const history = page.locator('#history')
    expect(await history.innerText()).toContain(words)
    await history.locator('li', { hasText: words }).locator('.time a').click()
    await page.waitForURL(/changes\/\?.*q=/)
    await page.locator('[data-ready]').waitFor()
    await settled()
    expect(await readChanges()).toContain(words)
  })
})

describe('for everybody', () => {
  test.each(['light', 'dark'] as const)(
    'nothing is in the way of accessibility in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      for (const path of [
        'changes/',
        `changes/?from=${oldest}&to=${second}`,
        'changes/?range=all&list=each',
      ]) {
        await open(path)
        expect(await auditAccessibility(page)).toEqual([])
      }
    },
  )

  test('a telephone needs no sideways scrolling', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await open(`changes/?from=${oldest}&to=${second}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  })

  test('the first snapshot says that it is the first', async () => {
    await page.goto(`${rig.server.url}archive/${oldest}/changes/`)
    expect(await page.getByRole('main').innerText()).toContain('This is the first collection')
  })
})
