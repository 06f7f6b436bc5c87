import { describe, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { cellTexts, useTables } from '../support/table-page.ts'

const site = useTables()

async function heads(): Promise<string[]> {
  return (await site.page.locator('.dt-head-title').allTextContents()).map((title) => title.trim())
}

function said(what: 'count' | 'order'): Promise<string> {
  return site.page.locator(`[data-said=${what}]`).innerText()
}

describe('headers', () => {
  test('sort by several columns by keyboard, numbered in their order, and say so', async () => {
    await site.open('instances/?cols=name,status,vcpu')
    await site.page.getByRole('button', { name: /^Status/ }).focus()
    await site.page.keyboard.press('Enter')
    await site.page.keyboard.press('ArrowRight')
    await site.page.keyboard.press('Shift+Enter')
    await expect.poll(() => site.page.locator('.dt-head-sort').allTextContents()).toEqual(['', '↑1', '↓2'])
    const header = site.page.getByRole('columnheader', { name: /^Status/ })
    expect(await header.getAttribute('aria-sort')).toBe('ascending')
    const statuses = await cellTexts(site.page, 'status')
    const vcpus = (await cellTexts(site.page, 'vcpu')).map(Number)
    expect(statuses).toEqual(statuses.toSorted())
    expect(vcpus).toEqual(vcpus.toSorted((a, b) => b - a))
    await expect.poll(() => said('order')).toBe('Sorted by Status ascending, then vCPU descending')
  })

  test('take their columns along by keyboard, and keep the focus', async () => {
    await site.open('instances/?cols=name,status,vcpu')
    await site.page.getByRole('button', { name: /^vCPU/ }).focus()
    await site.page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(heads).toEqual(['Name', 'vCPU', 'Status'])
    await expect.poll(() => site.page.evaluate(() => document.activeElement?.textContent)).toMatch(/^vCPU/)
    await site.page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(heads).toEqual(['vCPU', 'Name', 'Status'])
    await site.page.waitForURL(/cols=vcpu%2Cname%2Cstatus/)
  })

  test('stay with the first column in sight while the others scroll', async () => {
    await site.open('instances/')
    const holder = site.page.locator('.tabulator-tableholder')
    const first = site.page.locator('.tabulator-row').first().getByRole('gridcell').first()
    const before = await first.boundingBox()
    await holder.evaluate((node) => node.scrollTo(600, 0))
    expect((await first.boundingBox())?.x).toBe(before?.x)
  })
})

test('columns are moved from their menu by keyboard, again and again', async () => {
  await site.open('instances/?cols=name,status,vcpu,ram')
  await site.page.getByRole('button', { name: 'Choose columns' }).click()
  await site.page.getByRole('button', { name: 'Move RAM to the left' }).focus()
  await site.page.keyboard.press('Enter')
  await site.page.keyboard.press('Enter')
  await expect.poll(heads).toEqual(['Name', 'RAM', 'Status', 'vCPU'])
})

test('the keyboard goes through the rows and opens one', async () => {
  await site.open('instances/?sort=name')
  const active = () => site.page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))
  await site.page.getByRole('grid').focus()
  await site.page.keyboard.press('Home')
  await expect.poll(active).toBe('2')
  await site.page.keyboard.press('PageDown')
  await expect.poll(async () => Number(await active())).toBeGreaterThan(10)
  await site.page.keyboard.press('End')
  await expect.poll(active).toBe(String(site.instances.length + 1))
  await site.page.keyboard.press('ArrowUp')
  await expect.poll(active).toBe(String(site.instances.length))
  await site.page.keyboard.press('Enter')
  await site.page.getByRole('dialog', { name: /^Details of/ }).waitFor()
})

test('"?" lists the keys of the table', async () => {
  await site.open('instances/')
  await site.page.keyboard.press('?')
  const help = site.page.getByRole('dialog', { name: 'Keys' })
  for (const text of ['sort by a column', 'move a column', 'columns and values', 'first or last row']) {
    await help.getByText(text).waitFor()
  }
})

test('the number of rows is read out once typing has paused', async () => {
  await site.open('instances/')
  const output = site.page.locator('[data-said=count]')
  expect(await output.innerText()).toBe('')
  await site.page.evaluate(() => {
    const changes: string[] = []
    const node = document.querySelector('[data-said=count]')
    new MutationObserver(() => changes.push(node?.textContent ?? '')).observe(node ?? document, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    Object.assign(globalThis, { changes })
  })
  const errors = site.instances.filter(({ status }) => status === 'ERROR').length
  await site.page.getByLabel('Filter instances').pressSequentially('status:error', { delay: 20 })
  await expect
    .poll(() => said('count'))
    .toBe(`${errors} of ${site.instances.length.toLocaleString('en')} instances`)
  const changes = await site.page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes)
  expect(changes).toHaveLength(1)
})

test('the grid has its name only once it is one', async () => {
  await site.page.addInitScript(() => {
    const early: string[] = []
    const look = () => {
      for (const { className } of document.querySelectorAll('div[aria-label]:not([role])'))
        early.push(className)
    }
    const attributes = { subtree: true, childList: true, attributeFilter: ['aria-label', 'role'] }
    new MutationObserver(look).observe(document, attributes)
    Object.assign(globalThis, { early })
  })
  await site.open('instances/')
  expect(await site.page.getByRole('grid').getAttribute('aria-label')).toBe('Instances')
  expect(await site.page.evaluate(() => (globalThis as unknown as { early: string[] }).early)).toEqual([])
})

describe.each(['light', 'dark'] as const)('no violation (%s)', (colorScheme) => {
  test.each(['Filter by column', 'Choose columns', 'Export', 'View options'])(
    'with “%s” open',
    async (name) => {
      await site.page.emulateMedia({ colorScheme })
      await site.page.addInitScript(() => {
        const views = [{ name: 'Errors', search: '?q=status%3Aerror' }]
        localStorage.setItem('aether:views:instances', JSON.stringify(views))
      })
      await site.open('instances/?f.status=ERROR&sort=-vcpu,name')
      await site.page.getByRole('button', { name }).click()
      await site.page.getByRole('dialog', { name }).waitFor()
      expect(await auditAccessibility(site.page)).toEqual([])
    },
  )
})
