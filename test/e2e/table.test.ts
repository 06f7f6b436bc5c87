import { parse } from 'csv-parse/sync'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { cellTexts, openTable, readCount, readQuery, type Row, readRows } from '../support/table-page.ts'

let browser: Browser
let server: PrefixServer
let context: BrowserContext
let page: Page
let complaints: string[]
let instances: Row[]

beforeAll(async () => {
  const site = await getBuiltSite('small', fillFromDemoCloud())
  instances = await readRows(site, 'instances')
  server = await serveUnderPrefix(site, '/some/prefix/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  ;({ page, complaints } = await watchPage(context))
})

afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

function open(path: string): Promise<void> {
  return openTable(page, server.url + path)
}

describe('the query line', () => {
  test('finds words, negations, fields and ranges, and says how many', async () => {
    await open('instances/')
    const filter = page.getByLabel('Filter instances')
    const active = instances.filter(({ status }) => status === 'ACTIVE')
    const large = active.filter(({ vcpu }) => Number(vcpu) >= 4)
    await filter.fill('status:active')
    expect(await readCount(page)).toEqual([active.length, instances.length])
    await filter.fill('status:active vcpu:>=4')
    expect(await readCount(page)).toEqual([large.length, instances.length])
    await filter.fill('-status:active')
    expect(await readCount(page)).toEqual([instances.length - active.length, instances.length])
    expect(new Set(await cellTexts(page, 'status'))).not.toContain('ACTIVE')
  })

  test('finds an instance by its address and by its id', async () => {
    await open('instances/')
    const [first] = instances
    await page.getByLabel('Filter instances').fill(String(first?.id))
    expect(await cellTexts(page, 'id')).toEqual([first?.id])
    const address = /\d+\.\d+\.\d+\.\d+/.exec(String(first?.networks))?.[0] ?? ''
    await page.getByLabel('Filter instances').fill(`ip:${address}`)
    expect(await cellTexts(page, 'id')).toContain(first?.id)
  })

  test('an invalid regular expression is said to be one and filters nothing', async () => {
    await open('instances/')
    await page.getByLabel('Filter instances').fill('/(/')
    expect(await readCount(page)).toEqual([instances.length, instances.length])
    await page.getByText('The regular expression is not valid').waitFor()
    expect(await page.getByLabel('Filter instances').getAttribute('aria-invalid')).toBe('true')
  })

  test('says so where nothing fits', async () => {
    await open('instances/')
    await page.getByLabel('Filter instances').fill('no-such-instance-anywhere')
    await page.getByText('No instances fit the filters.').waitFor()
    expect(await readCount(page)).toEqual([0, instances.length])
  })

  test('"/" goes to it', async () => {
    await open('instances/')
    await page.keyboard.press('/')
    await page.keyboard.type('status:error')
    expect(await readQuery(page)).toBe('status:error')
  })
})

describe('the address', () => {
  test('holds the view, and opens it', async () => {
    await open('instances/')
    await page.getByLabel('Filter instances').fill('status:active')
    await page.getByRole('button', { name: /^vCPU/ }).click()
    await page.waitForURL(/sort=-vcpu/)
    await page.waitForURL(/q=status/)
    const shown = await cellTexts(page, 'vcpu')
    expect(shown).toEqual(shown.toSorted((a, b) => Number(b) - Number(a)))
    const other = await context.newPage()
    await openTable(other, page.url())
    expect(await cellTexts(other, 'vcpu')).toEqual(shown)
    expect(await readQuery(other)).toBe('status:active')
    await other.close()
  })

  test('drops what does not fit', async () => {
    await open('instances/?sort=nonsense&cols=name,gone,status&f.gone=1')
    const heads = await page.getByRole('columnheader').allInnerTexts()
    expect(heads.map((head) => head.trim().split('\n')[0])).toEqual([
      expect.stringMatching(/^Name/),
      'Status',
    ])
    expect(await readCount(page)).toEqual([instances.length, instances.length])
  })
})

describe('columns', () => {
  test('are sorted by a click, and say so to assistive technology', async () => {
    await open('instances/?cols=name,status')
    await page.getByRole('button', { name: /^Name/ }).click()
    const header = page.getByRole('columnheader', { name: /^Name/ })
    expect(await header.getAttribute('aria-sort')).toBe('descending')
    await page.getByRole('button', { name: /^Name/ }).click()
    expect(await header.getAttribute('aria-sort')).toBe('ascending')
  })

  test('are filtered by choice, and the chip takes the filter off', async () => {
    await open('instances/')
    const errors = instances.filter(({ status }) => status === 'ERROR').length
    await page.getByRole('button', { name: 'Filter by column' }).click()
    await page.getByRole('combobox', { name: /^Column/ }).selectOption('status')
    await page.getByRole('checkbox', { name: /^ERROR/ }).check()
    expect(await readCount(page)).toEqual([errors, instances.length])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Remove the filter on Status' }).click()
    expect(await readCount(page)).toEqual([instances.length, instances.length])
  })

  test('are chosen, and stay chosen on this machine', async () => {
    await open('instances/')
    await page.getByRole('button', { name: 'Choose columns' }).click()
    await page.getByRole('checkbox', { name: 'Created' }).check()
    await page.getByRole('columnheader', { name: 'Created' }).waitFor()
    await open('instances/')
    await page.getByRole('columnheader', { name: 'Created' }).waitFor()
    await page.getByRole('button', { name: 'View options' }).click()
    await page.getByRole('button', { name: /^Reset/ }).click()
    await page.getByRole('columnheader', { name: 'Created' }).waitFor({ state: 'detached' })
  })
})

test('the rows follow the header that Tab scrolls', async () => {
  const keys = 'project,id,name,status,power,networks,image,flavor,host,tier,vcpu,ram,volumes'
  await open(`instances/?cols=${keys}`)
  const heads = page.locator('.tabulator-header .dt-head')
  await heads.first().focus()
  for (let left = (await heads.count()) - 1; left > 0; left--) await page.keyboard.press('Tab')
  const offsets = () =>
    page.evaluate(() =>
      ['.tabulator-header-contents', '.tabulator-tableholder'].map(
        (part) => document.querySelector(part)?.scrollLeft ?? -1,
      ),
    )
  await expect.poll(async () => (await offsets())[1]).toBeGreaterThan(0)
  const [header, rows] = await offsets()
  expect(header).toBe(rows)
})

test('CSV holds the filtered rows and the shown columns', async () => {
  await open('instances/?q=status:active&cols=id,name,vcpu,ram')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^[a-z0-9-]+-instances-2026-11-22T061100Z\.csv$/)
  const [head, ...rows] = parse(await readFile(await file.path(), 'utf8'), { bom: true }) as string[][]
  expect(head).toEqual(['ID', 'Name', 'vCPU', 'RAM (GiB)'])
  const expected = instances.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
  expect(rows.map(([id]) => id).toSorted()).toEqual(expected.toSorted())
})

test('a flavor leads to its instances', async () => {
  await open('flavors/?q=instances:>0&cols=name,instances')
  const [name] = await cellTexts(page, 'name')
  const [count] = await cellTexts(page, 'instances')
  await page.locator('[tabulator-field=instances] a').first().click()
  await page.waitForURL(/instances\/\?f\.flavor=/)
  await page.locator('[data-ready]').waitFor()
  expect(await readCount(page)).toEqual([Number(count), instances.length])
  expect(new Set(await cellTexts(page, 'flavor'))).toEqual(new Set([name]))
})

test('paper gets every row that fits the filter, as a plain table', async () => {
  await open('instances/?q=status:active&cols=name,vcpu')
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const printed = await page.locator('table.dt-print tbody tr').count()
  expect(printed).toBe(instances.filter(({ status }) => status === 'ACTIVE').length)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('grid').isVisible()).toBe(false)
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(await page.locator('table.dt-print').count()).toBe(0)
})

test('nothing moves when the rows come', async () => {
  await page.addInitScript(() => {
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
    Object.assign(globalThis, { shifts })
  })
  await open('instances/')
  const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01)
})
