import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST, type PublishedNginx, startPublishedNginx } from '../support/published-nginx.ts'

let nginx: PublishedNginx

beforeAll(async () => {
  nginx = await startPublishedNginx()
})

afterAll(() => nginx.stop())

const get: PublishedNginx['get'] = (...request) => nginx.get(...request)

describe('methods', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'MKCOL'])(
    '%s is refused',
    async (method) => {
      for (const path of [
        '/',
        '/rows/instances.json',
        `/archive/${FIRST}/`,
        '/healthz',
        '/_assets/site.abc123.css',
      ]) {
        const { status, headers } = await get(path, {}, method)
        expect([method, path, status, headers['allow']]).toEqual([method, path, 405, 'GET, HEAD'])
      }
    },
  )

  test.each([
    ['/', 200],
    ['/rows/instances.json', 200],
    ['/data/aio.csv', 200],
    ['/metrics', 200],
    ['/healthz', 200],
    ['/_assets/site.abc123.css', 200],
    ['/archive/index.json', 200],
    [`/archive/${FIRST}/`, 200],
    ['/hosts', 301],
    ['/none', 404],
    [`/archive/${FIRST}/none`, 404],
  ])('HEAD of %s answers as GET does, without the body', async (path, status) => {
    for (const encoding of ['identity', 'gzip']) {
      const headers = { 'accept-encoding': encoding }
      const [head, whole] = [await get(path, headers, 'HEAD'), await get(path, headers)]
      expect([head.status, whole.status, head.body.length]).toEqual([status, status, 0])
      const { date: _, 'transfer-encoding': __, ...told } = whole.headers
      const { date: ___, 'transfer-encoding': ____, ...toldByHead } = head.headers
      expect(toldByHead).toEqual(told)
      // Of what is unpacked or rewritten on its way the length is not known before.
      if (told['content-length'] !== undefined) expect(told['content-length']).toBe(String(whole.body.length))
    }
  })
})

describe('transfer', () => {
  test('a client with gzip gets the compressed copy, one without gets the plain file', async () => {
    const plain = await get('/rows/instances.json')
    const compressed = await get('/rows/instances.json', { 'accept-encoding': 'gzip, br' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(compressed.headers['content-encoding']).toBe('gzip')
    expect(compressed.headers.vary).toContain('Accept-Encoding')
    expect(gunzipSync(compressed.body)).toEqual(plain.body)
    expect(compressed.body.length).toBeLessThan(plain.body.length / 4)
  })

  test('a range is answered with that range', async () => {
    const { body } = await get('/rows/instances.json')
    const part = await get('/rows/instances.json', { range: 'bytes=10-19' })
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${body.length}`])
    expect(part.body).toEqual(body.subarray(10, 20))
    expect((await get('/rows/instances.json', { range: 'bytes=99999999-' })).status).toBe(416)
  })

  test.each([
    ['bytes=-10', 10],
    ['bytes=5-5', 1],
    ['bytes=0-', null],
  ])('so is %s', async (range, length) => {
    const { body } = await get('/rows/instances.json')
    const part = await get('/rows/instances.json', { range })
    expect([part.status, part.body.length]).toEqual([206, length ?? body.length])
    expect(body.includes(part.body)).toBe(true)
  })

  test('several ranges come as parts, and never as more than the file', async () => {
    const { body } = await get('/rows/instances.json')
    const two = await get('/rows/instances.json', { range: 'bytes=0-9,100-109' })
    expect(two.status).toBe(206)
    expect(two.headers['content-type']).toMatch(/^multipart\/byteranges; boundary=/)
    expect(two.body.toString()).toContain(body.subarray(100, 110).toString())
    const many = await get('/rows/instances.json', {
      range: `bytes=${Array.from({ length: 500 }, () => '0-').join()}`,
    })
    expect(many.body.length).toBe(body.length)
  })

  test('what is no range is answered with the whole, or with a plain no', async () => {
    for (const range of ['bytes', 'bytes=', 'lines=1-2', '0-1']) {
      expect((await get('/rows/instances.json', { range })).status).toBe(200)
    }
    for (const range of ['bytes=9-2', 'bytes=x-y', 'bytes=99999999999999999999-']) {
      const { status, body } = await get('/rows/instances.json', { range })
      expect([range, status]).toEqual([range, 416])
      expect(body.toString()).not.toContain('second')
    }
  })

  test('a range goes on only with the file that it began with', async () => {
    const { headers } = await get('/rows/instances.json')
    const ask = (validator: string) =>
      get('/rows/instances.json', { range: 'bytes=10-19', 'if-range': validator })
    expect((await ask(String(headers.etag))).status).toBe(206)
    expect((await ask(String(headers['last-modified']))).status).toBe(206)
    expect((await ask('"other"')).status).toBe(200)
    expect((await ask('Sun, 06 Nov 1994 08:49:37 GMT')).status).toBe(200)
  })

  test('the other conditions are kept, too', async () => {
    const { headers } = await get('/hosts/')
    const [etag, modified] = [String(headers.etag), String(headers['last-modified'])]
    const statuses = async (...conditions: Record<string, string>[]) =>
      Promise.all(conditions.map(async (condition) => (await get('/hosts/', condition)).status))
    expect(
      await statuses({ 'if-match': etag }, { 'if-match': '*' }, { 'if-unmodified-since': modified }),
    ).toEqual([200, 200, 200])
    const long = 'Sun, 06 Nov 1994 08:49:37 GMT'
    expect(await statuses({ 'if-match': '"other"' }, { 'if-unmodified-since': long })).toEqual([412, 412])
    expect(await statuses({ 'if-none-match': `"other", W/${etag}` }, { 'if-none-match': '*' })).toEqual([
      304, 304,
    ])
    // A tag counts more than a time.
    expect(await statuses({ 'if-none-match': '"other"', 'if-modified-since': modified })).toEqual([200])
  })

  test('an unchanged file costs a 304', async () => {
    const first = await get('/hosts/')
    expect(first.headers['cache-control']).toBe('private, no-cache')
    const etag = String(first.headers.etag)
    expect((await get('/hosts/', { 'if-none-match': etag })).status).toBe(304)
    expect((await get('/hosts/', { 'if-none-match': '"other"' })).status).toBe(200)
    const since = String(first.headers['last-modified'])
    expect((await get('/hosts/', { 'if-modified-since': since })).status).toBe(304)
  })
})
