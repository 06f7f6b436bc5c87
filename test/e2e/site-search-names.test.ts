import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { serveUnderPrefix } from '../support/prefix-server.ts'
import { find } from '../support/site-search.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { indexRecords } from '../support/search-index.ts'

const FIXTURE = new URL('../fixtures/earlier-tool/', import.meta.url).pathname
const NAMES = ['etl-proxy-67', 'shop-proxy-67', 'etl-worker-6', 'sgp1-cmp013', 'k8s_node.az1-n02', 'café-x1']

const QUERIES = [
  'proxy-67',
  'etl proxy-67',
  'etl-proxy-67',
  'proxy 67',
  'etl-proxy 67',
  '67',
  '6',
  'PROXY-6',
  'oxy-67',
  'cmp013',
  'sgp1',
  'node.az1',
  'az1-n02',
  'n02',
  'k8s n02',
  'cafe',
  'x1',
  'café-x',
  'etl-67',
  'proxy-7',
]

/** By the documentation alone: each word begins where a part of the name begins. */
function namesFor(query: string): string[] {
  const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const isFound = (name: string, word: string) =>
    [...name.matchAll(/[a-z]+|\d+/g)].some(({ index }) => name.startsWith(word, index))
  return NAMES.filter((name) =>
    fold(query)
      .split(' ')
      .every((word) => isFound(fold(name), word)),
  )
}

test('a name is found by each of its parts with what follows it, and by nothing else', async () => {
  const site = await getBuiltSite('earlier-tool', (dataDir) => cp(FIXTURE, dataDir, { recursive: true }))
  const named = await makeTemporaryFolder('names')
  await cp(site, named, { recursive: true })
  await rm(join(named, 'pagefind'), { recursive: true })
  const records = NAMES.map((title) => {
    return {
      kind: 'Instance' as const,
      url: `instances/?id=${title}`,
      title,
      detail: '',
      words: title,
      id: null,
    }
  })
  await indexRecords(records, join(named, 'pagefind'))
  const server = await serveUnderPrefix(named, '/')
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(server.url)
    await page.keyboard.press('Control+k')
    for (const query of QUERIES) {
      const names = namesFor(query)
      const groups = (await find(page, query)).map((group) => group.replace('Instances: ', '').split(', '))
      expect([query, ...groups.flat().toSorted()]).toEqual([query, ...names.toSorted()])
    }
  } finally {
    await browser.close()
    await server.close()
  }
})
