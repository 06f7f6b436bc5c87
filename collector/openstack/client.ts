import { explainAnswer } from './answer-error.ts'
import { findEndpoint, listRegions, type ServiceName, services } from './catalog.ts'
import type { Credentials } from './credentials.ts'
import { createHttp, type HttpAnswer } from './http.ts'
import {
  chooseMicroversion,
  listVersionUrls,
  readVersionDocument,
  type VersionRange,
  type WantedVersion,
} from './microversion.ts'
import { RequestError } from './request-error.ts'
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts'
import { openSession, type Session } from './session.ts'

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
  /** Whether the service offers `version`. Rejects as `get`. */
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
  /** The newest version that each service offers, of those that were asked: "compute" -> "2.93". */
  readonly versions: Readonly<Record<string, string>>
  /** `count` is called for every request that is sent, repeated ones included. */
  createApi(count: () => void): Api
  close(): Promise<void>
}

/** Logs in. Throws CollectError for a refused credential and for a Keystone out of reach. */
export async function openCloud(credentials: Credentials, options: ClientOptions): Promise<CloudClient> {
  const { concurrency, requestSeconds, signal, retry = defaultRetryPolicy } = options
  const http = createHttp({ tls: credentials.tls, requestSeconds, signal })
  try {
    const session = await openSession(credentials, http.send, { concurrency, retry, signal })
    return createClient(credentials, session, concurrency, http.close)
  } catch (error) {
    await http.close()
    throw error
  }
}

/** For who has a session of its own. */
export function createClient(
  credentials: Credentials,
  session: Session,
  concurrency: number,
  close: () => Promise<void>,
): CloudClient {
  const ranges = new Map<ServiceName, Promise<VersionRange>>()
  const versions: Record<string, string> = {}

  /** Asked once a service; each subject pins its own version within it. */
  function rangeOf(service: ServiceName, count: () => void): Promise<VersionRange> {
    const known = ranges.get(service)
    if (known) return known
    const found = discover(service, endpointOf(service, credentials, session), session, count)
    ranges.set(service, found)
    void found.then((range) => (versions[service] = range.max)).catch(() => undefined)
    return found
  }

  async function pin(request: ApiRequest, count: () => void): Promise<Record<string, string>> {
    const { title, microversionName } = services[request.service]
    if (microversionName === null || request.version === undefined) return {}
    const range = await rangeOf(request.service, count)
    const chosen = chooseMicroversion(range, request.version)
    if (chosen !== null) return { 'openstack-api-version': `${microversionName} ${chosen}` }
    throw new RequestError(
      `${title} offers the versions ${range.min} to ${range.max}, and ${request.path} needs one of ${request.version.min} to ${request.version.max}.`,
      { kind: 'status' },
    )
  }

  return {
    region: credentials.region ?? listRegions(session.catalog)[0] ?? '',
    versions,
    close,
    createApi: (count) => ({
      concurrency,
      async get(request) {
        const url = buildUrl(endpointOf(request.service, credentials, session), request)
        const answer = await session.get(request.service, url, await pin(request, count), count)
        if (answer.status === 200 && answer.json !== null) return answer.json
        throw explainAnswer(request.service, `GET ${request.path}`, answer, session.listSecrets())
      },
      async offers(service, version) {
        return chooseMicroversion(await rangeOf(service, count), { min: version, max: version }) !== null
      },
    }),
  }
}

function endpointOf(service: ServiceName, credentials: Credentials, session: Session): string {
  const endpoint = findEndpoint(service, session.catalog, credentials)
  if (endpoint !== null) return endpoint
  const { region } = credentials
  const where =
    region === null
      ? ''
      : ` in region ${region} (it knows ${listRegions(session.catalog).join(', ') || 'none'})`
  throw new RequestError(
    `The cloud's catalog has no ${credentials.interface} endpoint of ${services[service].title}${where}.`,
    { kind: 'no-endpoint' },
  )
}

async function discover(
  service: ServiceName,
  endpoint: string,
  session: Session,
  count: () => void,
): Promise<VersionRange> {
  let answer: HttpAnswer | null = null
  for (const url of listVersionUrls(endpoint)) {
    answer = await session.get(service, url, {}, count)
    const range =
      answer.status < 400 ? readVersionDocument(answer.json, services[service].majorVersion) : null
    if (range !== null) return range
  }
  throw explainAnswer(service, 'GET of its versions', answer ?? unanswered, session.listSecrets())
}

const unanswered: HttpAnswer = { status: 404, headers: {}, json: null, text: '' }

function buildUrl(endpoint: string, request: ApiRequest): string {
  // Glance's endpoint may or may not name the version.
  const base = request.service === 'image' && !/\/v\d+$/.test(endpoint) ? `${endpoint}/v2` : endpoint
  const query = new URLSearchParams(request.query).toString()
  return `${base}${request.path}${query === '' ? '' : `?${query}`}`
}
