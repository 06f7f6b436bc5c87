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

  test('HEAD answers as GET does, without the body', async () => {
    for (const path of ['/', '/rows/instances.json', `/archive/${FIRST}/`, '/healthz']) {
      const [head, whole] = [await get(path, {}, 'HEAD'), await get(path)]
      expect(head.status).toBe(200)
      expect(head.body.length).toBe(0)
      // Of what is unpacked on its way, as in the archive, the length is not known before.
      const length = path.startsWith('/archive/') ? undefined : String(whole.body.length)
      expect([path, head.headers['content-length']]).toEqual([path, length])
      expect(whole.headers['content-length']).toBe(length)
      expect(head.headers.etag).toBe(whole.headers.etag)
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
