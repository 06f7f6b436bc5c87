import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import type { Cloud } from './cloud.ts'
import type { Fault, Faults } from './faults.ts'
import { type Answer, answerNotFound, type Call } from './http.ts'
import { answerCeph } from './services/ceph.ts'
import { answerCompute } from './services/compute.ts'
import { answerIdentity } from './services/identity.ts'
import { answerImage } from './services/image.ts'
import { answerPlacement } from './services/placement.ts'
import { answerVolume } from './services/volume.ts'

const services: Record<string, (cloud: Cloud, call: Call) => Answer> = {
  identity: answerIdentity,
  compute: answerCompute,
  placement: answerPlacement,
  volume: answerVolume,
  image: answerImage,
  ceph: answerCeph,
}

export interface Listener {
  host: string
  port: number
  /** Requests answered so far. */
  requests(): number
  close(): Promise<void>
}

/** Serves the cloud: every service below its own path of one port. */
export async function listen(
  cloud: Cloud,
  faults: Faults,
  options: { host: string; port: number; latencyMs: () => number },
): Promise<Listener> {
  let requests = 0
  const server = createServer((message, response) => {
    requests += 1
    handle(cloud, faults, options.latencyMs(), message, response).catch((error: unknown) => {
      // A client that went away is no reason to fall over; anything else is a defect, and says so.
      if (!response.headersSent) response.writeHead(500)
      response.end(error instanceof Error ? error.stack : String(error))
    })
  })
  // Idle connections outlive a pause between two collections, as they do behind a real load balancer.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return { host: options.host, port, requests: () => requests, close: () => closeServer(server) }
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Hanging requests and kept-alive connections would keep it open for ever.
  server.closeAllConnections()
  await closed
}

async function handle(
  cloud: Cloud,
  faults: Faults,
  latencyMs: number,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(message.url ?? '/', 'http://localhost')
  const service = url.pathname.split('/')[1] ?? ''
  const call: Call = {
    method: message.method ?? 'GET',
    path: url.pathname.slice(service.length + 1),
    query: url.searchParams,
    headers: message.headers,
    body: await readBody(message),
    origin: `http://${message.headers.host ?? 'localhost'}`,
  }
  const fault = faults.match(service, call)
  const delay = latencyMs + (fault?.kind === 'latency' ? (fault.milliseconds ?? 1000) : 0)
  if (delay > 0) await wait(delay)
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'reset' || fault?.kind === 'refuse') {
    message.socket.resetAndDestroy()
    return
  }
  if (fault?.kind === 'repeat-marker') call.query.delete('marker')
  const answer = services[service]?.(cloud, call) ?? answerNotFound()
  send(response, fault ? spoil(answer, fault) : answer, fault?.kind === 'truncate')
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function spoil(answer: Answer, fault: Fault): Answer {
  if (fault.kind === 'wrong-json')
    return { ...answer, status: 200, body: `<!doctype html><title>${answer.status}</title>` }
  if (fault.kind === 'wrong-types')
    return { ...answer, body: JSON.stringify(misType(JSON.parse(answer.body))) }
  if (fault.kind !== 'status') return answer
  const status = fault.status ?? 503
  const retry = fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) }
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...retry },
    body: JSON.stringify({
      error: { code: status, title: 'Injected', message: 'A fault that was asked for.' },
    }),
  }
}

/** Lists stay lists and records records, so that what reads them meets the wrong values at the leaves. */
function misType(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(misType)
  if (typeof value !== 'object' || value === null) return { value }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, misType(item)]))
}

function send(response: ServerResponse, answer: Answer, truncated: boolean): void {
  const body = Buffer.from(answer.body)
  const id = `req-${crypto.randomUUID()}`
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Length': body.length,
    'X-Openstack-Request-Id': id,
  })
  if (!truncated) {
    response.end(body)
    return
  }
  // The length promises more than comes.
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}
