import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST, type PublishedNginx, startPublishedNginx } from '../support/published-nginx.ts'
import { ask } from '../support/request.ts'

/** What http.conf and locations.conf let through at once. */
const BURST = 60

let nginx: PublishedNginx

beforeAll(async () => {
  // The tests come from several addresses, and on a busy machine none gets an attempt back meanwhile.
  const edit = (text: string) => text.replace('rate=30r/m', 'rate=1r/m')
  nginx = await startPublishedNginx({ extra: ['proxy.conf'], edit })
})

afterAll(() => nginx.stop())

function basic(password: string): string {
  return `Basic ${Buffer.from(`operator:${password}`).toString('base64')}`
}

function askFrom(address: string, authorization: string | null, path = '/') {
  const headers = { 'x-forwarded-for': address, ...(authorization !== null && { authorization }) }
  return ask(nginx.origin, path, { headers })
}

/** The statuses of so many different wrong passwords. */
async function guess(address: string, count: number, prefix = 'guess'): Promise<number[]> {
  const statuses: number[] = []
  for (let index = 0; index < count; index++) {
    statuses.push((await askFrom(address, basic(`${prefix} ${index}`))).status)
  }
  return statuses
}

describe('somebody who guesses', () => {
  const address = '203.0.113.7'

  test('is told so after the burst, whatever comes then, also the right password', async () => {
    const statuses = await guess(address, BURST + 20)
    expect(statuses.slice(0, BURST)).toEqual(Array.from({ length: BURST }, () => 401))
    expect(statuses.slice(BURST + 1)).toEqual(Array.from({ length: 19 }, () => 429))
    const paths = ['/', '/hosts', '/hosts/', '/none', '/rows/instances.json', '/data/aio.csv', '/metrics']
    const archived = ['', 'hosts', 'hosts/', 'none', '_assets/none.css'].map(
      (path) => `/archive/${FIRST}/${path}`,
    )
    for (const path of [...paths, ...archived, '/archive/index.json', '/.secret']) {
      const { status, headers, body } = await askFrom(address, nginx.authorization, path)
      expect([path, status, headers['retry-after']]).toEqual([path, 429, '60'])
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(body.toString()).not.toMatch(/first|second/)
    }
    expect(await nginx.errorLog()).toMatch(/password mismatch, client: 203\.0\.113\.7/)
    expect(await nginx.errorLog()).toMatch(/too-many-attempts.*client: 203\.0\.113\.7/)
  })

  test('still gets what needs no password, and is asked for one', async () => {
    expect((await askFrom(address, basic('x'), '/_assets/site.abc123.css')).status).toBe(200)
    expect((await askFrom(address, basic('x'), '/healthz')).status).toBe(200)
    expect((await askFrom(address, null)).status).toBe(401)
  })

  test('keeps nobody else out', async () => {
    expect((await askFrom('203.0.113.8', nginx.authorization)).status).toBe(200)
  })
})

test('somebody with the whole network of an IPv6 address counts once', async () => {
  const statuses: number[] = []
  for (let index = 0; index < BURST + 20; index++) {
    const address = `2001:db8:1:2:a:b:c:${index.toString(16)}`
    statuses.push((await askFrom(address, basic(`guess ${index}`))).status)
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(15)
  expect((await askFrom('2001:db8:1:3:a:b:c:1', nginx.authorization)).status).toBe(200)
})

test('an account of their own gives a guesser no more attempts', async () => {
  const address = '203.0.113.9'
  const statuses: number[] = []
  for (let index = 0; index < BURST + 20; index++) {
    expect([200, 429]).toContain((await askFrom(address, nginx.authorization)).status)
    statuses.push(...(await guess(address, 1, `mixed ${index}`)))
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(15)
})

test('a browser with the right password is never turned away, however many files its pages have', async () => {
  const paths = [
    '/',
    '/hosts/',
    '/hosts/cmp01/',
    '/rows/instances.json',
    '/data/aio.csv',
    '/metrics',
    '/none',
  ]
  const load = () => Promise.all(paths.map((path) => askFrom('203.0.113.10', nginx.authorization, path)))
  const statuses: number[] = []
  for (let round = 0; round < 60; round++) statuses.push(...(await load()).map(({ status }) => status))
  expect(statuses.length).toBeGreaterThan(5 * BURST)
  expect(new Set(statuses)).toEqual(new Set([200, 404]))
})

test('strangers without a password are asked for one, however often they come', async () => {
  const answers = await Promise.all(Array.from({ length: 300 }, () => askFrom('203.0.113.11', null)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
})
