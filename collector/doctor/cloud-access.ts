import { type Api, type CloudClient, createClient } from '../openstack/client.ts'
import type { Credentials } from '../openstack/credentials.ts'
import { createHttp, type HttpAnswer, type Send } from '../openstack/http.ts'
import { asFilledText, asRecord, asRecords, asText } from '../openstack/json.ts'
import { openSession, type Session } from '../openstack/session.ts'

/** A machine's clock against ours, in milliseconds: above 0 where theirs is ahead. */
export interface ClockSample {
  host: string
  aheadMs: number
}

/** A login, with what a collection does not need to know of it. */
export interface CloudAccess {
  credentials: Credentials
  session: Session
  client: CloudClient
  api: Api
  /** Names of the roles that the token has. */
  roles: string[]
  /** ISO 8601; null where Keystone does not tell. */
  expiresAt: string | null
  /** One of each answer so far. */
  clocks: ClockSample[]
}

export interface AccessOptions {
  concurrency: number
  requestSeconds: number
  signal: AbortSignal
  clock: () => Date
}

/** Logs in. Throws CollectError for a refused credential and for a Keystone out of reach. */
export async function openCloudAccess(
  credentials: Credentials,
  options: AccessOptions,
): Promise<CloudAccess> {
  const { concurrency, requestSeconds, signal, clock } = options
  const http = createHttp({ tls: credentials.tls, requestSeconds, signal })
  const clocks: ClockSample[] = []
  let login: HttpAnswer | null = null
  const send: Send = async (request) => {
    const sent = clock().getTime()
    const answer = await http.send(request)
    const aheadMs = compareClocks(answer, sent, clock().getTime())
    if (aheadMs !== null) clocks.push({ host: new URL(request.url).host, aheadMs })
    if (request.method === 'POST') login = answer
    return answer
  }
  try {
    const retry = { attempts: 2, firstMs: 400, longestMs: 2000, longestRetryAfterMs: 5000 }
    const session = await openSession(credentials, send, { concurrency, retry, signal })
    const client = createClient(credentials, session, concurrency, http.close)
    const api = client.createApi(() => undefined)
    return { credentials, session, client, api, clocks, ...readLogin(login) }
  } catch (error) {
    await http.close()
    throw error
  }
}

/**
 * By Date (RFC 9110, section 6.6.1), which not every server sends, or else by the birth of the token. Both are cut to the
 * second, so half a second is added; the answer was made halfway.
 */
function compareClocks(answer: HttpAnswer, sent: number, received: number): number | null {
  const { date } = answer.headers
  const issued = asText(asRecord(asRecord(answer.json)['token'])['issued_at'])
  const theirs = Date.parse(typeof date === 'string' && date !== '' ? date : issued)
  return Number.isNaN(theirs) ? null : theirs + 500 - (sent + received) / 2
}

function readLogin(answer: HttpAnswer | null): Pick<CloudAccess, 'roles' | 'expiresAt'> {
  const token = asRecord(asRecord(answer?.json)['token'])
  return {
    roles: asRecords(token['roles']).map((role) => asText(role['name'])),
    expiresAt: asFilledText(token['expires_at']),
  }
}
