import { describe, expect, test } from 'vitest'
import { getBuiltSite } from '../support/built-site.ts'
import { fillPlanning, IDS } from '../support/planning-data.ts'
import { useSite } from '../support/site-page.ts'

const at = useSite(() => getBuiltSite('planning', fillPlanning))

async function open(path: string): Promise<void> {
  await at.page.goto(at.server.url + path)
  await at.page.locator('.plan[data-ready]').waitFor()
}

const row = (id: string) =>
  at.page.locator('.plan-instances tbody tr', { has: at.page.locator(`[title="${id}"]`) })
const moves = () => at.page.locator('.plan-move')

describe('the steps of a plan', () => {
  test('takes back a reset and a removed move, by Undo and by the browser, and stays on the page', async () => {
    await open('migration/?from=source&to=roomy')
    for (const id of [IDS.web, IDS.sameName]) await row(id).getByRole('button').click()
    await at.page.getByRole('button', { name: `Remove the move of web, ${IDS.web}` }).click()
    await at.page.getByRole('button', { name: 'Reset' }).click()
    const counts = []
    for (let step = 0; step < 4; step++) {
      counts.push(await moves().count())
      await at.page.getByRole('button', { name: 'Undo' }).click()
    }
    expect(counts).toEqual([0, 1, 2, 1])
    expect(await moves().count()).toBe(0)
    expect(await at.page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true)
    await at.page.goBack()
    await expect.poll(() => moves().count()).toBe(1)
    await at.page.goBack()
    await expect.poll(() => moves().count()).toBe(2)
    expect(new URL(at.page.url()).pathname).toBe('/some/prefix/migration/')
    await at.page.getByRole('button', { name: 'Undo' }).click()
    expect(await moves().count()).toBe(1)
  })

  test('keeps its moves where no server sees them: through a reload, and when the page skips to its content', async () => {
    await open(`migration/?from=source&move=roomy*aaaaaaaa`)
    await row(IDS.sameName).getByRole('button').click()
    const { search, hash } = new URL(at.page.url())
    expect(search).toBe('?from=source')
    expect(hash).toMatch(/^#move=roomy\*aaaaaaaa(\*|&move=[a-z]+\*)bbbbbbbb$/)
    await at.page.reload()
    await at.page.locator('.plan[data-ready]').waitFor()
    expect(await moves().count()).toBe(2)
    await at.page.getByRole('link', { name: 'Skip to content' }).focus()
    await at.page.keyboard.press('Enter')
    await expect.poll(() => new URL(at.page.url()).hash).toBe(hash)
    expect(await moves().count()).toBe(2)
  })

  test('says what the plan itself puts on a host that is emptied', async () => {
    await open('migration/?from=source#move=second*cccccccc&move=source*ffffffff')
    const note = at.page.getByLabel('Host source').getByText('planned arrival')
    await at.page.getByRole('button', { name: 'Empty this host' }).click()
    expect(await note.innerText()).toContain('1 planned arrival stays on source: only what runs there now')
    expect(await at.page.getByRole('status').allInnerTexts()).toContainEqual(
      expect.stringContaining('1 planned arrival stays on source'),
    )
    // The one that it gives to the source is none that others should take the place of.
    const marked = at.page.locator('.plan-move', {
      hasText: 'roomy is a host that the plan moves instances away',
    })
    expect(await marked.count()).toBe(0)
  })

  test('keeps the focus when a button has done its work', async () => {
    const focused = () =>
      at.page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
      )
    await open('migration/?from=source&to=roomy')
    await at.page.getByLabel('Filter the instances of source').fill('web')
    await at.page.getByRole('button', { name: 'Move these 2' }).focus()
    await at.page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Plan')
    const remove = (id: string) => at.page.getByRole('button', { name: `Remove the move of web, ${id}` })
    await remove(IDS.web).focus()
    await at.page.keyboard.press('Enter')
    await expect.poll(focused).toBe(`Remove the move of web, ${IDS.sameName}`)
    await at.page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Undo')
    await at.page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Undo')
    await at.page.getByRole('button', { name: 'Reset' }).focus()
    await at.page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Undo')
    await row(IDS.web).getByRole('button').focus()
    await at.page.keyboard.press('Enter')
    await expect.poll(focused).toBe(`Take back the move of web, ${IDS.web}`)
    await at.page.keyboard.press('Enter')
    await expect.poll(focused).toBe(`Move web, ${IDS.web} to roomy`)
    await at.page.getByRole('button', { name: 'Do not use roomy' }).focus()
    await at.page.keyboard.press('Enter')
    expect(await at.page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
  })
})
