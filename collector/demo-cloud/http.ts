import type { IncomingHttpHeaders } from 'node:http'

/** One request, with its path below the service's root. */
export interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
  /** `http://host:port` as the client wrote it, so that links lead back the same way. */
  origin: string
}

export interface Answer {
  status: number
  headers: Record<string, string | string[]>
  body: string
}

/** An answer that is not the wanted one; each service words its body in its own way. */
export class Refusal extends Error {
  readonly status: number
  readonly extra: Record<string, unknown>

  constructor(status: number, message: string, extra: Record<string, unknown> = {}) {
    super(message)
    this.status = status
    this.extra = extra
  }
}

export function answerJson(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

/** The page that webob shows where no controller answers. */
export function answerHtml(
  status: number,
  title: string,
  text: string,
  headers: Answer['headers'] = {},
): Answer {
  const body = `<html>\n <head>\n  <title>${status} ${title}</title>\n </head>\n <body>\n  <h1>${status} ${title}</h1>\n  ${text}<br /><br />\n\n\n\n </body>\n</html>`
  return { status, headers: { 'Content-Type': 'text/html; charset=UTF-8', ...headers }, body }
}

export function answerMoved(location: string): Answer {
  return {
    status: 302,
    headers: { 'Content-Type': 'text/plain; charset=utf8', Location: location },
    body: '',
  }
}

export function answerNotFound(): Answer {
  return answerHtml(404, 'Not Found', 'The resource could not be found.')
}

/** What keystonemiddleware answers before the service sees the request. */
export function answerUnauthorized(origin: string): Answer {
  const message = 'The request you have made requires authentication.'
  const body = { error: { code: 401, title: 'Unauthorized', message } }
  return answerJson(401, body, { 'WWW-Authenticate': `Keystone uri="${origin}/identity/v3"` })
}

export type Routes<Request> = readonly (readonly [
  pattern: string,
  handle: (request: Request, ...ids: string[]) => unknown,
])[]

/** The first route whose pattern is the path; `:id` stands for any one segment. */
export function findRoute<Request>(
  routes: Routes<Request>,
  path: string,
): { handle: (request: Request, ...ids: string[]) => unknown; ids: string[] } | null {
  const segments = path.split('/').filter((segment) => segment !== '')
  for (const [pattern, handle] of routes) {
    const wanted = pattern.split('/').filter((segment) => segment !== '')
    if (wanted.length !== segments.length) continue
    if (!wanted.every((segment, index) => segment === ':id' || segment === segments[index])) continue
    const ids = segments.filter((_, index) => wanted[index] === ':id')
    return { handle, ids: ids.map((id) => decodeURIComponent(id)) }
  }
  return null
}

/** `2026-11-22T09:47:14.000000`, as oslo prints times. */
export function formatStamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000000`
}

/** `2026-11-22T09:47:14Z` */
export function formatZulu(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}
