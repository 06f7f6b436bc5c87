import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBuiltSite } from '../support/built-site.ts'
import { openBrowser } from '../support/browser.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { findFreePort, makeNginxHome, runNginx, type RunningNginx } from '../support/run-nginx.ts'
import { find } from '../support/site-search.ts'
import { makeStateFolder, publishBuiltSite } from '../support/state-folder.ts'

const SERVING = join(import.meta.dirname, '../../docs/serving.md')
const NAMES = ['2026-11-22T041100Z', '2026-11-22T061100Z'] as const

let state: string
let nginx: Nginx
let front: RunningNginx
let origin: string

beforeAll(async () => {
  const site = await getBuiltSite('small', fillFromDemoCloud())
  state = await makeStateFolder()
  for (const name of NAMES) await publishBuiltSite(state, name, site)
  nginx = await startNginx(state, { extra: ['proxy.conf'] })
  const port = await findFreePort()
  origin = `http://127.0.0.1:${port}`
  const documented =
    /^ {4}location \/aether\/ \{\n.*?^ {4}\}\n/ms.exec(await readFile(SERVING, 'utf8'))?.[0] ?? ''
  // The second one tells nothing, as many a proxy does not.
  const server = `server {
    listen 127.0.0.1:${port};
    ${documented.replace('http://127.0.0.1:8080', nginx.origin)}
    location /plain/ {
        proxy_pass ${nginx.origin}/;
    }
    location = /favicon.svg {
        return 200 "of another site";
    }
  }`
  front = await runNginx(await makeNginxHome(), { url: origin, files: { 'site.conf': server } })
}, 240_000)

afterAll(async () => {
  await front.stop()
  await nginx.stop()
  await rm(state, { recursive: true })
})

describe.each(['/aether', '/plain'])('below %s', (prefix) => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(origin, prefix + path, { headers: { authorization: nginx.authorization, ...headers } })

  test('strangers are asked for a password', async () => {
    for (const path of ['/', '/hosts', `/archive/${NAMES[0]}/`, '/none']) {
      const { status, headers } = await ask(origin, prefix + path)
      expect([status, headers['www-authenticate']]).toEqual([401, 'Basic realm="Aether"'])
    }
  })

  test.each(['/hosts', `/archive/${NAMES[0]}`, `/archive/${NAMES[0]}/hosts`])(
    'a redirect of %s stays there',
    async (path) => {
      const { status, headers } = await get(path)
      expect(status).toBe(301)
      const target = new URL(String(headers.location), origin + prefix + path)
      expect(target.href).toBe(`${origin}${prefix}${path}/`)
      expect(
        (await ask(origin, target.pathname, { headers: { authorization: nginx.authorization } })).status,
      ).toBe(200)
    },
  )

  test('text comes compressed through the proxy, and costs a 304 where it is known', async () => {
    const gzip = { 'accept-encoding': 'gzip' }
    const page = await get('/hosts/', gzip)
    expect([page.status, page.headers['content-encoding']]).toEqual([200, 'gzip'])
    expect((await get('/hosts/', { ...gzip, 'if-none-match': String(page.headers.etag) })).status).toBe(304)
  })

  test('pages, their files, search, archive and the page for a missing address work in a browser', async () => {
    const browser = await openBrowser()
    try {
      const httpCredentials = { username: 'operator', password: 'correct horse', send: 'always' as const }
      const page = await (await browser.newContext({ httpCredentials })).newPage()
      const failed: string[] = []
      page.on('response', (response) => {
        if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`)
      })
      const root = `${origin}${prefix}/`
      await page.goto(root, { waitUntil: 'networkidle' })
      await page.keyboard.press('Control+k')
      expect(await find(page, 'cmp')).not.toEqual([])
      await page.goto(`${root}instances/`, { waitUntil: 'networkidle' })
      await page.locator('.tabulator-row').first().waitFor()
      await page.goto(`${root}archive/${NAMES[0]}/hosts/`, { waitUntil: 'networkidle' })
      expect(failed).toEqual([])

      const gone = `${root}hosts/gone/deep/`
      await page.goto(gone)
      await page.getByRole('link', { name: 'Volumes' }).click()
      await page.waitForURL(`${root}volumes/`)
      expect(failed).toContain(`404 ${gone}`)
      await page.goto(`${root}archive/${NAMES[0]}/hosts/gone/`)
      await page.getByRole('link', { name: 'Volumes' }).click()
      await page.waitForURL(`${root}archive/${NAMES[0]}/volumes/`)
    } finally {
      await browser.close()
    }
  }, 60_000)
})

test('the page for a missing address takes no markup for a prefix', async () => {
  const hostile = ['/"><script>', '//evil.example', 'evil', '/a/../b', '/a b', '/%22', '/', "/a'", '/a\\b']
  for (const told of [...hostile, '/fine/one']) {
    const headers = { authorization: nginx.authorization, 'x-forwarded-prefix': told }
    const { status, body } = await ask(nginx.origin, '/none', { headers })
    const stylesheet = /<link rel="stylesheet" href="([^"]*)_assets\//.exec(body.toString())?.[1]
    expect([told, status, stylesheet]).toEqual([told, 404, told === '/fine/one' ? '/fine/one/' : '/'])
  }
})

test('guesses count for the one who makes them, not for the proxy', async () => {
  const guess = (address: string, password: string) => {
    const authorization = `Basic ${Buffer.from(`operator:${password}`).toString('base64')}`
    return ask(nginx.origin, '/', { headers: { authorization, 'x-forwarded-for': `${address}, 127.0.0.1` } })
  }
  const statuses: number[] = []
  for (let index = 0; index < 80; index++) statuses.push((await guess('203.0.113.1', `${index}`)).status)
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10)
  expect((await guess('203.0.113.2', 'correct horse')).status).toBe(200)
})
