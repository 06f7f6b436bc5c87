import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { thinArchive } from '../../collector/archive/thin.ts'
import { startServer } from '../../collector/serve.ts'
import { statePaths } from '../../collector/store/state.ts'
import { startNginx } from '../support/nginx.ts'
import { type Answer, ask } from '../support/request.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { publishThinnable, thinnableFiles } from '../support/thin-archive.ts'

const THIN = '2026-11-20T000000Z'
const NEWEST = '2026-11-21T000000Z'

type Get = (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>

let getters: Record<string, Get>
let stop: (() => Promise<void>)[]
let nginxOrigin: string

beforeAll(async () => {
  const state = await makeTemporaryFolder('thinned')
  for (const name of [THIN, NEWEST]) await publishThinnable(state, name)
  await thinArchive(statePaths(state), Infinity)
  for (const name of [THIN, NEWEST]) {
    await symlink('/etc/passwd', join(state, 'archive', name, 'site/leak.txt'))
  }
  const nginx = await startNginx(state)
  const server = await startServer({
    siteDir: join(state, 'current'),
    archiveDir: join(state, 'archive'),
    host: '127.0.0.1',
    port: 0,
    orNextPort: false,
  })
  nginxOrigin = nginx.origin
  const asks =
    (origin: string, authorization: string): Get =>
    (path, headers = {}, method = 'GET') =>
      ask(origin, path, { method, headers: { authorization, ...headers } })
  getters = { nginx: asks(nginx.origin, nginx.authorization), 'aether serve': asks(server.url, '') }
  stop = [() => nginx.stop(), () => server.close()]
})

afterAll(async () => {
  for (const end of stop) await end()
})

function textOf(name: string, path: string): string {
  return thinnableFiles(name)[`site/${path}`] ?? ''
}

describe.each(['nginx', 'aether serve'])('%s', (server) => {
  const get: Get = (...request) => {
    const getter = getters[server]
    if (!getter) throw new Error(server)
    return getter(...request)
  }

  describe.each([
    ['a thinned snapshot', THIN],
    ['the newest', NEWEST],
  ])('%s', (_kind, name) => {
    const at = (path: string) => `/archive/${name}/${path}`

    test.each([
      ['', 'index.html', 'text/html'],
      ['hosts/', 'hosts/index.html', 'text/html'],
      ['hosts/other/', 'hosts/other/index.html', 'text/html'],
      ['hosts/other/index.html', 'hosts/other/index.html', 'text/html'],
      ['rows/instances.json', 'rows/instances.json', 'application/json'],
      ['_assets/site.abc123.css', '_assets/site.abc123.css', 'text/css'],
      ['favicon.svg', 'favicon.svg', 'image/svg+xml'],
    ])('sends /%s with its type, compressed to those who take it', async (path, file, type) => {
      const [plain, packed] = [await get(at(path)), await get(at(path), { 'accept-encoding': 'gzip, br' })]
      expect([plain.status, plain.body.toString()]).toEqual([200, textOf(name, file)])
      expect(plain.headers['content-encoding']).toBeUndefined()
      const isPacked = !path.endsWith('.svg')
      expect(packed.headers['content-encoding']).toBe(isPacked ? 'gzip' : undefined)
      expect(isPacked ? gunzipSync(packed.body) : packed.body).toEqual(plain.body)
      for (const { headers } of [plain, packed]) {
        expect(headers['content-type']).toContain(type)
        if (isPacked) expect(headers['vary']).toContain('Accept-Encoding')
      }
    })

    test.each(['hosts', 'hosts/other'])('leads from /%s to the page', async (path) => {
      const { status, headers } = await get(at(path))
      expect(status).toBe(301)
      expect(new URL(String(headers.location), `http://host${at(path)}`).pathname).toBe(at(`${path}/`))
    })

    test.each(['hosts/other/', 'rows/instances.json'])('asks /%s anew for a 304', async (path) => {
      for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
        const etag = String((await get(at(path), headers)).headers.etag)
        expect((await get(at(path), { ...headers, 'if-none-match': etag })).status).toBe(304)
        expect((await get(at(path), { ...headers, 'if-none-match': '"other"' })).status).toBe(200)
      }
    })

    test('answers HEAD without a body, and a range by a part or the whole', async () => {
      const head = await get(at('hosts/other/'), {}, 'HEAD')
      expect([head.status, head.body.length]).toEqual([200, 0])
      const { status, body } = await get(at('rows/instances.json'), { range: 'bytes=0-9' })
      const whole = textOf(name, 'rows/instances.json')
      expect(body.toString()).toBe(status === 206 ? whole.slice(0, 10) : whole)
    })

    test.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
      for (const path of ['', 'hosts/other/', 'rows/instances.json']) {
        const { status, headers } = await get(at(path), {}, method)
        expect([status, headers['allow']]).toEqual([405, 'GET, HEAD'])
      }
    })

    test.each([
      'none',
      'none/',
      'hosts/none/',
      'rows/',
      'manifest.json',
      '../manifest.json',
      '../files.json.zst',
      '%2e%2e/data/aio.csv.zst',
      '..%2fdata/aio.csv',
      '../data/aio.csv',
    ])('has no /%s', async (path) => {
      const { status, body } = await get(at(path))
      expect(status).toBe(404)
      expect(body.toString()).toContain('No such page')
    })
  })

  test.each(['pagefind/pagefind.js', 'exports/aether.xlsx', 'data/aio.csv', 'api/v1/instances.json'])(
    'has /%s of the newest only',
    async (path) => {
      expect((await get(`/archive/${NEWEST}/${path}`)).status).toBe(200)
      expect((await get(`/archive/${THIN}/${path}`)).status).toBe(404)
    },
  )
})

describe('nginx alone', () => {
  test.each(['', 'hosts', 'hosts/', 'hosts/other', 'hosts/other/', 'none', 'rows/instances.json'])(
    'asks for a password at /%s',
    async (path) => {
      expect((await ask(nginxOrigin, `/archive/${THIN}/${path}`)).status).toBe(401)
    },
  )

  test('sends assets without one, and nothing by the name that it uses itself', async () => {
    const { status, headers } = await ask(nginxOrigin, `/archive/${THIN}/_assets/site.abc123.css`)
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect((await ask(nginxOrigin, `/thinned/${THIN}/site/hosts.page.html`)).status).toBe(401)
    for (const path of ['site/hosts.page.html', 'manifest.json', 'data/aio.csv.zst', '']) {
      const answer = await getters['nginx']?.(`/thinned/${THIN}/${path}`)
      expect(answer?.status).toBe(404)
    }
  })

  test.each([THIN, NEWEST])('follows no link out of %s', async (name) => {
    const answer = await getters['nginx']?.(`/archive/${name}/leak.txt`)
    expect(answer?.status).toBe(404)
    expect(answer?.body.toString()).not.toContain('root:')
  })

  test('gives security headers and the way to keep it with pages without a folder, too', async () => {
    for (const path of ['hosts/other/', 'hosts/other', 'hosts/']) {
      const answer = await getters['nginx']?.(`/archive/${THIN}/${path}`)
      expect(answer?.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
        'cache-control': 'private, no-cache',
      })
    }
  })
})
