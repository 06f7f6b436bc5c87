import { readFileSync } from 'node:fs'

import { Agent, type Dispatcher, request } from 'undici'

import { UsageError } from '../errors.ts'
import { describeNetworkError, RequestError } from './request-error.ts'

export interface HttpRequest {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: unknown
}

export interface HttpAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  /** Parsed JSON; null where the body is empty or is not JSON (then `text` has it). */
  json: unknown
  text: string
}

/** Sends one request and resolves with any answer; rejects with a RequestError where there is none. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>

export interface TlsSettings {
  verify: boolean
  cacert: string | null
  cert: string | null
  key: string | null
}

export interface HttpOptions {
  tls: TlsSettings
  requestSeconds: number
  /** Ends everything that is under way. */
  signal: AbortSignal
}

/**
 * One keep-alive pool for every service, which may share an origin; the session bounds what is under way at each. `close` ends it with
 * its connections.
 */
export function createHttp(options: HttpOptions): { send: Send; close: () => Promise<void> } {
  const agent = new Agent({
    keepAliveTimeout: 30_000,
    connect: { ...readTlsOptions(options.tls), timeout: Math.min(10, options.requestSeconds) * 1000 },
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    send: (wanted) => sendOnce(wanted, agent, options),
    close: () => agent.destroy(),
  }
}

async function sendOnce(wanted: HttpRequest, agent: Agent, options: HttpOptions): Promise<HttpAnswer> {
  const limit = AbortSignal.timeout(options.requestSeconds * 1000)
  try {
    const answer = await request(wanted.url, {
      method: wanted.method,
      headers: {
        accept: 'application/json',
        'user-agent': 'aether',
        ...(wanted.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...wanted.headers,
      },
      body: wanted.body === undefined ? null : JSON.stringify(wanted.body),
      dispatcher: agent,
      signal: AbortSignal.any([limit, options.signal]),
    })
    return await readAnswer(answer)
  } catch (error) {
    throw explain(error, wanted.url, limit, options)
  }
}

async function readAnswer(answer: Dispatcher.ResponseData): Promise<HttpAnswer> {
  const text = await answer.body.text()
  let json: unknown = null
  try {
    json = text === '' ? null : JSON.parse(text)
  } catch {
    // Proxies answer in HTML; the caller sees that there is no JSON and says so.
  }
  return { status: answer.statusCode, headers: answer.headers, json, text }
}

function explain(error: unknown, url: string, limit: AbortSignal, options: HttpOptions): RequestError {
  // An address from the catalog may be none at all.
  const host = URL.parse(url)?.host || url
  if (options.signal.aborted) {
    const reason: unknown = options.signal.reason
    return new RequestError(reason instanceof Error ? reason.message : 'The run was stopped.', {
      kind: 'time-limit',
    })
  }
  if (limit.aborted) {
    return new RequestError(`${host} did not answer within ${options.requestSeconds} s.`, { kind: 'network' })
  }
  return new RequestError(
    `${host} could not be reached: ${describeNetworkError(error)}.`,
    { kind: 'network' },
    { cause: error },
  )
}

function readTlsOptions(tls: TlsSettings): Record<string, unknown> {
  return {
    rejectUnauthorized: tls.verify,
    ...(tls.cacert === null ? {} : { ca: readPem(tls.cacert, 'cacert') }),
    ...(tls.cert === null ? {} : { cert: readPem(tls.cert, 'cert') }),
    ...(tls.key === null ? {} : { key: readPem(tls.key, 'key') }),
  }
}

function readPem(file: string, key: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`The file ${file} that ${key} names could not be read.`, { cause: error })
  }
}
