import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measureWire } from '../bench/wire.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { useSite } from '../support/site-page.ts'
import { LARGE } from '../support/table-page.ts'

const site = useSite(() => getBuiltSite('tables', fillFromDemoCloud(LARGE)))

/** Bytes of a first visit besides its rows, compressed: without table and chart, with a table, with both. */
const BUDGETS = { plain: 40_000, table: 160_000, both: 200_000 }

/** With what their scripts and style sheets take today and a tenth more, kB: changes and trends without a history. */
const PAGES: [path: string, budget: keyof typeof BUDGETS, scriptsKb: number, stylesKb: number][] = [
  ['', 'plain', 12, 17],
  ['about/', 'plain', 12, 14],
  ['instances/', 'table', 106, 15],
  ['flavors/', 'table', 106, 15],
  ['projects/', 'table', 106, 15],
  ['projects/*/', 'table', 106, 20],
  ['hosts/', 'table', 108, 18],
  ['find/', 'table', 50, 15],
  ['changes/', 'table', 12, 17],
  ['snapshots/', 'table', 111, 15],
  ['migration/', 'both', 56, 14],
  ['volumes/', 'both', 106, 22],
  ['allocation/', 'both', 109, 24],
  ['hosts/*/', 'both', 110, 22],
  ['trends/', 'both', 12, 13],
]

/** What only pages with a table, and only pages with a chart, may ask for. */
const GRID = /\/_assets\/grid\.[^/]+\.js$/
const CHART = /\/_assets\/chart\.[^/]+\.js$/
/** These open with what has neither, and fetch it when it is asked for. */
const LAZY = /regex-engine|exports\.|pagefind/

test.each(PAGES)(
  '/%s is a first visit of a page that is %s, and fetches nothing that it does not use',
  async (path, budget, scriptsKb, stylesKb) => {
    const asked: string[] = []
    const { bytes, rowBytes, scriptBytes, styleBytes } = await measureWire(
      site.browser,
      site.server.url + pathOf(path),
      (url) => asked.push(url),
    )
    expect(bytes - rowBytes).toBeLessThan(BUDGETS[budget])
    expect(scriptBytes).toBeLessThan(scriptsKb * 1000)
    expect(styleBytes).toBeLessThan(stylesKb * 1000)
    expect(asked.filter((url) => LAZY.test(url))).toEqual([])
    if (budget !== 'both') expect(asked.filter((url) => CHART.test(url))).toEqual([])
    if (budget === 'plain') expect(asked.filter((url) => GRID.test(url))).toEqual([])
  },
)

test('the names of both are those of this site', () => {
  const names = readdirSync(join(site.site, '_assets')).map((name) => `/_assets/${name}`)
  expect(names.filter((name) => GRID.test(name))).toHaveLength(1)
  expect(names.filter((name) => CHART.test(name))).toHaveLength(1)
})

/** A star is the first folder there. */
function pathOf(path: string): string {
  const [parent = '', rest] = path.split('*')
  if (rest === undefined) return path
  const first = readdirSync(join(site.site, parent), { withFileTypes: true }).find((entry) =>
    entry.isDirectory(),
  )
  return `${parent}${encodeURIComponent(first?.name ?? '')}${rest}`
}
