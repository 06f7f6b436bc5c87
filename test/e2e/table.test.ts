import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { cellTexts, openTable, readCount, readQuery, useTables } from '../support/table-page.ts'

const site = useTables()

describe('the query line', () => {
  test('finds words, negations, fields and ranges, and says how many', async () => {
    await site.open('instances/')
    const filter = site.page.getByLabel('Filter instances')
    const active = site.instances.filter(({ status }) => status === 'ACTIVE')
    const large = active.filter(({ vcpu }) => Number(vcpu) >= 4)
    await filter.fill('status:active')
    expect(await readCount(site.page)).toEqual([active.length, site.instances.length])
    await filter.fill('status:active vcpu:>=4')
    expect(await readCount(site.page)).toEqual([large.length, site.instances.length])
    await filter.fill('-status:active')
    expect(await readCount(site.page)).toEqual([site.instances.length - active.length, site.instances.length])
    expect(new Set(await cellTexts(site.page, 'status'))).not.toContain('ACTIVE')
  })

  test('finds an instance by its address and by its id', async () => {
    await site.open('instances/')
    const [first] = site.instances
    await site.page.getByLabel('Filter instances').fill(String(first?.id))
    expect(await cellTexts(site.page, 'id')).toEqual([first?.id])
    const address = /\d+\.\d+\.\d+\.\d+/.exec(String(first?.networks))?.[0] ?? ''
    await site.page.getByLabel('Filter instances').fill(`ip:${address}`)
    expect(await cellTexts(site.page, 'id')).toContain(first?.id)
  })

  test('an invalid regular expression is said to be one and filters nothing', async () => {
    await site.open('instances/')
    await site.page.getByLabel('Filter instances').fill('/(/')
    expect(await readCount(site.page)).toEqual([site.instances.length, site.instances.length])
    await site.page.getByText('The regular expression is not valid').waitFor()
    expect(await site.page.getByLabel('Filter instances').getAttribute('aria-invalid')).toBe('true')
  })

  test('says so where nothing fits', async () => {
    await site.open('instances/')
    await site.page.getByLabel('Filter instances').fill('no-such-instance-anywhere')
    await site.page.getByText('No instances fit the filters.').waitFor()
    expect(await readCount(site.page)).toEqual([0, site.instances.length])
  })

  test('"/" goes to it', async () => {
    await site.open('instances/')
    await site.page.keyboard.press('/')
    await site.page.keyboard.type('status:error')
    expect(await readQuery(site.page)).toBe('status:error')
  })
})

describe('the address', () => {
  test('holds the view, and opens it', async () => {
    await site.open('instances/')
    await site.page.getByLabel('Filter instances').fill('status:active')
    await site.page.getByRole('button', { name: /^vCPU/ }).click()
    await site.page.waitForURL(/sort=-vcpu/)
    await site.page.waitForURL(/q=status/)
    const shown = await cellTexts(site.page, 'vcpu')
    expect(shown).toEqual(shown.toSorted((a, b) => Number(b) - Number(a)))
    const other = await site.context.newPage()
    await openTable(other, site.page.url())
    expect(await cellTexts(other, 'vcpu')).toEqual(shown)
    expect(await readQuery(other)).toBe('status:active')
    await other.close()
  })

  test('drops what does not fit', async () => {
    await site.open('instances/?sort=nonsense&cols=name,gone,status&f.gone=1')
    const heads = await site.page.getByRole('columnheader').allInnerTexts()
    expect(heads.map((head) => head.trim().split('\n')[0])).toEqual([
      expect.stringMatching(/^Name/),
      'Status',
    ])
    expect(await readCount(site.page)).toEqual([site.instances.length, site.instances.length])
  })
})

describe('columns', () => {
  test('are sorted by a click, and say so to assistive technology', async () => {
    await site.open('instances/?cols=name,status')
    await site.page.getByRole('button', { name: /^Name/ }).click()
    const header = site.page.getByRole('columnheader', { name: /^Name/ })
    expect(await header.getAttribute('aria-sort')).toBe('descending')
    await site.page.getByRole('button', { name: /^Name/ }).click()
    expect(await header.getAttribute('aria-sort')).toBe('ascending')
  })

  test('are filtered by choice, and the chip takes the filter off', async () => {
    await site.open('instances/')
    const errors = site.instances.filter(({ status }) => status === 'ERROR').length
    await site.page.getByRole('button', { name: 'Filter by column' }).click()
    await site.page.getByRole('combobox', { name: /^Column/ }).selectOption('status')
    await site.page.getByRole('checkbox', { name: /^ERROR/ }).check()
    expect(await readCount(site.page)).toEqual([errors, site.instances.length])
    await site.page.keyboard.press('Escape')
    await site.page.getByRole('button', { name: 'Remove the filter on Status' }).click()
    expect(await readCount(site.page)).toEqual([site.instances.length, site.instances.length])
  })

  test('are chosen, and stay chosen on this machine', async () => {
    await site.open('instances/')
    await site.page.getByRole('button', { name: 'Choose columns' }).click()
    await site.page.getByRole('checkbox', { name: 'Created' }).check()
    await site.page.getByRole('columnheader', { name: 'Created' }).waitFor()
    await site.open('instances/')
    await site.page.getByRole('columnheader', { name: 'Created' }).waitFor()
    await site.page.getByRole('button', { name: 'View options' }).click()
    await site.page.getByRole('button', { name: /^Reset/ }).click()
    await site.page.getByRole('columnheader', { name: 'Created' }).waitFor({ state: 'detached' })
  })
})

test('the rows follow the header that the arrow keys scroll', async () => {
  const keys = 'project,id,name,status,power,networks,image,flavor,host,tier,vcpu,ram,volumes'
  await site.open(`instances/?cols=${keys}`)
  const heads = site.page.locator('.tabulator-header .dt-head')
  await heads.first().focus()
  for (let left = (await heads.count()) - 1; left > 0; left--) await site.page.keyboard.press('ArrowRight')
  const offsets = () =>
    site.page.evaluate(() =>
      ['.tabulator-header-contents', '.tabulator-tableholder'].map(
        (part) => document.querySelector(part)?.scrollLeft ?? -1,
      ),
    )
  await expect.poll(async () => (await offsets())[1]).toBeGreaterThan(0)
  const [header, rows] = await offsets()
  expect(header).toBe(rows)
})

test('a flavor leads to its instances', async () => {
  await site.open('flavors/?q=instances:>0&cols=name,instances')
  const [name] = await cellTexts(site.page, 'name')
  const [count] = await cellTexts(site.page, 'instances')
  await site.page.locator('[tabulator-field=instances] a').first().click()
  await site.page.waitForURL(/instances\/\?f\.flavor=/)
  await site.page.locator('[data-ready]').waitFor()
  expect(await readCount(site.page)).toEqual([Number(count), site.instances.length])
  expect(new Set(await cellTexts(site.page, 'flavor'))).toEqual(new Set([name]))
})

test('paper gets every row that fits the filter, as a plain table', async () => {
  await site.open('instances/?q=status:error&cols=name,vcpu')
  await site.page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const printed = await site.page.locator('table.dt-print tbody tr').count()
  expect(printed).toBe(site.instances.filter(({ status }) => status === 'ERROR').length)
  await site.page.emulateMedia({ media: 'print' })
  expect(await site.page.getByRole('grid').isVisible()).toBe(false)
  await site.page.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(await site.page.locator('table.dt-print').count()).toBe(0)
})

test('paper gets every column of the largest screen, and a wide sheet for many', async () => {
  const headings = () => site.page.locator('table.dt-print thead th').allTextContents()
  await site.open('instances/?q=status:error')
  const columns = await site.page.locator('.dt-head-title').allTextContents()
  expect(columns).toHaveLength(14)
  await site.page.setViewportSize({ width: 390, height: 844 })
  await site.page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect((await headings()).map((heading) => heading.replace(/ \(.*/, ''))).toEqual(columns)
  expect(await isSheetWide(site.page)).toBe(true)
  await site.open('instances/?q=status:error&cols=name,vcpu')
  await site.page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await headings()).toHaveLength(2)
  expect(await isSheetWide(site.page)).toBe(false)
})

async function isSheetWide(page: Page): Promise<boolean> {
  const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' })
  const box = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1'))
  return Number(box?.[1]) > Number(box?.[2])
}

test('nothing moves when the rows come', async () => {
  await site.page.addInitScript(() => {
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
    Object.assign(globalThis, { shifts })
  })
  await site.open('instances/')
  const shifts = await site.page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01)
})
