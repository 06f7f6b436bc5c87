import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillPlanning, IDS } from '../support/planning-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'

let browser: Browser
let server: PrefixServer
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  server = await serveUnderPrefix(await getBuiltSite('planning', fillPlanning), '/some/prefix/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  ;({ page, complaints } = await watchPage(context))
})

afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

async function open(path: string): Promise<void> {
  await page.goto(server.url + path)
  await page.locator('.plan[data-ready]').waitFor()
}

const row = (id: string) => page.locator('.plan-instances tbody tr', { has: page.locator(`[title="${id}"]`) })
const moves = () => page.locator('.plan-move')

describe('the steps of a plan', () => {
  test('takes back a reset and a removed move, by Undo and by the browser, and stays on the page', async () => {
    await open('migration/?from=source&to=roomy')
    for (const id of [IDS.web, IDS.sameName]) await row(id).getByRole('button').click()
    await page.getByRole('button', { name: `Remove the move of web, ${IDS.web}` }).click()
    await page.getByRole('button', { name: 'Reset' }).click()
    const counts = []
    for (let step = 0; step < 4; step++) {
      counts.push(await moves().count())
      await page.getByRole('button', { name: 'Undo' }).click()
    }
    expect(counts).toEqual([0, 1, 2, 1])
    expect(await moves().count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true)
    await page.goBack()
    await expect.poll(() => moves().count()).toBe(1)
    await page.goBack()
    await expect.poll(() => moves().count()).toBe(2)
    expect(new URL(page.url()).pathname).toBe('/some/prefix/migration/')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await moves().count()).toBe(1)
  })

  test('keeps its moves where no server sees them: through a reload, and when the page skips to its content', async () => {
    await open(`migration/?from=source&move=roomy*aaaaaaaa`)
    await row(IDS.sameName).getByRole('button').click()
    const { search, hash } = new URL(page.url())
    expect(search).toBe('?from=source')
    expect(hash).toMatch(/^#move=roomy\*aaaaaaaa(\*|&move=[a-z]+\*)bbbbbbbb$/)
    await page.reload()
    await page.locator('.plan[data-ready]').waitFor()
    expect(await moves().count()).toBe(2)
    await page.getByRole('link', { name: 'Skip to content' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).hash).toBe(hash)
    expect(await moves().count()).toBe(2)
  })

  test('says what the plan itself puts on a host that is emptied', async () => {
    await open('migration/?from=source#move=second*cccccccc&move=source*ffffffff')
    const note = page.getByLabel('Host source').getByText('planned arrival')
    await page.getByRole('button', { name: 'Empty this host' }).click()
    expect(await note.innerText()).toContain('1 planned arrival stays on source: only what runs there now')
    expect(await page.getByRole('status').allInnerTexts()).toContainEqual(
      expect.stringContaining('1 planned arrival stays on source'),
    )
    // The one that it gives to the source is none that others should take the place of.
    const marked = page.locator('.plan-move', {
      hasText: 'roomy is a host that the plan moves instances away',
    })
    expect(await marked.count()).toBe(0)
  })

  test('keeps the focus when a button has done its work', async () => {
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
      )
    await open('migration/?from=source&to=roomy')
    await page.getByLabel('Filter the instances of source').fill('web')
    await page.getByRole('button', { name: 'Move these 2' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Plan')
    const remove = (id: string) => page.getByRole('button', { name: `Remove the move of web, ${id}` })
    await remove(IDS.web).focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe(`Remove the move of web, ${IDS.sameName}`)
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Undo')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Undo')
    await page.getByRole('button', { name: 'Reset' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Undo')
    await row(IDS.web).getByRole('button').focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe(`Take back the move of web, ${IDS.web}`)
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe(`Move web, ${IDS.web} to roomy`)
    await page.getByRole('button', { name: 'Do not use roomy' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
  })
})
