import { connect as connectHttp2 } from 'node:http2'
import { request } from 'node:https'
import { connect, type SecureVersion, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PublishedNginx, startPublishedNginx } from '../support/published-nginx.ts'
import { ask } from '../support/request.ts'

const HSTS = 'max-age=31536000'

let nginx: PublishedNginx

beforeAll(async () => {
  nginx = await startPublishedNginx({ site: 'aether-tls.conf' })
})

afterAll(() => nginx.stop())

function askSecurely(path: string, headers: Record<string, string> = {}) {
  const place = {
    host: '127.0.0.1',
    port: nginx.tlsPort,
    path,
    headers,
    rejectUnauthorized: false,
    agent: false,
  }
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const outgoing = request(place, (incoming) => {
        let body = ''
        incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
        )
      })
      outgoing.on('error', reject).end()
    },
  )
}

/** The socket once the handshake is done, which the caller ends. */
function shakeHands(options: object): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const place = { host: '127.0.0.1', port: nginx.tlsPort, rejectUnauthorized: false }
    const socket = connect({ ...place, ...options }, () => resolve(socket))
    socket.on('error', reject)
  })
}

test('without TLS there is only the way to it, for every path, and no password is asked for', async () => {
  for (const path of ['/', '/hosts/?q=a%20b', '/healthz', '/_assets/site.abc123.css', '/archive/']) {
    const { status, headers, body } = await ask(nginx.origin, path, {
      headers: { host: 'aether.example:80' },
    })
    expect([status, headers.location]).toEqual([301, `https://aether.example${path}`])
    expect(headers['www-authenticate']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
    // A browser would not believe it here, and a header without effect misleads.
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(body.toString()).not.toContain('second')
  }
})

test('with TLS it is the same site, which browsers then ask for by TLS only', async () => {
  const { authorization } = nginx
  const [stranger, page] = [await askSecurely('/'), await askSecurely('/', { authorization })]
  expect([stranger.status, stranger.headers['www-authenticate']]).toEqual([401, 'Basic realm="Aether"'])
  expect([page.status, page.body]).toEqual([200, expect.stringContaining('second')])
  const folder = await askSecurely('/hosts', { authorization })
  expect([folder.status, folder.headers['location']]).toEqual([301, './hosts/'])
  const answers = [
    stranger,
    page,
    folder,
    await askSecurely('/none', { authorization }),
    await askSecurely('/healthz'),
  ]
  for (const { headers } of answers) {
    expect(headers['strict-transport-security']).toBe(HSTS)
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

test('browsers get HTTP/2', async () => {
  const session = connectHttp2(`https://127.0.0.1:${nginx.tlsPort}`, { rejectUnauthorized: false })
  const paths = ['/', '/hosts/', '/rows/instances.json', '/_assets/site.abc123.css', '/healthz']
  const statuses = paths.map(
    (path) =>
      new Promise((resolve, reject) => {
        const stream = session.request({ ':path': path, authorization: nginx.authorization })
        stream.on('response', (headers) => resolve(headers[':status'])).on('error', reject)
        stream.resume()
      }),
  )
  expect(await Promise.all(statuses)).toEqual(paths.map(() => 200))
  session.close()
})

test.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('%s is spoken', async (version) => {
  const socket = await shakeHands({ minVersion: version, maxVersion: version })
  expect(socket.getProtocol()).toBe(version)
  socket.end()
})

test.each<SecureVersion>(['TLSv1', 'TLSv1.1'])('%s is not', async (version) => {
  const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
  await expect(shakeHands(old)).rejects.toThrow(/alert|version|protocol/i)
})

test('ciphers without forward secrecy are refused', async () => {
  const weak = { maxVersion: 'TLSv1.2' as const, ciphers: 'AES128-SHA:AES256-GCM-SHA384:AES128-GCM-SHA256' }
  await expect(shakeHands(weak)).rejects.toThrow(/handshake/i)
})
