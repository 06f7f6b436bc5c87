import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCephdfJson, serialiseCephdfJson, FILE } from '../../src/lib/files/cephdf-json.ts'
import { auditAccessibility } from '../support/audit.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { useSite } from '../support/site-page.ts'
import { openTable, readRows, type Row } from '../support/table-page.ts'

const TIB = 1024 ** 4
let volumes: Row[]

/** The pool "volumes" holds 30 TiB and takes 10 more; another cluster has one of the same name that is nearly empty. */
async function fillStorage(dataDir: string): Promise<void> {
  await fillFromDemoCloud({ projects: 14 })(dataDir)
  const file = join(dataDir, FILE)
  const [first] = parseCephdfJson(await readFile(file, 'utf8')).value
  const [pool] = first?.pools ?? []
  if (!first || !pool) throw new Error('the simulated cloud has no pool')
  const withPool = (name: string, storedBytes: number, maxAvailableBytes: number) => ({
    ...first,
    name,
    pools: [{ ...pool, name: 'volumes', storedBytes, maxAvailableBytes }],
  })
  const clusters = [withPool('east', 30 * TIB, 10 * TIB), withPool('west', 40 * TIB, 960 * TIB)]
  await writeFile(file, serialiseCephdfJson(clusters))
}

const at = useSite(() => getBuiltSite('storage', fillStorage))

beforeAll(async () => {
  volumes = await readRows(at.site, 'volumes')
})

function open(path: string): Promise<void> {
  return openTable(at.page, at.server.url + path)
}

describe('the usage calculator', () => {
  const result = () => at.page.locator('#calculator [role=status]')

  test('predicts a pool of the cluster that was chosen, in words, and keeps it in the address', async () => {
    await open('volumes/?q=in-use')
    await at.page.locator('#calculator').scrollIntoViewIfNeeded()
    await at.page.locator('#calculator astro-island:not([ssr])').waitFor()
    await at.page.getByLabel('Model').selectOption('Pool volumes of east')
    await at.page.getByLabel('Size of each').fill('512')
    await at.page.getByLabel('Unit').selectOption('GiB')
    await at.page.getByLabel('New volumes').fill('8')
    // 30 + 8 * 0.5 of 40.
    await result().getByText('85.0 % used').waitFor()
    const text = await result().innerText()
    expect(text).toContain('Warning')
    expect(text).toContain('75.0 % now')
    expect(text).toMatch(/Largest new volume\s+10 TiB/)
    expect(text).toMatch(/Until warning, 75 %\s+passed already/)
    expect(text).toMatch(/Until critical, 90 %\s+6 TiB more/)
    await at.page.waitForURL(/q=in-use&calc=east%2Fvolumes&calc.size=512GiB&calc.count=8$/)
    // The table writes its own part and leaves the calculation.
    await at.page.getByLabel('Filter volumes').fill('available')
    await at.page.waitForURL(/calc=east%2Fvolumes&calc.size=512GiB&calc.count=8&q=available$/)
    // Below the sticky header everything is "partially obscured".
    await at.page.evaluate(() => scrollTo(0, 0))
    expect(await auditAccessibility(at.page)).toEqual([])
  })

  test('opens from a link, and shows what does not fit as it is', async () => {
    await open('volumes/?calc=east/volumes&calc.size=30TiB#calculator')
    await result().getByText('150.0 % used').waitFor()
    const text = await result().innerText()
    expect(text).toContain('Critical')
    expect(text).toContain('20 TiB too much for the pool.')
    expect(await result().locator('rect.capacity-over').count()).toBeGreaterThan(0)
    // 100 of 150 parts of the width.
    expect(await result().locator('.calculator-tick').getAttribute('x1')).toMatch(/^66\.6/)
  })

  test('says what the cluster model lacks, and takes it as a what-if', async () => {
    await open('volumes/?calc=cluster#calculator')
    await result().getByText('lacks the overhead (ceph.overhead in aether.yaml)').waitFor()
    await at.page.getByLabel('Overhead, times').fill('3')
    await at.page.getByLabel('Total, TiB').fill('100')
    await at.page.getByText('What if: other figures than the collected ones').waitFor()
    const tib = volumes.reduce((sum, { size }) => sum + Number((size ?? '').replaceAll(',', '')), 0) / 1024
    await result()
      .getByText(`${((tib + 1) * 3).toFixed(1)} % used`)
      .waitFor()
    await at.page.waitForURL(/calc.overhead=3&calc.total=100/)
    // At once with the rest of the form: what is typed before the next frame stays.
    const back = at.page.getByRole('button', { name: 'Back to the collected figures' })
    const left = await at.page.getByLabel('Overhead, times').evaluate(
      async (field, button) => {
        ;(button as HTMLElement).click()
        await Promise.resolve()
        return (field as HTMLInputElement).value
      },
      await back.elementHandle(),
    )
    expect(left).toBe('')
    await result().getByText('lacks the overhead').waitFor()
  })

  test('says by how much the volumes are too many, those that are there already too', async () => {
    const tib = volumes.reduce((sum, { size }) => sum + Number((size ?? '').replaceAll(',', '')), 0) / 1024
    await open(`volumes/?calc=cluster&calc.overhead=3&calc.total=${(tib - 2) * 3}#calculator`)
    await result().getByText('3 TiB too much, 9 TiB with the overhead. 2 TiB of it without the new').waitFor()
    await at.page.getByLabel('Total, TiB').fill('0')
    await result().getByText('The total must be above 0 TiB.').waitFor()
    expect(await at.page.getByLabel('Total, TiB').getAttribute('aria-invalid')).toBe('true')
    await at.page.waitForURL((url) => !url.searchParams.has('calc.total'))
    expect(await at.page.getByLabel('Total, TiB').inputValue()).toBe('0')
  })

  test('asks for a number where the field holds none', async () => {
    await open('volumes/#calculator')
    await at.page.locator('#calculator astro-island:not([ssr])').waitFor()
    await at.page.getByLabel('Size of each').fill('-3')
    await result().getByText('The size of a volume must be above 0.').waitFor()
    expect(await at.page.getByLabel('Size of each').inputValue()).toBe('-3')
    expect(await at.page.getByLabel('Size of each').getAttribute('aria-invalid')).toBe('true')
    await at.page.getByLabel('Size of each').fill('0.25')
    await result().getByText('1 × 256 GiB').waitFor()
  })
})

test.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('a link to some volumes shows them on the first screen of %o', async (size) => {
  await at.page.setViewportSize(size)
  await open('volumes/?f.status=in-use')
  const row = await at.page.locator('.volumes .tabulator-row').nth(1).boundingBox()
  expect(row && row.y + row.height).toBeLessThan(size.height)
  expect(await at.page.locator('.stats').innerText()).toMatch(
    new RegExp(`^All volumes\\s+${volumes.length}\\b`),
  )
  for (const [name, id] of [
    ['Charts', 'charts'],
    ['Usage calculator', 'calculator'],
  ] as const) {
    await at.page.getByRole('link', { name, exact: true }).click()
    await expect
      .poll(async () => (await at.page.locator(`#${id}`).boundingBox())?.y)
      // The calculator ends the page and cannot come higher.
      .toBeLessThan(size.height * 0.6)
  }
})

test('each size class leads to its volumes', async () => {
  await open('volumes/')
  const chart = at.page.locator('figure', { hasText: 'of the volumes are' }).first()
  await chart.getByText('Show as table').click()
  const rows = await chart.locator('tbody tr').all()
  expect(rows).toHaveLength(5)
  const counts = await Promise.all(rows.map((row) => row.locator('td').innerText()))
  const links = await Promise.all(rows.map((row) => row.locator('a').getAttribute('href')))
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(volumes.length)
  for (const [index, link] of links.entries()) {
    await openTable(at.page, new URL(link ?? '', `${at.server.url}volumes/`).href)
    const shown = await at.page.locator('.volumes .dt-count').innerText()
    expect(shown.startsWith(`${counts[index]} of`)).toBe(true)
  }
})

describe('the projects', () => {
  test('are drawn by size and by count, and listed all with links to their volumes', async () => {
    await open('volumes/')
    const titles = at.page.locator('.projects figcaption:visible')
    expect(await titles.allInnerTexts()).toEqual([expect.stringMatching(/of the space$/)])
    await at.page.getByText('Top ten by count').click()
    expect(await titles.allInnerTexts()).toEqual([expect.stringMatching(/of the volumes$/)])
    const owners = new Set(volumes.map(({ project }) => project))
    await at.page.getByText(`All ${owners.size} projects`).click()
    const list = at.page.locator('.projects [data-ready]')
    await list.waitFor()
    const first = list.locator('.tabulator-row a').first()
    const name = await first.innerText()
    const own = volumes.filter(({ project }) => project === name)
    await first.click()
    await at.page.waitForURL(/f\.project=/)
    await at.page.locator('.volumes [data-ready]').waitFor()
    const count = await at.page.locator('.volumes .dt-count').innerText()
    expect(count).toContain(`${own.length} of ${volumes.length}`)
  })
})
