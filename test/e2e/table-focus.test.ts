import { describe, expect, test } from 'vitest'
import { openTable, readCount, readQuery, useTables } from '../support/table-page.ts'

const site = useTables()

/** What has the focus, as it would be read out. */
function focused(): Promise<string> {
  return site.page.evaluate(() => {
    const node = document.activeElement
    const label = node instanceof HTMLInputElement ? node.labels?.[0]?.textContent : null
    return node?.getAttribute('aria-label') ?? label ?? node?.textContent ?? ''
  })
}

function details() {
  return site.page.getByRole('dialog', { name: /^Details of/ })
}

describe('the focus stays', () => {
  test('on a column that is shown or hidden by keyboard', async () => {
    await site.open('instances/?cols=name,status,vcpu,ram')
    await site.page.getByRole('button', { name: 'Choose columns' }).click()
    await site.page.getByRole('checkbox', { name: 'Status' }).focus()
    for (const shown of [false, true]) {
      await site.page.keyboard.press('Space')
      const box = site.page.getByRole('checkbox', { name: 'Status' })
      await expect.poll(() => box.isChecked()).toBe(shown)
      await expect.poll(focused).toBe('Status')
    }
  })

  test('on the arrow that moved a column, or on the other one at the end', async () => {
    await site.open('instances/?cols=name,status,vcpu')
    await site.page.getByRole('button', { name: 'Choose columns' }).click()
    await site.page.getByRole('button', { name: 'Move vCPU to the left' }).focus()
    await site.page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Move vCPU to the left')
    await site.page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Move vCPU to the right')
  })

  test('on the button that renames, whether it was given up or done', async () => {
    await site.page.addInitScript(() => {
      const views = [{ name: 'Errors', search: '?q=status%3Aerror' }]
      localStorage.setItem('aether:views:instances', JSON.stringify(views))
    })
    await site.open('instances/')
    await site.page.getByRole('button', { name: 'View options' }).click()
    await site.page.getByRole('button', { name: 'Rename Errors' }).click()
    await site.page.keyboard.press('Escape')
    await expect.poll(focused).toBe('Rename Errors')
    await site.page.keyboard.press('Enter')
    await site.page.getByLabel('New name for Errors').fill('Broken  ones')
    await site.page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Rename Broken ones')
  })
})

test('the headers are one stop for the Tab key', async () => {
  await site.open('instances/?cols=name,status,vcpu')
  await site.page.getByRole('button', { name: /^Name/ }).focus()
  await site.page.keyboard.press('ArrowRight')
  await expect.poll(focused).toMatch(/^Status/)
  await site.page.keyboard.press('Tab')
  expect(await site.page.evaluate(() => document.activeElement?.className)).toMatch(/tabulator-row/)
  await site.page.keyboard.press('Shift+Tab')
  await expect.poll(focused).toMatch(/^Status/)
})

describe('one press closes one thing', () => {
  test('Escape closes the site search, and then the details below it', async () => {
    await site.open(`instances/?id=${site.instances[0]?.id}`)
    await details().waitFor()
    await site.page.keyboard.press('Control+k')
    const search = site.page.getByRole('dialog', { name: 'Search the site' })
    await search.waitFor()
    await site.page.keyboard.press('Escape')
    await search.waitFor({ state: 'hidden' })
    expect(await details().isVisible()).toBe(true)
    await site.page.keyboard.press('Escape')
    await details().waitFor({ state: 'detached' })
  })

  test('a click beside the filters closes them and opens no row, the next one does', async () => {
    await site.open('instances/')
    await site.page.getByRole('button', { name: 'Filter by column' }).click()
    const filters = site.page.getByRole('dialog', { name: 'Filter by column' })
    await filters.waitFor()
    const cell = site.page.locator('.tabulator-row').nth(6).locator('[tabulator-field=status]')
    await cell.click()
    await filters.waitFor({ state: 'detached' })
    expect(await details().count()).toBe(0)
    await cell.click()
    await details().waitFor()
  })

  test('a click from one menu to the next opens it', async () => {
    await site.open('instances/')
    await site.page.getByRole('button', { name: 'Filter by column' }).click()
    await site.page.getByRole('button', { name: 'Choose columns' }).click()
    await site.page.getByRole('dialog', { name: 'Choose columns' }).waitFor()
    expect(await site.page.getByRole('dialog', { name: 'Filter by column' }).count()).toBe(0)
  })
})

test('"/" and "?" work beside open details', async () => {
  await site.open(`instances/?id=${site.instances[0]?.id}`)
  await details().waitFor()
  await site.page.keyboard.press('?')
  await site.page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await site.page.keyboard.press('Escape')
  await site.page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' })
  expect(await details().isVisible()).toBe(true)
  await site.page.keyboard.press('/')
  await site.page.keyboard.type('web')
  expect(await readQuery(site.page)).toBe('web')
})

describe('text typed before the rows', () => {
  test.each([
    ['instances/', 'web', 'web'],
    ['instances/?q=status:active', ' web', 'status:active web'],
  ])('is kept with the focus: %s', async (path, typed, query) => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await site.page.route('**/rows/instances.json', async (route) => {
      await held
      await route.continue()
    })
    const opened = site.open(path)
    const line = site.page.locator('[data-page-filter]')
    await line.focus()
    await expect.poll(() => readQuery(site.page)).toBe(query.slice(0, -typed.length))
    await site.page.keyboard.press('End')
    await site.page.keyboard.type(typed)
    release()
    await opened
    expect(await readQuery(site.page)).toBe(query)
    expect((await readCount(site.page))[0]).toBeLessThan(site.instances.length)
    await site.page.keyboard.type('-')
    expect(await readQuery(site.page)).toBe(`${query}-`)
  })
})

describe('a regular expression', () => {
  test('of a stranger’s link cannot hold the page', async () => {
    const query = encodeURIComponent('/(([a-z0-9]+)+-?)+!$/')
    await site.open(`instances/?q=${query}`)
    await expect.poll(() => readCount(site.page)).toEqual([0, site.instances.length])
    await site.page.getByLabel('Filter instances').fill('name:/^web-/')
    const webs = site.instances.filter(({ name }) => name?.startsWith('web-')).length
    await expect.poll(() => readCount(site.page)).toEqual([webs, site.instances.length])
  })

  test('is read by what is only fetched for it', async () => {
    const scripts: string[] = []
    site.page.on('request', (request) => scripts.push(request.url()))
    await site.open('instances/?q=web')
    expect(scripts.filter((url) => url.includes('regex-engine'))).toEqual([])
    await site.page.getByLabel('Filter instances').fill('/web/')
    await expect.poll(() => scripts.filter((url) => url.includes('regex-engine'))).toHaveLength(1)
  })
})

test('an id that several rows begin with is said to be so, an empty one is none', async () => {
  const first = site.instances[0]?.id?.slice(0, 1) ?? ''
  const several = site.instances.filter(({ id }) => id?.startsWith(first)).length
  await site.open(`instances/?id=${first}`)
  const text = `The ids of ${several.toLocaleString('en')} instances begin with ${first}.`
  await site.page.getByText(text).waitFor()
  await openTable(site.page, site.page.url().replace(/\?.*/, '?id='))
  expect(await site.page.locator('.dt-detail').count()).toBe(0)
})

test('sums over no rows are 0', async () => {
  await site.open('instances/?q=nothing-is-called-so')
  expect(await readCount(site.page)).toEqual([0, site.instances.length])
  const sums = await site.page.locator('.dt-sums dd').allTextContents()
  expect(sums.map((text) => text.replace(/ .*/, ''))).toEqual(sums.map(() => '0'))
})

test('ids are cut between two characters, in the first column, too', async () => {
  await site.open('instances/?cols=id,name,projectid')
  const cut = await site.page.locator('.tabulator-row .dt-id-head').evaluateAll((heads) =>
    heads.map((head) => {
      const tail = document.createRange()
      tail.selectNodeContents(head.nextSibling ?? head)
      return (head.getBoundingClientRect().width / tail.getBoundingClientRect().width) * 4
    }),
  )
  expect(cut.length).toBeGreaterThan(20)
  // Eight characters and the dots, as ids are written everywhere.
  for (const characters of cut) {
    expect(characters).toBeGreaterThanOrEqual(9)
    expect(characters).toBeLessThan(9.1)
  }
})

test('paper has what was typed without the signs to click on', async () => {
  await site.open('instances/?q=web')
  await site.page.emulateMedia({ media: 'print' })
  expect(await site.page.locator('[data-page-filter]').isVisible()).toBe(true)
  expect(await site.page.locator('.dt-query-line > .dt-icon').isVisible()).toBe(false)
  expect(await site.page.getByRole('button', { name: 'Clear the filter line' }).count()).toBe(0)
})
