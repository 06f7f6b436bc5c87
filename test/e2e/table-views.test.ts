import { describe, expect, test } from 'vitest'
import { cellTexts, openTable, readCount, readQuery, useTables } from '../support/table-page.ts'

const site = useTables()

function menu() {
  return site.page.getByRole('dialog', { name: 'View options' })
}

async function openMenu(): Promise<void> {
  await site.page.getByRole('button', { name: 'View options' }).click()
  await menu().waitFor()
}

async function save(name: string): Promise<void> {
  await menu().getByLabel('Name for this view').fill(name)
  await site.page.keyboard.press('Enter')
}

function names(): Promise<string[]> {
  return menu().locator('.dt-saved-link').allTextContents()
}

describe('saved views', () => {
  test('are saved, found again on this machine, and opened as a step of the history', async () => {
    await site.open('instances/?q=status:error&sort=-vcpu&cols=name,status,vcpu')
    const [shown] = await readCount(site.page)
    const first = await cellTexts(site.page, 'name')
    await openMenu()
    await save('Broken')
    expect(await names()).toEqual(['Broken'])

    await site.open('instances/?q=web')
    await openMenu()
    const link = menu().getByRole('link', { name: 'Broken' })
    const url = await link.evaluate((node: HTMLAnchorElement) => node.href)
    await link.click()
    expect(await readQuery(site.page)).toBe('status:error')
    expect((await readCount(site.page))[0]).toBe(shown)
    await expect.poll(() => cellTexts(site.page, 'name')).toEqual(first)
    // What was opened is looked at: the menu is out of the way.
    await menu().waitFor({ state: 'detached' })
    await openMenu()
    expect(await link.getAttribute('aria-current')).toBe('true')
    await site.page.keyboard.press('Escape')
    await site.page.goBack()
    await expect.poll(() => readQuery(site.page)).toBe('web')

    // Its link says all of it, on a machine that has no such view.
    const context = await site.page
      .context()
      .browser()
      ?.newContext({ viewport: { width: 1440, height: 900 } })
    if (!context) throw new Error('the browser is gone')
    const other = await context.newPage()
    await openTable(other, url)
    expect(await readQuery(other)).toBe('status:error')
    expect(await cellTexts(other, 'name')).toEqual(first)
    await context.close()
  })

  test('are replaced, renamed, deleted and brought back', async () => {
    await site.open('instances/?q=one')
    await openMenu()
    await save('First')
    await save('Second')
    await site.page.getByLabel('Filter instances').fill('two')
    await openMenu()
    await menu().getByLabel('Name for this view').fill('first')
    await menu().getByRole('button', { name: 'Replace' }).click()
    expect(await names()).toEqual(['first', 'Second'])
    await menu().getByRole('button', { name: 'Rename first' }).click()
    await menu().getByLabel('New name for first').fill('Other')
    await site.page.keyboard.press('Enter')
    expect(await names()).toEqual(['Other', 'Second'])
    await menu().getByRole('button', { name: 'Rename Second' }).click()
    await site.page.keyboard.press('Escape')
    expect(await names()).toEqual(['Other', 'Second'])
    await menu().getByRole('button', { name: 'Delete Other' }).click()
    expect(await names()).toEqual(['Second'])
    await menu().getByRole('button', { name: 'Undo' }).click()
    expect(await names()).toEqual(['Other', 'Second'])
    await site.page.reload()
    await openMenu()
    await menu().getByRole('link', { name: 'Other' }).click()
    expect(await readQuery(site.page)).toBe('two')
  })

  test('hold columns that only this machine remembers', async () => {
    await site.open('instances/')
    await site.page.getByRole('button', { name: 'Choose columns' }).click()
    await site.page.getByRole('checkbox', { name: 'Created' }).check()
    await site.open('instances/')
    await openMenu()
    await save('With times')
    const href = await menu().getByRole('link', { name: 'With times' }).getAttribute('href')
    expect(href).toMatch(/cols=.*created/)
  })
})

describe('what this machine remembers', () => {
  test('are widths, until they are reset', async () => {
    await site.open('instances/?cols=name,status,vcpu')
    const width = async () =>
      (await site.page.getByRole('columnheader', { name: /^vCPU/ }).boundingBox())?.width
    const before = await width()
    await site.page.getByRole('button', { name: /^vCPU/ }).focus()
    for (let times = 0; times < 3; times++) await site.page.keyboard.press('+')
    const widened = await width()
    expect(widened).toBe((before ?? 0) + 48)
    await site.open('instances/?cols=name,status,vcpu')
    expect(await width()).toBe(widened)
    await openMenu()
    await menu().getByRole('button', { name: 'Reset the columns' }).click()
    await expect.poll(width).toBe(before)
  })

  test('are columns and density; a link says more', async () => {
    await site.open('instances/?cols=name,status')
    await openMenu()
    await menu().getByRole('checkbox', { name: 'Compact rows' }).check()
    const height = async () => (await site.page.locator('.tabulator-row').first().boundingBox())?.height
    await expect.poll(height).toBe(28)
    await site.open('instances/?cols=name,vcpu')
    expect(await height()).toBe(28)
    expect(await site.page.getByRole('columnheader').count()).toBe(2)
  })
})
