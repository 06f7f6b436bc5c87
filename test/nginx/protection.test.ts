import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST, type PublishedNginx, SECOND, startPublishedNginx } from '../support/published-nginx.ts'
import { ask } from '../support/request.ts'

let nginx: PublishedNginx

beforeAll(async () => {
  nginx = await startPublishedNginx()
})

afterAll(() => nginx.stop())

const get: PublishedNginx['get'] = (...request) => nginx.get(...request)

const pages = ['/', '/hosts/', '/hosts/cmp01/', '/rows/instances.json', '/data/aio.csv']
const archived = ['', 'hosts/cmp01/', 'rows/instances.json'].map((path) => `/archive/${FIRST}/${path}`)

describe('without credentials', () => {
  const paths = [
    ...pages,
    ...archived,
    '/index.html',
    '/404.html',
    '/none',
    '/none/',
    '/hosts',
    `/archive/${FIRST}`,
    '/archive/',
    '/archive/index.json',
    `/archive/${FIRST}/manifest.json`,
    '/.secret',
    '/hosts/.git/config',
    '/leak.txt',
    '/_assets/../index.html',
    '/_assets/%2e%2e/index.html',
    '/_assets/none.css',
    '/api/v1/meta.json',
  ]
  test.each(paths)('%s is refused', async (path) => {
    const { status, headers, body } = await ask(nginx.origin, path)
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toBe('Basic realm="Aether"')
    expect(body.toString()).not.toContain('second')
  })

  test('a wrong password is refused', async () => {
    const authorization = `Basic ${Buffer.from('operator:wrong').toString('base64')}`
    expect((await ask(nginx.origin, '/', { headers: { authorization } })).status).toBe(401)
  })

  test.each(['/_assets/site.abc123.css', `/archive/${FIRST}/_assets/site.abc123.css`])(
    '%s is sent',
    async (path) => {
      const { status, headers } = await ask(nginx.origin, path)
      expect(status).toBe(200)
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    },
  )

  test('the health check answers and says nothing of the site', async () => {
    const { status, body } = await ask(nginx.origin, '/healthz')
    expect([status, body.toString()]).toEqual([200, 'ok\n'])
  })
})

describe('with credentials', () => {
  test.each(pages)('%s shows the newest build', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(200)
    expect(body.toString()).toMatch(/second|\{\}/)
  })

  test.each(archived)('%s shows the archived build', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(200)
    expect(body.toString()).toContain('first')
  })

  test.each([
    ['/hosts', '/hosts/'],
    ['/hosts?q=a%20b', '/hosts/?q=a%20b'],
    [`/archive/${FIRST}`, `/archive/${FIRST}/`],
    [`/archive/${FIRST}/hosts/cmp01`, `/archive/${FIRST}/hosts/cmp01/`],
  ])('%s leads to %s on whatever name it was asked', async (path, location) => {
    const { status, headers } = await get(path)
    expect(status).toBe(301)
    // Relative, so that it holds below any prefix; never with two slashes or a scheme.
    expect(headers.location).toMatch(/^\.\/[^/:]+\/(\?q=a%20b)?$/)
    expect(new URL(String(headers.location), `http://any${path}`).href).toBe(`http://any${location}`)
  })

  test('the list of snapshots is there for archived pages', async () => {
    const { body } = await get('/archive/index.json')
    expect(JSON.parse(body.toString())).toMatchObject({ schema: 2, snapshots: [FIRST, SECOND] })
  })

  test('data files come as text that no browser runs', async () => {
    const { headers } = await get('/data/aio.csv')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})

describe('what is not the site', () => {
  const outside = [
    '/.secret',
    '/hosts/.git/config',
    '/_assets/.env',
    '/leak.txt',
    '/hosts/leak/passwd',
    '/manifest.json',
    '/aether.yaml',
    '/archive/index.json/',
    `/archive/${FIRST}/manifest.json`,
    `/archive/${FIRST}/../${FIRST}/manifest.json`,
    `/archive/${FIRST}/%2e%2e/data/aio.csv`,
    `/archive/${FIRST}/..%2fdata/aio.csv`,
    `/archive/${FIRST}/_assets/..%2f..%2fdata/aio.csv`,
    `/archive/${FIRST}/_assets/../../data/aio.csv`,
    `/archive/${FIRST}.partial/site/index.html`,
    '/archive/../data/../../data/aio.csv',
    '/../data/aio.csv',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%252e%252e/etc/passwd',
    '/_assets/..%5c..%5cetc/passwd',
    '/_assets/%00',
  ]
  test.each(outside)('%s is not reachable', async (path) => {
    const { status, body } = await get(path)
    expect([400, 404]).toContain(status)
    expect(body.toString()).not.toMatch(/root:|archived data|secret\|row|schema|dot f|site: /)
  })

  test('no folder is listed', async () => {
    const { status, body } = await get('/rows/')
    expect(status).toBe(404)
    expect(body.toString()).not.toContain('instances.json')
  })

  test.each(['/none', '/hosts/cmp99/', `/archive/${FIRST}/none/`, '/archive/2020-01-01T000000Z/'])(
    '%s gets the 404 page, whose links hold at any depth',
    async (path) => {
      const { status, headers, body } = await get(path, { 'accept-encoding': 'gzip' })
      expect(status).toBe(404)
      expect(headers['content-encoding']).toBeUndefined()
      expect(body.toString()).toContain('No such page.')
      expect(body.toString()).toContain('href="/_assets/site.abc123.css"')
    },
  )
})

test('every answer carries the security headers, whatever its status', async () => {
  const answers = [
    await ask(nginx.origin, '/'),
    await ask(nginx.origin, '/healthz'),
    await ask(nginx.origin, '/_assets/site.abc123.css'),
    await get('/'),
    await get('/hosts'),
    await get('/none'),
    await get('/rows/'),
    await get('/.secret'),
    await get('/data/aio.csv'),
    await get('/archive/index.json'),
    await get(`/archive/${FIRST}/`),
    await get(`/archive/${FIRST}/none`),
    await get(`/archive/${FIRST}/_assets/site.abc123.css`),
    await get('/rows/instances.json', { range: 'bytes=0-1' }),
    await get('/rows/instances.json', { range: 'bytes=99999999-' }),
    await get('/%00'),
    await get('/', {}, 'POST'),
    await get('/hosts/', { 'if-none-match': String((await get('/hosts/')).headers.etag) }),
  ]
  const statuses = new Set(answers.map(({ status }) => status))
  expect(statuses).toEqual(new Set([401, 200, 301, 404, 206, 416, 400, 405, 304]))
  for (const { status, headers } of answers) {
    // nginx writes them twice into a 416, which means the same.
    expect(headers, `status ${status}`).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'/,
      ),
      'x-content-type-options': expect.stringMatching(/^nosniff/),
      'referrer-policy': expect.stringMatching(/^no-referrer/),
      'cross-origin-resource-policy': expect.stringMatching(/^same-origin/),
    })
    expect(headers.server, 'no version').toBe('nginx')
  }
})
