import { afterEach, expect, test } from 'vitest'

import { type Api, openCloud } from '../../../collector/openstack/client.ts'
import type { Credentials } from '../../../collector/openstack/credentials.ts'
import { RequestError } from '../../../collector/openstack/request-error.ts'
import type { RetryPolicy } from '../../../collector/openstack/retry.ts'
import type { Handler } from '../support/http-server.ts'
import { password, type SmallCloud, startSmallCloud, tokenPrefix } from '../support/small-cloud.ts'

const retry: RetryPolicy = { attempts: 3, firstMs: 1, longestMs: 2, longestRetryAfterMs: 1500 }
const flavors = {
  service: 'compute',
  path: '/flavors/detail',
  version: { min: '2.61', max: '2.96' },
} as const
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('pins the version that both sides know, per service and never "latest"', async () => {
  const seen: unknown[] = []
  const { api } = await open((_path, request) => {
    seen.push(request.headers['openstack-api-version'])
    return { json: {} }
  })
  await api.get(flavors)
  await api.get({ ...flavors, version: { min: '2.53', max: '2.87' } })
  await api.get({ service: 'volume', path: '/volumes/detail', version: { min: '3.0', max: '3.70' } })
  await api.get({ service: 'placement', path: '/resource_providers', version: { min: '1.19', max: '1.39' } })
  await api.get({ service: 'image', path: '/images' })
  expect(seen).toEqual(['compute 2.93', 'compute 2.87', 'volume 3.59', 'placement 1.39', undefined])
})

test('asks for the versions of a service once', async () => {
  const { api, cloud } = await open(() => ({ json: {} }))
  await Promise.all([api.get(flavors), api.get(flavors), api.get(flavors)])
  expect(cloud.requests.filter((line) => line === 'GET /compute/v2.1/')).toHaveLength(1)
})

test('says which versions a cloud has that is too old', async () => {
  const { api } = await open(() => ({ json: {} }))
  const wanted = api.get({ ...flavors, version: { min: '2.95', max: '2.96' } })
  await expect(wanted).rejects.toThrow(/Nova offers the versions 2\.1 to 2\.93, and \/flavors\/detail needs/)
})

test('logs in again once when the token ends in the middle of a run, whatever the number of requests', async () => {
  const { api, cloud } = await open(() => ({ json: { flavors: [] } }))
  await api.get(flavors)
  cloud.expireTokens()
  const answers = await Promise.all(Array.from({ length: 40 }, () => api.get(flavors)))
  expect(answers).toHaveLength(40)
  expect(cloud.logins).toBe(2)
})

test('a service that refuses every token is asked with a fresh one only once', async () => {
  const { api, cloud } = await open(() => ({ status: 401, json: { error: { message: 'no' } } }))
  const refused = { service: 'image', path: '/images' } as const
  for (let index = 0; index < 3; index++) {
    await expect(api.get(refused)).rejects.toMatchObject({ kind: 'unauthorised', message: /service_type/ })
  }
  expect(cloud.logins).toBe(2)
})

test.each([
  [403, 'Policy does not allow it. ', 'and said: Policy does not allow it; the credential lacks the right: '],
  [401, 'Sign in!', 'and said: Sign in!; the token is good elsewhere, '],
  [400, 'No such thing.', 'and said: No such thing.'],
  [409, '', 'Glance answered 409 to GET /images.'],
])('says what a service answered %i with in one sentence', async (status, said, expected) => {
  const { api } = await open(() => ({ status, json: { error: { message: said } } }))
  const error = await api.get({ service: 'image', path: '/images' }).catch((reason: unknown) => reason)
  const message = error instanceof Error ? error.message : ''
  expect(message).toContain(expected)
  expect(message).toMatch(/^Glance answered \d+ to GET \/images/)
  expect(message).toMatch(/[^.]\.$/)
  expect(message).not.toMatch(/[.,;:]\s*[-;,.]/)
})

test.each([429, 500, 502, 503, 504])('repeats a GET that was answered %i', async (status) => {
  let tries = 0
  const { api } = await open(() => {
    tries += 1
    return tries < 3 ? { status, json: {} } : { json: { fine: true } }
  })
  expect(await api.get({ service: 'image', path: '/images' })).toEqual({ fine: true })
  expect(tries).toBe(3)
})

test.each([400, 403, 404, 409])('does not repeat a GET that was answered %i', async (status) => {
  let tries = 0
  const { api } = await open(() => {
    tries += 1
    return { status, json: { forbidden: { code: status, message: 'Policy does not allow it' } } }
  })
  await expect(api.get({ service: 'image', path: '/images' })).rejects.toMatchObject({ status })
  expect(tries).toBe(1)
})

test.each([
  ['a reset', { reset: true }],
  ['an answer that is cut off', { text: '{"images": [', length: 4000 }],
  ['an answer that is no JSON', { text: '<html>gateway' }],
])('repeats a GET after %s', async (_name, broken) => {
  let tries = 0
  const { api } = await open(() => {
    tries += 1
    return tries === 1 ? broken : { json: { fine: true } }
  })
  expect(await api.get({ service: 'image', path: '/images' })).toEqual({ fine: true })
})

test('waits as long as Retry-After says', async () => {
  let tries = 0
  const { api } = await open(() => {
    tries += 1
    return tries === 1 ? { status: 429, headers: { 'retry-after': '1' }, json: {} } : { json: {} }
  })
  const begin = performance.now()
  await api.get({ service: 'image', path: '/images' })
  expect(performance.now() - begin).toBeGreaterThan(950)
})

test('does not wait for a Retry-After beyond all patience', async () => {
  const { api } = await open(() => ({ status: 503, headers: { 'retry-after': '3600' }, json: {} }))
  await expect(api.get({ service: 'image', path: '/images' })).rejects.toMatchObject({ status: 503 })
})

test('gives up on an answer that does not come', async () => {
  const { api } = await open(() => ({ delayMs: 5000 }), { requestSeconds: 0.05 })
  await expect(api.get({ service: 'image', path: '/images' })).rejects.toThrow(
    /did not answer within 0\.05 s/,
  )
})

test('ends what is under way when the run is over, and says why', async () => {
  const run = new AbortController()
  const { api } = await open(() => ({ delayMs: 5000 }), { signal: run.signal })
  const request = api.get({ service: 'image', path: '/images' })
  setTimeout(() => run.abort(new Error('The time limit of the whole run was reached.')), 20)
  await expect(request).rejects.toMatchObject({ kind: 'time-limit', message: /time limit of the whole run/ })
})

test('has no more requests under way than allowed, for each service', async () => {
  const { api, cloud } = await open(() => ({ delayMs: 10, json: {} }), { concurrency: 4 })
  await Promise.all(Array.from({ length: 40 }, () => api.get({ service: 'image', path: '/images' })))
  expect(cloud.mostAtOnce).toBe(4)
})

test('no message holds a password or a token, even where a service repeats them', async () => {
  const { api } = await open((_path, request) => ({
    status: 400,
    json: { badRequest: { message: `bad ${String(request.headers['x-auth-token'])} for ${password}` } },
  }))
  const error = await api.get({ service: 'image', path: '/images' }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(RequestError)
  const told = JSON.stringify([String(error), (error as RequestError).detail, (error as Error).stack])
  expect(told).toContain('***')
  expect(told).not.toContain(password)
  expect(told).not.toContain(tokenPrefix)
})

test('a service that the catalog does not have is told from one that fails', async () => {
  const { api } = await open(() => ({ json: {} }), {}, { region: 'two' })
  await expect(api.get(flavors)).rejects.toMatchObject({
    kind: 'no-endpoint',
    message: "The cloud's catalog has no public endpoint of Nova in region two (it knows one).",
  })
})

test('an override of an endpoint wins over the catalog', async () => {
  const { api, cloud } = await open((path) =>
    path.pathname === '/elsewhere/v2/images' ? { json: { here: 1 } } : undefined,
  )
  cloud.credentials.endpointOverrides['image'] = `${cloud.url}/elsewhere/`
  expect(await api.get({ service: 'image', path: '/images' })).toEqual({ here: 1 })
})

test('a wrong password is one sentence that names the file', async () => {
  const cloud = await startSmallCloud(() => undefined)
  closers.push(cloud.close)
  const wrong: Credentials = {
    ...cloud.credentials,
    identity: {
      method: 'password',
      user: { id: 'u', name: null, domainId: null, domainName: null },
      password: 'guess',
    },
  }
  await expect(openCloud(wrong, options())).rejects.toThrow(
    /refused the credential \(401\): check .*password of cloud "small" in \/etc\/openstack\/clouds\.yaml\.$/,
  )
})

test('a Keystone out of reach is one sentence that names its address', async () => {
  const cloud = await startSmallCloud(() => undefined)
  await cloud.close()
  await expect(openCloud(cloud.credentials, options())).rejects.toThrow(
    /^Keystone at http:\/\/127\.0\.0\.1:\d+\/identity\/v3 cannot be asked: .*connection refused/,
  )
})

interface Overrides {
  requestSeconds?: number
  concurrency?: number
  signal?: AbortSignal
}

async function open(
  handle: Handler,
  overrides: Overrides = {},
  credentials: Partial<Credentials> = {},
): Promise<{ api: Api; cloud: SmallCloud }> {
  const cloud = await startSmallCloud(handle)
  Object.assign(cloud.credentials, credentials)
  const client = await openCloud(cloud.credentials, options(overrides))
  closers.push(client.close, cloud.close)
  return { api: client.createApi(() => undefined), cloud }
}

function options(overrides: Overrides = {}) {
  return { concurrency: 8, requestSeconds: 5, signal: new AbortController().signal, retry, ...overrides }
}
