import { describe, expect, test } from 'vitest'
import { cellTexts, readQuery, useTables } from '../support/table-page.ts'

const site = useTables()

describe('the details of a row', () => {
  test('open by keyboard, are a link, and give the focus back', async () => {
    await site.open('instances/?q=status:active')
    await site.page.getByRole('grid').focus()
    await site.page.keyboard.press('ArrowDown')
    await site.page.keyboard.press('ArrowDown')
    await site.page.keyboard.press('Enter')
    const id = (await cellTexts(site.page, 'id'))[1]
    await site.page.waitForURL(new RegExp(`id=${id}`))
    const panel = site.page.getByRole('dialog', { name: /^Details of/ })
    expect(await panel.innerText()).toContain(`openstack server show ${id}`)
    await site.page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await site.page.evaluate(() => document.activeElement?.id)).toMatch(/^instances-row-\d+$/)
    await site.page.waitForURL(/^(?!.*id=)/)
  })

  test('show what is hidden in the table, and lead to the volume', async () => {
    const withVolume = site.instances.find(({ volumes }) => volumes !== '')
    await site.open(`instances/?id=${withVolume?.id}`)
    const panel = site.page.getByRole('dialog', { name: /^Details of/ })
    expect(await panel.innerText()).toContain('Project ID')
    await panel.locator('a[href*="volumes/"]').first().click()
    await site.page.waitForURL(/volumes\/\?id=/)
    await site.page
      .getByRole('dialog', { name: /^Details of/ })
      .getByRole('heading', { name: 'Attachments' })
      .waitFor()
  })

  test('are a step of the history: Back closes them, and closing leaves none behind', async () => {
    await site.open('flavors/')
    await site.open('instances/')
    const steps = () => site.page.evaluate(() => history.length)
    const before = await steps()
    const panel = site.page.getByRole('dialog', { name: /^Details of/ })
    await site.page.getByLabel('Filter instances').fill('status:active')
    await site.page.locator('.tabulator-row').first().click()
    await panel.waitFor()
    expect(await steps()).toBe(before + 1)
    await site.page.goBack()
    await panel.waitFor({ state: 'detached' })
    expect(await readQuery(site.page)).toBe('status:active')
    await site.page.goForward()
    await panel.waitFor()
    // What changes beside the open details is kept when they close.
    await site.page.getByLabel('Filter instances').fill('status:error')
    await site.page.getByRole('button', { name: 'Close the details' }).click()
    await site.page.waitForURL(/^(?!.*[?&]id=).*q=status(:|%3A)error/)
    expect(await readQuery(site.page)).toBe('status:error')
    await site.page.goBack()
    await site.page.waitForURL(/flavors\/$/)
  })

  test('say so where there is no such row', async () => {
    await site.open('instances/?id=gone')
    await site.page.getByText('This collection has no instance with the id').waitFor()
  })
})
