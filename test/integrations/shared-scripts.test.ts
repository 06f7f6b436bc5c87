import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { shareScripts } from '../../src/integrations/shared-scripts.ts'

const large = `(() => { ${'work();'.repeat(200)} })()`
const small = 'theme()'
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const page = (policy: string, ...scripts: string[]) =>
  `<head><meta http-equiv="content-security-policy" content="${policy}"></head><body>${scripts.join('')}</body>`

test('a large script is a file that is named by its content, and runs where it did', () => {
  const { html, scripts } = shareScripts(
    page('x', `<script>${small}</script>`, `<script>${large}</script>`, '<astro-island></astro-island>'),
    '../../_assets/',
  )
  const [[name, text] = []] = scripts
  expect(text).toBe(large)
  expect(name).toMatch(/^island\.[\w-]{8}\.js$/)
  expect(html).toContain(
    `<script>${small}</script><script src="../../_assets/${name}"></script><astro-island>`,
  )
  expect(shareScripts(page('x', `<script>${large}</script>`), './').scripts).toEqual(scripts)
  const other = shareScripts(page('x', `<script>${large};</script>`), './').scripts
  expect([...other.keys()]).not.toEqual([name])
})

test('what an island imports is found from where the script is', () => {
  const island =
    '<astro-island component-url="../_assets/t.js" renderer-url="../_assets/c.js"></astro-island>'
  const { html } = shareScripts(page('x', `<script>${large}</script>`, island), '../_assets/')
  expect(html).toContain('<astro-island component-url="./t.js" renderer-url="./c.js">')
  expect(shareScripts(page('x', island), '../_assets/').html).toBe(page('x', island))
})

test('a page allows the scripts that it has, and no other', () => {
  const policy = `default-src 'self'; script-src 'self' ${hash(small)} ${hash(large)} ${hash('gone')}; style-src 'self'`
  const { html } = shareScripts(page(policy, `<script>${small}</script>`, `<script>${large}</script>`), './')
  expect(html).toContain(`content="default-src 'self'; script-src 'self' ${hash(small)}; style-src 'self'"`)
})

test('a small module in the page stays allowed', () => {
  const module = `<script type="module">${small}</script>`
  const { html } = shareScripts(page(`script-src 'self' ${hash(small)}`, module), './')
  expect(html).toBe(page(`script-src 'self' ${hash(small)}`, module))
})

test('rows of tables and modules stay where they are', () => {
  const rows = `<script type="application/json" id="rows">${large}</script>`
  const module = '<script type="module" src="a.js"></script>'
  const { html, scripts } = shareScripts(page('x', rows, module), './')
  expect(html).toBe(page('x', rows, module))
  expect(scripts.size).toBe(0)
})
