import { readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeIndex } from '../../collector/store/archive-index.ts'
import { isLeftOut } from '../../src/lib/archive-left-out.ts'
import { formatTime, snapshotTime } from '../../src/lib/time.ts'
import { type ArchiveRig, startArchiveRig } from '../support/archive-rig.ts'
import { auditAccessibility } from '../support/audit.ts'
import { openBrowser, type Watched, watchPage } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { serveUnderPrefix } from '../support/prefix-server.ts'

let browser: Browser
let rig: ArchiveRig
/** Of the snapshots, ascending. */
let first: string
let newest: string

beforeAll(async () => {
  rig = await startArchiveRig()
  first = rig.names[0] ?? ''
  newest = rig.names.at(-1) ?? ''
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser.close()
  await rig.close()
})

/** On a page that complains of nothing. */
async function withPage(use: (watched: Watched) => Promise<void>, options = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const watched = await watchPage(context)
  await use(watched)
  await context.close()
  expect(watched.complaints).toEqual([])
}

/** Where the links lead that can be seen, without what follows ? and #. */
function visibleLinks(page: Page): Promise<string[]> {
  return page.$$eval('a', (anchors) =>
    anchors.flatMap((anchor) => {
      const written = anchor.getAttribute('href')
      if (written === null || !anchor.checkVisibility()) return []
      return [new URL(written, document.baseURI).href.replace(/[?#].*$/, '')]
    }),
  )
}

test('the older snapshots are thinned, the newest is whole', async () => {
  const filesOf = async (name: string) =>
    (await readdir(join(rig.state, 'archive', name, 'site'), { recursive: true })).filter((path) =>
      isLeftOut(path.replaceAll(sep, '/')),
    )
  expect(await filesOf(first)).toEqual([])
  expect(await filesOf(newest)).not.toEqual([])
})

test('every page of an archived snapshot shows its own time and figures, and leads nowhere that is not there', async () => {
  const root = `${rig.server.url}archive/${first}/`
  const opened = new Set<string>()
  await withPage(async ({ page, complaints, visit }) => {
    const waiting = [root]
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
      if (opened.has(url)) continue
      opened.add(url)
      await visit(url)
      const time = await page.locator('[data-banner] time').textContent()
      if (time !== formatTime(snapshotTime(first), 'UTC')) complaints.push(`${url}: shows ${time}`)
      for (const link of await visibleLinks(page)) {
        if (opened.has(link)) continue
        if (link.startsWith(root) && link.endsWith('/')) waiting.push(link)
        else {
          // A neighbour, or a file.
          opened.add(link)
          const { status } = await fetch(link, { method: 'HEAD' })
          if (status !== 200) complaints.push(`${url}: links to ${link}: ${status}`)
        }
      }
    }
    await visit(root)
    expect(await rig.instances(first)).not.toBe(await rig.instances(newest))
    expect(await page.locator('main').innerText()).toContain(`${await rig.instances(first)}`)
    await visit(`${root}instances/`)
    expect(await page.locator('.dt-count').innerText()).toBe(`${await rig.instances(first)} instances`)
  })
  const paths = [...opened].map((url) => url.slice(root.length))
  for (const path of ['instances/', 'volumes/', 'hosts/sgp1-cmp001/', 'projects/', 'about/', 'snapshots/']) {
    expect(paths).toContain(path)
  }
}, 240_000)

test('the data files of an archived snapshot are offered as the command that restores them', async () => {
  await withPage(async ({ page, visit }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await visit(`${rig.server.url}archive/${first}/about/`)
    const command = `aether archive restore ${first} --to DIR`
    expect(await page.locator('main code', { hasText: 'restore' }).innerText()).toBe(command)
    await page.getByRole('button', { name: 'Copy the command' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(command)
    expect((await visibleLinks(page)).filter((link) => /\/(data|exports)\//.test(link))).toEqual([])
    expect(await page.locator('#files').innerText()).toContain('aio.csv')
    await visit(`${rig.server.url}about/`)
    expect(await page.getByText('aether archive restore').isVisible()).toBe(false)
    expect((await visibleLinks(page)).some((link) => link.endsWith('/data/aio.csv'))).toBe(true)
  })
})

test('the search of an archived snapshot leads to its tables, for which it needs no index', async () => {
  await withPage(async ({ page, visit }) => {
    await visit(`${rig.server.url}archive/${first}/hosts/`)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search the site' }).fill('cmp001 ')
    const options = page.getByRole('option')
    await options.first().waitFor()
    expect(await options.allInnerTexts()).toEqual([
      'Instances with “cmp001”',
      'Volumes with “cmp001”',
      'Hosts with “cmp001”',
      'Projects with “cmp001”',
      'Flavors with “cmp001”',
    ])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${rig.server.url}archive/${first}/hosts/?q=cmp001`)
    await page.locator('.dt-count', { hasText: '1 of 4' }).waitFor()
  })
})

test('the archive lists what is kept by day and with its figures, and opens it', async () => {
  await withPage(async ({ page, visit }) => {
    await visit(`${rig.server.url}snapshots/`)
    await page.locator('[data-ready]').waitFor()
    const days = page.locator('[data-day]')
    expect(await days.allTextContents()).toEqual([
      '20 Nov 2026, 1 snapshot',
      '21 Nov 2026, 1 snapshot',
      '22 Nov 2026, 1 snapshot',
    ])
    const links = page.locator('.day-snapshots a')
    expect(await links.allInnerTexts()).toEqual(['06:11 UTC'])
    const rows = page.locator('.tabulator-row')
    expect(await rows.locator('[tabulator-field="snapshot"]').allInnerTexts()).toEqual(rig.names.toReversed())
    expect(await rows.locator('[tabulator-field="instances"]').allInnerTexts()).toEqual(
      await Promise.all(rig.names.toReversed().map(async (name) => `${await rig.instances(name)}`)),
    )
    expect(await rows.locator('[tabulator-field="vcpupercent"]').first().innerText()).toMatch(/^\d+\.\d$/)

    // One tab stop; the arrows go from day to day.
    await days.last().focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    expect(await page.locator('.day-snapshots h2').innerText()).toContain('20 Nov 2026')
    expect(new URL(page.url()).search).toBe('?day=2026-11-20')
    expect(await days.evaluateAll((all) => all.map((day) => day.getAttribute('tabindex')))).toEqual([
      '0',
      '-1',
      '-1',
    ])
    await links.click()
    await page.waitForURL(`${rig.server.url}archive/${first}/`)
    await page.locator('[data-banner][data-archived]').waitFor()
  })
})

test('an archived page of the archive leads to its neighbours, too', async () => {
  await withPage(async ({ page, visit }) => {
    await visit(`${rig.server.url}archive/${first}/snapshots/?day=2026-11-22`)
    expect(await page.locator('.day-snapshots h2').innerText()).toContain('22 Nov 2026')
    const row = page.locator('.tabulator-row', { hasText: first })
    expect(await row.locator('[tabulator-field="notes"]').innerText()).toBe('this one')
    await page.locator('.tabulator-row', { hasText: newest }).getByRole('link').click()
    await page.waitForURL(`${rig.server.url}archive/${newest}/`)
  })
})

test('what was pruned is gone from a page that was built before', async () => {
  await writeIndex(rig.state, rig.names.slice(1))
  await withPage(async ({ page, visit }) => {
    await visit(`${rig.server.url}snapshots/?day=2026-11-20`)
    expect(await page.locator('[data-day]').count()).toBe(2)
    // The day of the link is not kept any more.
    expect(await page.locator('.day-snapshots h2').innerText()).toContain('22 Nov 2026')
  })
  await writeIndex(rig.state, rig.names)
})

test.each(['light', 'dark'] as const)('nothing of the archive is inaccessible, %s', async (colorScheme) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await withPage(
      async ({ page, visit }) => {
        await visit(`${rig.server.url}snapshots/`)
        await page.locator('[data-ready]').waitFor()
        expect(await auditAccessibility(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
        await visit(`${rig.server.url}archive/${first}/about/`)
        expect(await auditAccessibility(page)).toEqual([])
      },
      { colorScheme, viewport },
    )
  }
})

test('where the list of snapshots cannot be had, the page says so', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.route('**/archive/index.json', (route) => route.fulfill({ status: 503 }))
  await page.goto(`${rig.server.url}snapshots/`)
  expect(await page.getByRole('alert').innerText()).toContain('The server answered 503')
  await context.close()
})

test('a site that was built by itself says that it has no archive, and asks for none', async () => {
  const lone = await serveUnderPrefix(await getBuiltSite('small', fillFromDemoCloud()), '/')
  await withPage(async ({ page, visit }) => {
    await visit(`${lone.url}snapshots/`)
    expect(await page.locator('.archive-empty').innerText()).toContain('This site has no archive')
  })
  await lone.close()
})
