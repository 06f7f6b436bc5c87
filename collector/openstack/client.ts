import pLimit, { type LimitFunction } from 'p-limit'

import { CollectError } from '../errors.ts'
import { explainAnswer } from './answer-error.ts'
import { buildAuthBody, readToken, type Token } from './auth.ts'
import { findEndpoint, listRegions, type ServiceName, services } from './catalog.ts'
import { type Credentials, listSecrets } from './credentials.ts'
import { createHttp, type HttpAnswer, type HttpRequest, type Send } from './http.ts'
import {
  chooseMicroversion,
  listVersionUrls,
  readVersionDocument,
  type VersionRange,
  type WantedVersion,
} from './microversion.ts'
import { RequestError } from './request-error.ts'
import { defaultRetryPolicy, type RetryPolicy, sendWithRetries } from './retry.ts'

export interface ApiRequest {
  service: ServiceName
  /** Below the endpoint, with a slash at its start. */
  path: string
  query?: Record<string, string>
  /** Without it the service's oldest behaviour is asked for. */
  version?: WantedVersion
}

/** The cloud as one subject sees it. */
export interface Api {
  /** How many requests one subject may have under way. */
  readonly concurrency: number
  /** Resolves with the JSON of a 200. Rejects with RequestError. */
  get(request: ApiRequest): Promise<unknown>
  /** Whether the service offers `version` at least. Rejects as `get`. */
  offers(service: ServiceName, version: string): Promise<boolean>
}

export interface ClientOptions {
  concurrency: number
  requestSeconds: number
  signal: AbortSignal
  retry?: RetryPolicy
}

export interface CloudClient {
  readonly region: string
  /** What the services said of themselves so far: "compute" -> "2.93". */
  readonly versions: Record<string, string>
  /** `count` is called for every request that is sent, repeated ones included. */
  createApi(count: () => void): Api
  close(): Promise<void>
}

/** Logs in. Throws CollectError for a refused credential and for a Keystone out of reach. */
export async function openCloud(credentials: Credentials, options: ClientOptions): Promise<CloudClient> {
  const http = createHttp({
    tls: credentials.tls,
    connections: options.concurrency,
    requestSeconds: options.requestSeconds,
    signal: options.signal,
  })
  try {
    const session = await createSession(credentials, http.send, options)
    return { ...session, close: http.close }
  } catch (error) {
    await http.close()
    throw error
  }
}

async function createSession(
  credentials: Credentials,
  send: Send,
  options: ClientOptions,
): Promise<Omit<CloudClient, 'close'>> {
  const policy = options.retry ?? defaultRetryPolicy
  const ranges = new Map<ServiceName, Promise<VersionRange>>()
  const limits = new Map<ServiceName, LimitFunction>()
  /** Services that refused a fresh token: logging in again for each of their requests would not help. */
  const refusing = new Set<ServiceName>()
  const versions: Record<string, string> = {}
  let token = await logIn(credentials, send, policy, options.signal)
  let renewal: Promise<Token> | null = null

  function endpointOf(service: ServiceName): string {
    const endpoint = findEndpoint(service, token.catalog, credentials)
    if (endpoint !== null) return endpoint
    const region =
      credentials.region === null
        ? ''
        : ` in region ${credentials.region} (it has ${listRegions(token.catalog).join(', ')})`
    throw new RequestError(
      `The cloud's catalog has no ${credentials.interface} endpoint of ${services[service].title}${region}.`,
      { kind: 'no-endpoint' },
    )
  }

  async function renew(used: Token): Promise<void> {
    if (token !== used) return
    renewal ??= logIn(credentials, send, policy, options.signal).finally(() => {
      renewal = null
    })
    token = await renewal
  }

  async function sendAuthorised(
    service: ServiceName,
    url: string,
    headers: Record<string, string>,
    count: () => void,
  ): Promise<HttpAnswer> {
    const limit = limits.get(service) ?? pLimit(options.concurrency)
    limits.set(service, limit)
    const counted: Send = (request) => {
      count()
      return send(request)
    }
    return limit(async () => {
      const used = token
      const answer = await sendWithRetries(counted, buildGet(url, headers, used), policy, options.signal)
      if (answer.status !== 401 || refusing.has(service)) return answer
      await renew(used)
      const second = await sendWithRetries(counted, buildGet(url, headers, token), policy, options.signal)
      if (second.status === 401) refusing.add(service)
      return second
    })
  }

  function rangeOf(service: ServiceName, count: () => void): Promise<VersionRange> {
    const known = ranges.get(service)
    if (known) return known
    const found = discover(service, count)
    ranges.set(service, found)
    return found
  }

  async function discover(service: ServiceName, count: () => void): Promise<VersionRange> {
    let answer: HttpAnswer | null = null
    for (const url of listVersionUrls(endpointOf(service))) {
      answer = await sendAuthorised(service, url, {}, count)
      const range = readVersionDocument(
        answer.json,
        service === 'compute' ? 'v2' : service === 'volume' ? 'v3' : 'v',
      )
      if (range !== null && answer.status < 400) {
        versions[service] = range.max
        return range
      }
    }
    throw explainAnswer(service, 'GET of its version document', answer ?? emptyAnswer, secretsOf(token))
  }

  async function pin(request: ApiRequest, count: () => void): Promise<Record<string, string>> {
    const name = services[request.service].microversionName
    if (name === null || request.version === undefined) return {}
    const range = await rangeOf(request.service, count)
    const chosen = chooseMicroversion(range, request.version)
    if (chosen !== null) return { 'openstack-api-version': `${name} ${chosen}` }
    throw new RequestError(
      `${services[request.service].title} offers the versions ${range.min} to ${range.max}; ${request.path} needs ${request.version.min} to ${request.version.max}.`,
      { kind: 'status' },
    )
  }

  function secretsOf(current: Token): string[] {
    return [...listSecrets(credentials), current.value]
  }

  return {
    region: credentials.region ?? listRegions(token.catalog)[0] ?? '',
    versions,
    createApi(count) {
      return {
        concurrency: options.concurrency,
        async get(request) {
          const url = buildUrl(endpointOf(request.service), request)
          const answer = await sendAuthorised(request.service, url, await pin(request, count), count)
          if (answer.status === 200 && answer.json !== null) return answer.json
          throw explainAnswer(request.service, `GET ${request.path}`, answer, secretsOf(token))
        },
        async offers(service, version) {
          return chooseMicroversion(await rangeOf(service, count), { min: version, max: version }) !== null
        },
      }
    },
  }
}

async function logIn(
  credentials: Credentials,
  send: Send,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<Token> {
  const request: HttpRequest = {
    method: 'POST',
    url: `${credentials.authUrl}/auth/tokens`,
    headers: {},
    body: buildAuthBody(credentials),
  }
  try {
    // A login changes nothing in the cloud, so it may be repeated; twice is enough for a Keystone that restarts.
    const answer = await sendWithRetries(
      send,
      request,
      { ...policy, attempts: Math.min(2, policy.attempts) },
      signal,
    )
    return readToken(answer, credentials)
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    throw new CollectError(
      `Keystone at ${credentials.authUrl} cannot be asked: ${error.message} Check auth_url in ${credentials.origin}, and that this machine reaches it.`,
      { cause: error },
    )
  }
}

function buildGet(url: string, headers: Record<string, string>, token: Token): HttpRequest {
  return { method: 'GET', url, headers: { ...headers, 'x-auth-token': token.value } }
}

const emptyAnswer: HttpAnswer = { status: 404, headers: {}, json: null, text: '' }

function buildUrl(endpoint: string, request: ApiRequest): string {
  // Glance's endpoint may or may not name the version.
  const base = request.service === 'image' && !/\/v\d+$/.test(endpoint) ? `${endpoint}/v2` : endpoint
  const query = new URLSearchParams(request.query).toString()
  return `${base}${request.path}${query === '' ? '' : `?${query}`}`
}
