import { parse } from 'csv-parse/sync'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Sample, sampleTable } from '../lib/table/sample.ts'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import {
  COUNT,
  encoded,
  encodedVolumes,
  guard,
  HEADINGS,
  inOrder,
  seen,
  textRow,
  typedRow,
  VIEW,
  wholeId,
} from '../support/export-samples.ts'
import { type PrefixServer, serveUnderPrefix } from '../support/prefix-server.ts'
import { type ReadCell, readWorkbook } from '../support/read-workbook.ts'
import { openTable } from '../support/table-page.ts'

const typed = (row: ReadCell[]) => row.map(({ type, value }) => [type, value])

let browser: Browser
let server: PrefixServer
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  const site = await getBuiltSite('small', fillFromDemoCloud())
  server = await serveUnderPrefix(site, '/some/prefix/')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  await context.route('**/rows/instances.json', (route) => route.fulfill({ json: encoded }))
  await context.route('**/rows/volumes.json', (route) => route.fulfill({ json: encodedVolumes }))
  ;({ page, complaints } = await watchPage(context))
})

afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

async function openMenu(path = VIEW): Promise<void> {
  await openTable(page, server.url + path)
  await page.getByRole('button', { name: 'Export' }).click()
}

async function save(format: string): Promise<{ name: string; content: Buffer }> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: new RegExp(`^${format}`) }).click()
  const download = await waiting
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
}

describe('the export menu', () => {
  test('says how much each choice is, and loads nothing before it is opened', async () => {
    const scripts: string[] = []
    page.on('request', (request) => scripts.push(request.url()))
    await openTable(page, server.url + VIEW)
    const before = scripts.length
    expect(scripts.join(' ')).not.toMatch(/exports/)
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByLabel('What is shown: 250 instances of 10,000').waitFor()
    await page.getByText('in 7 columns').waitFor()
    await page.getByText('10,000 instances in all 19 columns').waitFor()
    await expect.poll(() => scripts.slice(before).some((url) => /exports.*\.js/.test(url))).toBe(true)
  })

  test('works from the keyboard, and gives the focus back', async () => {
    await openTable(page, server.url + VIEW)
    const button = page.getByRole('button', { name: 'Export' })
    await button.focus()
    await page.keyboard.press('Enter')
    const isChecked = (name: RegExp) => page.getByRole('radio', { name }).isChecked()
    // The menu takes the focus once it is open.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio')
    expect(await isChecked(/^What is shown/)).toBe(true)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => isChecked(/^Everything/)).toBe(true)
    await page.keyboard.press('Tab')
    const waiting = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    expect((await waiting).suggestedFilename()).toBe('test-site-instances-2026-11-22T061100Z.xlsx')
    await page.getByText('Saved as test-site-instances-2026-11-22T061100Z.xlsx.').waitFor()
    await page.keyboard.press('Escape')
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test.each([
    { width: 1440, height: 900, colorScheme: 'light' as const },
    { width: 390, height: 844, colorScheme: 'dark' as const },
  ])(
    'is accessible and within the screen at $width px, $colorScheme',
    async ({ width, height, colorScheme }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      await openMenu()
      await save('CSV')
      const box = await page.getByRole('dialog', { name: 'Export' }).boundingBox()
      expect(box!.x).toBeGreaterThanOrEqual(0)
      expect(box!.x + box!.width).toBeLessThanOrEqual(width)
      expect(await auditAccessibility(page)).toEqual([])
    },
  )
})

describe('what is shown', () => {
  test('as Excel: the filtered rows, the shown columns, in order and typed', async () => {
    await openMenu()
    const { name, content } = await save('Excel')
    expect(name).toBe('test-site-instances-2026-11-22T061100Z.xlsx')
    const [sheet] = (await readWorkbook(content)).sheets
    expect(sheet?.name).toBe('Samples')
    expect(sheet?.rows[0]?.map(({ value }) => value)).toEqual(HEADINGS.with(4, 'Created (UTC)'))
    expect(sheet?.rows.slice(1).map(typed)).toEqual(seen.map(typedRow))
  })

  test('as CSV', async () => {
    await openMenu()
    const { name, content } = await save('CSV')
    expect(name).toBe('test-site-instances-2026-11-22T061100Z.csv')
    expect(parse(content, { bom: true })).toEqual([HEADINGS, ...seen.map(textRow)])
  })

  test('as JSON, with values as they were collected, their units and whole ids', async () => {
    await openMenu()
    const { content } = await save('JSON')
    const { columns, rows, ...head } = JSON.parse(content.toString())
    expect(head).toEqual({
      schema: 1,
      site: 'Test site',
      table: 'instances',
      collectedAt: '2026-11-22T06:11:00Z',
    })
    expect(Object.keys(columns)).toEqual(['id', 'vcpu', 'name', 'ram', 'created', 'locked', 'volumes'])
    expect(columns.ram).toEqual({ title: 'RAM', kind: 'memoryMb', unit: 'MiB' })
    const values = seen.map(({ id, vcpu, name, ram, created, locked, volumes }) => {
      const known = volumes?.map((volume) => ({ ...volume, id: wholeId(volume.id) }))
      return { id, vcpu, name, ram, created, locked, volumes: known }
    })
    expect(rows).toEqual(values)
  })

  test.each(['with https', 'without'])('to the clipboard, as text and as a table, %s', async (https) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    if (https === 'without')
      await page.addInitScript(() => Object.defineProperty(globalThis, 'isSecureContext', { value: false }))
    await openMenu()
    await page.getByRole('button', { name: /^Copy/ }).click()
    await page.getByText('Copied 250 instances.').waitFor()
    const [text, html] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      return Promise.all(['text/plain', 'text/html'].map(async (type) => (await item!.getType(type)).text()))
    })
    expect(parse(text ?? '', { delimiter: '\t' })).toEqual([HEADINGS, ...seen.map(textRow)])
    const pasted = await page.evaluate((source) => {
      const rows = new DOMParser().parseFromString(source, 'text/html').querySelectorAll('tr')
      return Array.from(rows, (row) => Array.from(row.children, (cell) => cell.textContent))
    }, html ?? '')
    expect(pasted).toEqual([HEADINGS, ...seen.map(textRow)])
  })
})

describe('everything', () => {
  test('as Excel and as JSON: all rows and columns, whatever is filtered', async () => {
    await openMenu()
    await page.getByLabel('Everything').check()
    const [sheet] = (await readWorkbook((await save('Excel')).content)).sheets
    expect(sheet?.rows).toHaveLength(COUNT + 1)
    expect(sheet?.rows[0]).toHaveLength(sampleTable.columns.length)
    const names = inOrder.map(({ name }) => name)
    expect(sheet?.rows.slice(1).map((row) => row[1]?.value)).toEqual(names)
    const { rows } = JSON.parse((await save('JSON')).content.toString())
    expect(rows.map(({ name }: Sample) => name)).toEqual(names)
    const volumes = rows.flatMap((row: Sample) => row.volumes ?? [])
    expect(volumes.filter(({ id }: { id: string | null }) => id === null)).toEqual([
      { device: '/dev/sda', name: `data-${COUNT - 1}`, id: null, sizeGib: 50 },
    ])
    // An independent reader takes its time for 190,000 cells.
  }, 120_000)

  test('as CSV', async () => {
    await openMenu()
    await page.getByLabel('Everything').check()
    const [head, ...rows] = parse((await save('CSV')).content, { bom: true }) as string[][]
    expect(head).toHaveLength(sampleTable.columns.length)
    const names = inOrder.map(({ name }) => guard(name))
    expect(rows.map((row) => row[1])).toEqual(names)
  })
})

test.each([
  { choice: 'What is shown', rows: 250, columns: 7, more: 0 },
  { choice: 'Everything', rows: 5000, columns: sampleTable.columns.length, more: 1 },
])('$choice is what is printed', async ({ choice, rows, columns, more }) => {
  // Headless Chromium prints nowhere: what would be on paper is looked at instead.
  await page.addInitScript(() => {
    globalThis.print = () => {
      dispatchEvent(new Event('beforeprint'))
      const count = (selector: string) => document.querySelectorAll(selector).length
      const table = '.dt-print tbody tr'
      const printed = [count(table), count('.dt-print thead th'), count('p.dt-print'), count('dialog[open]')]
      document.title = printed.join(' ')
      dispatchEvent(new Event('afterprint'))
    }
  })
  await openMenu()
  await page.getByLabel(choice).check()
  await page.getByRole('button', { name: /^Print/ }).click()
  await expect.poll(() => page.title()).toBe(`${rows} ${columns} ${more} 0`)
  expect(await page.locator('.dt-print').count()).toBe(0)
})
