import { describe, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { readCount, readQuery, useTables } from '../support/table-page.ts'

const site = useTables()

function line() {
  return site.page.getByLabel('Filter instances')
}

function list() {
  return site.page.getByRole('listbox')
}

function options(): Promise<string[]> {
  return site.page.locator('[role=option] code').allTextContents()
}

describe('suggestions', () => {
  test('are taken by keyboard: a column, then its values with their counts', async () => {
    await site.open('instances/')
    await line().pressSequentially('stat')
    expect((await options())[0]).toBe('status:')
    await site.page.keyboard.press('ArrowDown')
    const chosen = await line().getAttribute('aria-activedescendant')
    expect(await site.page.locator(`[id="${chosen}"]`).getAttribute('aria-selected')).toBe('true')
    await site.page.keyboard.press('Enter')
    expect(await readQuery(site.page)).toBe('status:')
    await list()
      .getByRole('option', { name: /^ERROR/ })
      .waitFor()
    await site.page.keyboard.type('err')
    await site.page.keyboard.press('ArrowDown')
    await site.page.keyboard.press('Tab')
    expect(await readQuery(site.page)).toBe('status:ERROR ')
    const errors = site.instances.filter(({ status }) => status === 'ERROR').length
    expect(await readCount(site.page)).toEqual([errors, site.instances.length])
    expect(await line().evaluate((node) => node === document.activeElement)).toBe(true)
    expect(await line().getAttribute('aria-expanded')).toBe('false')
  })

  test('are taken by pointer, in the middle of a line', async () => {
    await site.open('instances/?q= host:x')
    await line().focus()
    await site.page.keyboard.press('Home')
    await site.page.keyboard.type('po')
    await list()
      .getByRole('option', { name: /^power:/ })
      .click()
    expect(await readQuery(site.page)).toBe('power: host:x')
  })

  test('come for an empty line when asked for, with every column', async () => {
    await site.open('instances/')
    await line().focus()
    expect(await list().count()).toBe(0)
    await site.page.keyboard.press('ArrowDown')
    expect(await options()).toEqual(expect.arrayContaining(['name:', 'vcpu:', 'created:', 'ip:']))
  })

  test('do not get in the way of typing', async () => {
    await site.open('instances/')
    await line().pressSequentially('web na')
    await list().waitFor()
    await site.page.keyboard.press('Enter')
    expect(await readQuery(site.page)).toBe('web na')
    expect(await list().count()).toBe(0)
    await line().pressSequentially('m')
    await list().waitFor()
    await site.page.keyboard.press('Tab')
    expect(await readQuery(site.page)).toBe('web nam')
    expect(await list().count()).toBe(0)
    expect(await line().evaluate((node) => node === document.activeElement)).toBe(false)
  })

  test('are closed by Escape, which then clears the line', async () => {
    await site.open('instances/')
    await line().pressSequentially('status:e')
    await list().waitFor()
    await site.page.keyboard.press('Escape')
    expect(await list().count()).toBe(0)
    expect(await readQuery(site.page)).toBe('status:e')
    await site.page.keyboard.press('Escape')
    expect(await readQuery(site.page)).toBe('')
  })

  test.each(['light', 'dark'] as const)(
    'have no violation, nor has a wrong line (%s)',
    async (colorScheme) => {
      await site.page.emulateMedia({ colorScheme })
      await site.open('instances/')
      await line().pressSequentially('vcpu:8..2 status:')
      await site.page.keyboard.press('ArrowDown')
      expect(await auditAccessibility(site.page)).toEqual([])
    },
  )
})

describe('what is wrong', () => {
  test('is marked where it stands, said below and filters nothing', async () => {
    await site.open('instances/')
    const webs = site.instances.filter((row) =>
      Object.values(row).some((text) => text.toLowerCase().includes('web')),
    )
    await line().fill('web vcpu:8..2')
    expect(await site.page.locator('.dt-wrong').allTextContents()).toEqual(['vcpu:8..2'])
    await site.page.getByText('runs backwards: write 2..8').waitFor()
    expect(await readCount(site.page)).toEqual([webs.length, site.instances.length])
    // The mark lies under the part itself.
    const mark = await site.page.locator('.dt-wrong').boundingBox()
    const text = await line().boundingBox()
    const before = await line().evaluate((node) => {
      const context = document.createElement('canvas').getContext('2d')
      if (!context) throw new Error('no canvas')
      context.font = getComputedStyle(node).font
      return context.measureText('web ').width
    })
    expect(Math.abs((mark?.x ?? 0) - (text?.x ?? 0) - before)).toBeLessThan(1)
  })

  test('goes along when a long line is scrolled', async () => {
    await site.open('instances/')
    await line().fill(`${'word '.repeat(80)}vcpu:x`)
    await line().press('End')
    const box = await line().boundingBox()
    const right = () => site.page.locator('.dt-wrong').evaluate((node) => node.getBoundingClientRect().right)
    await expect.poll(right).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0) + 1)
  })
})
