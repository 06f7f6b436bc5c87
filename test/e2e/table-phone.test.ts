import { describe, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { useTables } from '../support/table-page.ts'

const WIDTH = 390
const HEIGHT = 844
const site = useTables({ viewport: { width: WIDTH, height: HEIGHT }, hasTouch: true, isMobile: true })

test('the page is as wide as the telephone, and shows what matters most', async () => {
  await site.open('instances/')
  expect(await site.page.evaluate(() => document.documentElement.scrollWidth)).toBe(WIDTH)
  expect(await site.page.locator('.dt-head-title').allTextContents()).toEqual([
    'Name',
    'Status',
    'vCPU',
    'RAM',
  ])
  const edge = await site.page.locator('.dt-grid').evaluate((grid) => grid.getBoundingClientRect().right)
  const last = await site.page.locator('.tabulator-col').last().boundingBox()
  expect((last?.x ?? WIDTH) + (last?.width ?? 0)).toBeLessThanOrEqual(edge)
  await site.page.getByLabel('Filter instances').fill('status:SHUTOFF')
  const status = site.page.locator('.tabulator-row [tabulator-field=status]', { hasText: 'SHUTOFF' }).first()
  expect(await status.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
})

test('suggestions fit, and are as large as a finger', async () => {
  await site.open('instances/')
  await site.page.getByLabel('Filter instances').pressSequentially('status:')
  const option = site.page.getByRole('option', { name: /^ERROR/ })
  const box = await option.boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(44)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(WIDTH)
  await option.tap()
  expect(await site.page.getByLabel('Filter instances').inputValue()).toBe('status:ERROR ')
})

describe.each(['Filter by column', 'Choose columns', 'Export', 'View options'])('“%s”', (name) => {
  test('is a sheet at the lower edge that fits and is closed by its button', async () => {
    await site.open('instances/')
    const button = site.page.getByRole('button', { name })
    await button.tap()
    const sheet = site.page.getByRole('dialog', { name })
    const box = await sheet.boundingBox()
    expect(box).toMatchObject({ x: 0, width: WIDTH })
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(HEIGHT)
    expect(box?.height).toBeLessThanOrEqual(HEIGHT * 0.8 + 1)
    expect(await sheet.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0)
    const heights = await sheet
      .locator('button:visible')
      .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().height))
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    expect(await auditAccessibility(site.page)).toEqual([])
    await sheet.getByRole('button', { name: 'Close' }).tap()
    await sheet.waitFor({ state: 'detached' })
    expect(await button.evaluate((node) => node === document.activeElement)).toBe(true)
  })
})
