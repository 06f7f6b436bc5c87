import type { Page } from 'playwright-core'

/** Types into the open dialog and returns what is found: "Kinds: title, title" a group. */
export async function find(page: Page, words: string): Promise<string[]> {
  await page.getByRole('combobox', { name: 'Search the site' }).fill(words)
  await page.waitForFunction(() =>
    /found|Nothing/.test(document.querySelector('.search-status')?.textContent ?? ''),
  )
  return readGroups(page)
}

export function readGroups(page: Page): Promise<string[]> {
  return page.$$eval('.search-results [role=group]', (groups) =>
    groups.map((group) => {
      const titles = [...group.querySelectorAll('.search-title')].map((title) => title.textContent)
      return `${group.querySelector('.search-kind')?.textContent}: ${titles.join(', ')}`
    }),
  )
}
