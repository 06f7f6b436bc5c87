import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { measureWire } from '../bench/wire.ts'
import { auditAccessibility } from '../support/audit.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { writeGrownHistory } from '../support/grown-history.ts'
import { useSite } from '../support/site-page.ts'

/** Two months, 4 a day, nothing for three days, and one afternoon without storage: it grew by a percent of today every four days. */
const site = useSite(() =>
  getBuiltSite('trends', async (dataDir) => {
    await fillFromDemoCloud()(dataDir)
    await writeGrownHistory(dataDir, {
      days: 60,
      perDay: 4,
      share: (daysAgo) => 1 - daysAgo / 400,
      isGap: (daysAgo) => daysAgo > 18 && daysAgo < 21,
      isStale: (daysAgo) => daysAgo > 8 && daysAgo < 8.6,
    })
  }),
)

interface Forecast {
  what: string
  resource: string
  state: string
  days: { likely: number | null } | null
}

async function readForecast(): Promise<Forecast[]> {
  const summary = JSON.parse(await readFile(join(site.site, 'api/v1/summary.json'), 'utf8')) as {
    forecast: Forecast[]
  }
  return summary.forecast
}

/** Opens the page and waits for its charts. */
async function open(search = ''): Promise<void> {
  await site.page.goto(`${site.server.url}trends/${search}`)
  await site.page.locator('.trends-plot canvas').first().waitFor()
}

const titles = () => site.page.locator('.trends-figure figcaption').allInnerTexts()

/** The CSV file of what is shown, as cells. */
async function saveCsv(): Promise<string[][]> {
  const [download] = await Promise.all([
    site.page.waitForEvent('download'),
    site.page.getByRole('button', { name: 'CSV' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  return text
    .trim()
    .split('\r\n')
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
}

test('the whole cloud over 30 days at first, any measure and range by choice, and all of it in the address', async () => {
  await open()
  expect(await titles()).toEqual([
    expect.stringMatching(/^All tiers, vCPU: [\d.]+ % used, \+\d+ since 23 Oct 2026$/),
    expect.stringMatching(/^All tiers, RAM: /),
    expect.stringMatching(/^Raw storage: /),
  ])
  await site.page.locator('.trends-choice summary').click()
  await site.page.getByRole('group', { name: 'Pool volumes', exact: true }).getByRole('checkbox').check()
  await site.page.getByRole('group', { name: 'All tiers' }).getByLabel('RAM').uncheck()
  await site.page.getByText('90 days').click()
  await expect.poll(titles).toHaveLength(3)
  await expect.poll(async () => (await titles()).at(-1)).toMatch(/^Pool volumes: .* since 23 Sep 2026$/)
  const before = await titles()
  await site.page.reload()
  await expect.poll(titles).toEqual(before)
  expect(new URL(site.page.url()).searchParams.getAll('show')).toEqual([
    'all.vcpu',
    'storage',
    'pool-volumes',
  ])
})

test('days of one’s own: the table and the CSV file have exactly those', async () => {
  await open('?from=2026-11-01&to=2026-11-10&show=storage')
  const rows = await saveCsv()
  expect(rows[0]).toEqual([
    'Time (UTC)',
    'Raw storage: used (bytes)',
    'Raw storage: given away (bytes)',
    'Raw storage: capacity (bytes)',
    'Raw storage: from an earlier collection',
  ])
  const times = rows.slice(1).map(([time = '']) => time)
  expect(times.every((time) => time >= '2026-11-01' && time < '2026-11-11')).toBe(true)
  expect(times[0]).toBe('2026-11-01T00:11:00.000Z')
  await site.page.getByText('Show as table').click()
  await site.page.locator('.trends-rows tbody tr').first().waitFor()
  expect(await site.page.locator('.trends-rows tbody tr').count()).toBe(times.length)
  // The gap: from 1 Nov, 06:11, to 4 Nov, 06:11.
  expect(times.filter((time) => time > '2026-11-01T06:30' && time < '2026-11-04T06:00')).toEqual([])
})

test('figures that could not be read are marked', async () => {
  await open('?range=30d&show=storage')
  expect(await site.page.locator('.trends-note').innerText()).toContain('an earlier collection')
  const marked = (await saveCsv()).filter((cells) => cells.at(-1) === 'yes')
  expect(marked.map(([time]) => time)).toEqual(['2026-11-13T18:11:00.000Z', '2026-11-14T00:11:00.000Z'])
  await open('?range=30d&show=all.vcpu')
  expect(await site.page.locator('.trends-note').count()).toBe(0)
})

test('the projects that grew most of a kind, with links', async () => {
  await open()
  const table = site.page.getByRole('region', { name: 'Projects that grew most' })
  const gains = async (column: number) =>
    (await table.locator(`tbody td:nth-child(${column})`).allInnerTexts()).map((text) =>
      Number.parseFloat(text),
    )
  const byCpu = await gains(4)
  expect(byCpu.length).toBeGreaterThan(1)
  expect(byCpu).toEqual(byCpu.toSorted((a, b) => b - a))
  await site.page.locator('.trends-projects').getByText('Volumes', { exact: true }).first().click()
  await table.locator('tbody a').first().click()
  await site.page.waitForURL(/projects\/.+/)
})

test('the forecast is the same on every page and in summary.json, soonest first', async () => {
  const forecast = await readForecast()
  const growing = forecast.filter(({ state }) => state === 'growing')
  expect(growing.length).toBeGreaterThan(3)
  const likely = growing.map(({ days }) => days?.likely ?? Infinity)
  expect(likely).toEqual(likely.toSorted((a, b) => a - b))
  const expected = forecast.map(({ what, resource, days }) => {
    const name = resource === 'vcpu' ? `${what}, vCPU` : resource === 'memoryMb' ? `${what}, RAM` : what
    return { name, days: days?.likely ?? null }
  })
  const listed = async (name: string) => {
    const rows = await site.page.getByRole('region', { name, exact: true }).locator('tbody tr').all()
    return Promise.all(
      rows.map(async (row) => {
        const text = await row.innerText()
        const days = /\bin (\d+) days?/.exec(text)
        return { name: text.split(/[\t\n]/)[0], days: days ? Number(days[1]) : null }
      }),
    )
  }
  await open()
  expect(await listed('Forecast')).toEqual(expected)
  // Elsewhere one pool stands for all on its disks.
  const isIn = (shown: { name: string | undefined }[]) =>
    expected.filter(({ name }) => shown.some((one) => one.name === name))
  await site.page.goto(site.server.url)
  const overview = await listed('Fills first')
  expect(overview).toHaveLength(6)
  expect(overview[0]).toEqual(expected[0])
  expect(overview).toEqual(isIn(overview))
  await site.page.goto(`${site.server.url}volumes/#forecast`)
  const storage = await listed('Storage that fills first')
  expect(storage.map(({ name }) => name)).toEqual(expect.arrayContaining(['Raw storage', 'Pool volumes']))
  expect(storage).toEqual(isIn(storage))
})

test('a canvas is drawn, in both themes, and saved as a picture', async () => {
  await open()
  const ink = () =>
    site.page
      .locator('.trends-plot canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().length)
  await expect.poll(ink).toBeGreaterThan(3000)
  const [download] = await Promise.all([
    site.page.waitForEvent('download'),
    site.page.getByRole('button', { name: /^PNG of All tiers, vCPU/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^all-tiers-vcpu.*\.png$/)
})

describe('everyone can use it', () => {
  test.each(['light', 'dark'] as const)(
    'no violation in the %s theme, tables and choices open',
    async (theme) => {
      await site.page.emulateMedia({ colorScheme: theme })
      await open('?range=7d')
      await site.page.locator('.trends-choice summary').click()
      await site.page.getByText('Show as table').first().click()
      await site.page.locator('.trends-rows').waitFor()
      expect(await auditAccessibility(site.page)).toEqual([])
    },
  )

  test('by keyboard: the range by arrows, the choice by Enter and Space', async () => {
    await open()
    await site.page.getByRole('radio', { name: '30 days' }).focus()
    await site.page.keyboard.press('ArrowLeft')
    await expect.poll(() => site.page.url()).toContain('range=7d')
    await site.page.locator('.trends-choice summary').focus()
    await site.page.keyboard.press('Enter')
    await site.page.getByRole('group', { name: 'All tiers' }).getByLabel('vCPU').focus()
    await site.page.keyboard.press('Space')
    await expect.poll(titles).toHaveLength(2)
  })

  test('on a telephone nothing is wider than the page', async () => {
    await site.page.setViewportSize({ width: 390, height: 800 })
    await open()
    expect(await site.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

test('what the page loads besides its rows is within 200 kB', async () => {
  const { bytes, rowBytes } = await measureWire(site.browser, `${site.server.url}trends/`)
  expect(bytes - rowBytes).toBeGreaterThan(50_000)
  expect(bytes - rowBytes).toBeLessThan(200_000)
})
