import { describe, expect, test } from 'vitest'
import { BASE_PLACEHOLDER, pathToRoot, relativiseUrls } from '../../src/integrations/relative-urls.ts'

describe('pathToRoot', () => {
  test.each([
    ['index.html', './'],
    ['hosts/index.html', '../'],
    ['hosts/cmp01/index.html', '../../'],
    ['_assets/site.css', '../'],
  ])('leads from %s to the root by %s', (file, path) => {
    expect(pathToRoot(file)).toBe(path)
  })
})

describe('relativiseUrls', () => {
  test('makes links, assets and island scripts relative to the page', () => {
    const page = [
      `<html data-root="${BASE_PLACEHOLDER}">`,
      `<link rel="stylesheet" href="${BASE_PLACEHOLDER}_assets/a.css">`,
      `<astro-island component-url="${BASE_PLACEHOLDER}_assets/t.js" renderer-url="${BASE_PLACEHOLDER}_assets/c.js">`,
      `<a href="${BASE_PLACEHOLDER}">`,
    ].join('\n')
    expect(relativiseUrls(page, 'hosts/cmp01/index.html').split('\n')).toEqual([
      '<html data-root="../../">',
      '<link rel="stylesheet" href="../../_assets/a.css">',
      '<astro-island component-url="../../_assets/t.js" renderer-url="../../_assets/c.js">',
      '<a href="../../">',
    ])
  })

  test('leaves tenant text as it is, in text, in attributes and in data', () => {
    const name = `${BASE_PLACEHOLDER}web href=${BASE_PLACEHOLDER}`
    const page = [
      `<td title="${name}">${name}</td>`,
      `<p> href=&quot;${BASE_PLACEHOLDER}&quot;</p>`,
      `<script type="application/json">{"name":"a href=\\"${BASE_PLACEHOLDER}"}</script>`,
      `<a href="?q=${BASE_PLACEHOLDER}">`,
    ].join('')
    expect(relativiseUrls(page, 'index.html')).toBe(page)
  })

  test('makes urls of style sheets relative to the sheet', () => {
    const sheet = `@import "${BASE_PLACEHOLDER}b.css";a{background:url(${BASE_PLACEHOLDER}i.svg)}b{background:url("${BASE_PLACEHOLDER}i.svg")}`
    expect(relativiseUrls(sheet, '_assets/a.css')).toBe(
      '@import "../b.css";a{background:url(../i.svg)}b{background:url("../i.svg")}',
    )
  })
})
