import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askRaw, openSocket, readStatus, readToEnd } from '../support/ask-raw.ts'
import { FIRST, type PublishedNginx, startPublishedNginx } from '../support/published-nginx.ts'
import { ask } from '../support/request.ts'

let nginx: PublishedNginx

beforeAll(async () => {
  // Ten seconds in the configuration; a test does not wait so long.
  nginx = await startPublishedNginx({
    edit: (text) => text.replace('client_header_timeout 10s', 'client_header_timeout 1s'),
  })
})

afterAll(() => nginx.stop())

const secrets = /root:|archived data|secret\|row|schema|dot f|site: /

function request(line: string, ...headers: string[]): Promise<string> {
  const own = ['Host: site', 'Connection: close', `Authorization: ${nginx.authorization}`]
  return askRaw(nginx.origin, [line, ...own, ...headers])
}

/** `..` and `/` as servers were fooled by them: encoded once, twice and thrice, over-long, as UTF-16, with backslashes, parameters and ends of text. */
const ups = [
  '..',
  '%2e%2e',
  '%2E%2e',
  '.%2e',
  '%2e.',
  '%252e%252e',
  '%25252e%25252e',
  '%c0%ae%c0%ae',
  '%c0%2e%c0%2e',
  '%e0%80%ae%e0%80%ae',
  '%f0%80%80%ae%f0%80%80%ae',
  '%uff0e%uff0e',
  '%u002e%u002e',
  '\xc0\xae\xc0\xae',
  '..;',
  '..;x=1',
  '..%00',
  '..%0a',
  '..%0d%0a',
  '..%09',
  '..%20',
  '.. ',
  '....',
  '...',
  '.%00.',
]
const slashes = [
  '/',
  '//',
  '%2f',
  '%252f',
  '%5c',
  '\\',
  '%c0%af',
  '%e0%80%af',
  '%u2215',
  '/./',
  '%2f%2e%2f',
  ';/',
]
const starts = [
  '/',
  '/hosts/',
  '/_assets/',
  `/archive/${FIRST}/`,
  `/archive/${FIRST}/_assets/`,
  '/data/',
  '/thinned/',
]
const targets = ['data/aio.csv', 'etc/passwd', 'aether.yaml', `archive/${FIRST}/manifest.json`]

describe('no way out of the site', () => {
  test.each(ups)('%j', async (up) => {
    const found: string[] = []
    for (const slash of slashes) {
      const paths = starts.flatMap((start) =>
        [1, 2, 6].flatMap((depth) =>
          targets.map((target) => `${start}${(up + slash).repeat(depth)}${target}`),
        ),
      )
      // A path that names a page or a file of the site after all is fine; what is outside has these words in it.
      const answers = await Promise.all(
        paths.map(async (path) => [path, await request(`GET ${path} HTTP/1.1`)] as const),
      )
      for (const [path, answer] of answers) {
        const body = answer.slice(answer.indexOf('\r\n\r\n'))
        const isRight = [200, 301, 400, 404, 405].includes(readStatus(answer))
        if (secrets.test(body) || !isRight) found.push(`${readStatus(answer)} ${path}`)
      }
    }
    expect(found).toEqual([])
  })

  test.each([
    'GET http://other/data/../../data/aio.csv HTTP/1.1',
    'GET file:///etc/passwd HTTP/1.1',
    'GET /etc/passwd',
    'GET ../../data/aio.csv HTTP/1.1',
    'GET //etc/passwd HTTP/1.1',
    'GET /\x00 HTTP/1.1',
    'GET /%00../data/aio.csv HTTP/1.1',
    'GET /data/aio.csv%00.html HTTP/1.1',
    'GET /?/../../data/aio.csv HTTP/1.1',
    'GET /#/../../data/aio.csv HTTP/1.1',
    'GET * HTTP/1.1',
    'GET /thinned/../archive/2026/../../data/aio.csv HTTP/1.1',
  ])('%j', async (line) => {
    const answer = await request(line)
    expect(answer.slice(answer.indexOf('\r\n\r\n'))).not.toMatch(secrets)
    expect([0, 200, 400, 404]).toContain(readStatus(answer))
  })

  test('asked without a password, all of them are refused before anything is looked at', async () => {
    for (const up of ups.filter((one) => !one.includes(' '))) {
      const answer = await askRaw(nginx.origin, [
        `GET /hosts/${up}/data/aio.csv HTTP/1.1`,
        'Host: a',
        'Connection: close',
      ])
      expect([up, [400, 401].includes(readStatus(answer))]).toEqual([up, true])
    }
  })
})

describe('methods', () => {
  const methods = [
    'TRACE',
    'TRACK',
    'DEBUG',
    'COPY',
    'MOVE',
    'LOCK',
    'UNLOCK',
    'PROPPATCH',
    'SEARCH',
    'get',
    'PURGE',
  ]
  test.each(methods)('%s is refused', async (method) => {
    for (const path of [
      '/',
      '/hosts',
      '/none',
      '/_assets/site.abc123.css',
      `/archive/${FIRST}/`,
      '/healthz',
    ]) {
      const answer = await request(`${method} ${path} HTTP/1.1`)
      expect([path, [400, 405].includes(readStatus(answer))]).toEqual([path, true])
      expect(answer).not.toContain(nginx.authorization)
      expect(answer).not.toMatch(/second|first/)
    }
  })

  test('nothing is tunnelled, and no body is taken', async () => {
    expect(readStatus(await request('CONNECT 127.0.0.1:22 HTTP/1.1'))).toBeGreaterThanOrEqual(400)
    expect(readStatus(await request('POST / HTTP/1.1', 'Content-Length: 2000'))).toBe(413)
    expect(readStatus(await request('POST / HTTP/1.1', 'Content-Length: -1'))).toBe(400)
    expect(
      readStatus(await request('GET / HTTP/1.1', 'Content-Length: 1', 'Transfer-Encoding: chunked')),
    ).toBe(400)
  })
})

describe('what is too large', () => {
  test.each([
    ['a path', 'GET /{} HTTP/1.1', '', 414],
    ['a query', 'GET /?{} HTTP/1.1', '', 414],
    ['a header', 'GET / HTTP/1.1', 'X-Large: {}', 400],
    ['a cookie', 'GET / HTTP/1.1', 'Cookie: {}', 400],
    ['a name of a header', 'GET / HTTP/1.1', '{}: x', 400],
  ])('%s is refused, with the security headers', async (_what, line, header, status) => {
    const fill = (text: string) => text.replace('{}', 'x'.repeat(40_000))
    const answer = await request(fill(line), ...(header === '' ? [] : [fill(header)]))
    expect(readStatus(answer)).toBe(status)
    expect(answer).toContain('X-Content-Type-Options: nosniff')
    expect(answer).not.toContain('second')
  })

  test('many small headers are refused together', async () => {
    const answer = await request(
      'GET / HTTP/1.1',
      ...Array.from({ length: 5000 }, (_, index) => `X-${index}: ${index}`),
    )
    expect(readStatus(answer)).toBe(400)
  })

  test('a header of a browser with a long link is not', async () => {
    expect(
      readStatus(await request(`GET /?plan=${'x'.repeat(6000)} HTTP/1.1`, `Cookie: a=${'x'.repeat(4000)}`)),
    ).toBe(200)
  })
})

describe('slow clients', () => {
  test('one that sends its header byte by byte is cut off', async () => {
    const socket = await openSocket(nginx.origin)
    const answer = readToEnd(socket)
    const bytes = `GET / HTTP/1.1\r\nHost: a\r\nAuthorization: ${nginx.authorization}\r\nX: ${'x'.repeat(200)}`
    const sending = (async () => {
      for (const byte of bytes) {
        if (socket.destroyed) return
        socket.write(byte)
        await sleep(50)
      }
    })()
    expect([0, 408]).toContain(readStatus(await answer))
    await sending
  })

  test('hundreds that ask and read nothing keep nobody waiting', async () => {
    const lines = ['GET /rows/instances.json HTTP/1.1', 'Host: a', `Authorization: ${nginx.authorization}`]
    const sockets = await Promise.all(Array.from({ length: 300 }, () => openSocket(nginx.origin)))
    for (const [index, socket] of sockets.entries()) {
      socket.pause()
      // Half of them stop within the header.
      socket.write(`${lines.join('\r\n')}\r\n${index % 2 === 0 ? '' : '\r\n'}`)
    }
    for (const path of ['/', '/hosts/', '/rows/instances.json']) {
      const { status } = await ask(nginx.origin, path, { headers: { authorization: nginx.authorization } })
      expect(status).toBe(200)
    }
    for (const socket of sockets) socket.destroy()
  })
})
