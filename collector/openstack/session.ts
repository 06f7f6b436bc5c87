import { CollectError } from '../errors.ts'
import { buildAuthBody, type CatalogEntry, readToken, type Token } from './auth.ts'
import type { ServiceName } from './catalog.ts'
import { type Credentials, listSecrets } from './credentials.ts'
import { growingLimit, type Limit } from './growing-limit.ts'
import type { HttpAnswer, HttpRequest, Send } from './http.ts'
import { RequestError } from './request-error.ts'
import { type RetryPolicy, sendWithRetries } from './retry.ts'

export interface SessionOptions {
  /** Requests under way for each service. */
  concurrency: number
  retry: RetryPolicy
  signal: AbortSignal
}

/** A login that renews itself. */
export interface Session {
  readonly catalog: CatalogEntry[]
  /** The project of the token; null where its scope is another one. */
  readonly projectId: string | null
  /** What no message may hold. */
  listSecrets(): string[]
  /** Sends a GET with the token; `count` is called for every try. */
  get(
    service: ServiceName,
    url: string,
    headers: Record<string, string>,
    count: () => void,
  ): Promise<HttpAnswer>
}

/** Throws CollectError for a refused credential and for a Keystone out of reach. */
export async function openSession(
  credentials: Credentials,
  send: Send,
  options: SessionOptions,
): Promise<Session> {
  const limits = new Map<ServiceName, Limit>()
  /** Services that refused a fresh token: logging in again for each of their requests would not help. */
  const refusing = new Set<ServiceName>()
  let token = await logIn(credentials, send, options)
  let renewal: Promise<void> | null = null

  async function renew(used: Token): Promise<void> {
    if (token !== used) return
    // One that failed stays failed: each further try would bring the user closer to being locked out.
    renewal ??= replaceToken()
    await renewal
  }

  async function replaceToken(): Promise<void> {
    token = await logIn(credentials, send, options)
    renewal = null
  }

  async function getRenewing(
    service: ServiceName,
    request: HttpRequest,
    count: () => void,
  ): Promise<HttpAnswer> {
    const used = token
    const counted: Send = (wanted) => {
      count()
      return send(wanted)
    }
    const answer = await sendWithRetries(counted, authorise(request, used), options.retry, options.signal)
    if (answer.status !== 401 || refusing.has(service)) return answer
    await renew(used)
    const second = await sendWithRetries(counted, authorise(request, token), options.retry, options.signal)
    if (second.status === 401) refusing.add(service)
    return second
  }

  return {
    catalog: token.catalog,
    projectId: token.projectId,
    listSecrets: () => [...listSecrets(credentials), token.value],
    get(service, url, headers, count) {
      const limit = limits.get(service) ?? growingLimit(options.concurrency)
      limits.set(service, limit)
      return limit(() => getRenewing(service, { method: 'GET', url, headers }, count))
    },
  }
}

function authorise(request: HttpRequest, token: Token): HttpRequest {
  return { ...request, headers: { ...request.headers, 'x-auth-token': token.value } }
}

async function logIn(credentials: Credentials, send: Send, options: SessionOptions): Promise<Token> {
  const request: HttpRequest = {
    method: 'POST',
    url: `${credentials.authUrl}/auth/tokens`,
    headers: {},
    body: buildAuthBody(credentials),
  }
  // A login changes nothing in the cloud, so it may be repeated; twice is enough for a Keystone that restarts.
  const policy = { ...options.retry, attempts: Math.min(2, options.retry.attempts) }
  try {
    return readToken(await sendWithRetries(send, request, policy, options.signal), credentials)
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    throw new CollectError(
      `Keystone at ${credentials.authUrl} cannot be asked: ${error.message} Check auth_url in ${credentials.origin}, and that this machine reaches it.`,
      { cause: error },
    )
  }
}
