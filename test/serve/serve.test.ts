import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../collector/serve.ts'
import { ask } from '../support/request.ts'
import { makeStateFolder, publishSmallSite } from '../support/state-folder.ts'

const FIRST = '2026-11-22T041100Z'
const SECOND = '2026-11-22T061100Z'
const options = { host: '127.0.0.1', port: 0, orNextPort: false }

let state: string
let server: RunningServer

beforeAll(async () => {
  state = await makeStateFolder()
  await publishSmallSite(state, FIRST, 'first')
  await publishSmallSite(state, SECOND, 'second')
  server = await startServer({
    ...options,
    siteDir: join(state, 'current'),
    archiveDir: join(state, 'archive'),
  })
})

afterAll(async () => {
  await server.close()
  await rm(state, { recursive: true })
})

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return ask(server.url, path, { method, headers })
}

describe('pages', () => {
  test.each([
    ['/', 'second'],
    ['/hosts/cmp01/', 'second'],
    ['/data/aio.csv', 'second'],
    [`/archive/${FIRST}/`, 'first'],
    [`/archive/${FIRST}/hosts/cmp01/?q=a`, 'first'],
    ['/archive/index.json', SECOND],
  ])('%s shows "%s"', async (path, text) => {
    const { status, body } = await get(path)
    expect(status).toBe(200)
    expect(body.toString()).toContain(text)
  })

  test.each(['/hosts', `/archive/${FIRST}`, `/archive/${FIRST}/hosts/cmp01`])(
    '%s leads to the folder',
    async (path) => {
      const { status, headers } = await get(path)
      expect(status).toBe(301)
      expect(new URL(String(headers.location), new URL(path, server.url)).pathname).toBe(`${path}/`)
    },
  )

  test.each([
    '/none',
    '/none/',
    '/hosts/cmp99/',
    `/archive/${FIRST}/none`,
    '/archive/2020-01-01T000000Z/',
    '/rows/',
  ])('%s gets the 404 page, whose links hold at any depth', async (path) => {
    const { status, body } = await get(path, { 'accept-encoding': 'gzip' })
    expect(status).toBe(404)
    expect(body.toString()).toContain('href="/_assets/site.abc123.css"')
  })

  test.each([
    '/.secret',
    '/hosts/.git/config',
    '/_assets/.env',
    '/../aether.yaml',
    '/%2e%2e/aether.yaml',
    '/..%2faether.yaml',
    `/archive/${FIRST}/../manifest.json`,
    `/archive/${FIRST}/%2e%2e/manifest.json`,
    `/archive/${FIRST}/manifest.json`,
    '/%00',
    '/%',
  ])('%s is not reachable', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body.toString()).toContain('No such page')
  })
})

describe('transfer', () => {
  test('sends the compressed copy to those who take it', async () => {
    const plain = await get('/rows/instances.json')
    const compressed = await get('/rows/instances.json', { 'accept-encoding': 'gzip' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(compressed.headers['content-type']).toBe(plain.headers['content-type'])
    expect(gunzipSync(compressed.body)).toEqual(plain.body)
  })

  test('sends a page compressed too, as HTML', async () => {
    const { headers, body } = await get('/hosts/', { 'accept-encoding': 'gzip' })
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/html;charset=utf-8' })
    expect(gunzipSync(body).toString()).toContain('second')
  })

  test('answers ranges, HEAD and conditional requests', async () => {
    const whole = await get('/rows/instances.json')
    const part = await get('/rows/instances.json', { range: 'bytes=10-19' })
    expect([part.status, part.body]).toEqual([206, whole.body.subarray(10, 20)])
    const head = await get('/rows/instances.json', {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      String(whole.body.length),
      0,
    ])
    const again = await get('/rows/instances.json', { 'if-none-match': String(whole.headers.etag) })
    expect(again.status).toBe(304)
  })

  test('refuses every method that would change something', async () => {
    const { status, headers } = await get('/', {}, 'POST')
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})

test('follows a switch while it runs', async () => {
  const folder = await makeStateFolder()
  await publishSmallSite(folder, FIRST, 'before')
  const running = await startServer({ ...options, siteDir: join(folder, 'current'), archiveDir: null })
  expect((await ask(running.url, '/')).body.toString()).toContain('before')
  await publishSmallSite(folder, SECOND, 'after')
  expect((await ask(running.url, '/')).body.toString()).toContain('after')
  expect((await ask(running.url, `/archive/${FIRST}/`)).status).toBe(404)
  await running.close()
  await rm(folder, { recursive: true })
})

describe('a busy port', () => {
  test('is passed over where the caller did not insist', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'aether-serve-'))
    const next = await startServer({
      ...options,
      port: server.port,
      orNextPort: true,
      siteDir: dir,
      archiveDir: null,
    })
    expect(next.port).toBeGreaterThan(server.port)
    await next.close()
    await rm(dir, { recursive: true })
  })

  test('is an error that says what to do where the caller did', async () => {
    const start = startServer({ ...options, port: server.port, siteDir: state, archiveDir: null })
    await expect(start).rejects.toThrow(
      `Port ${server.port} on 127.0.0.1 is in use. Choose another one with --port.`,
    )
  })
})
