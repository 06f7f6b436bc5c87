import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { createHandler, type Handler } from './serve-folder.ts'
import { UsageError } from './errors.ts'

export interface ServeOptions {
  /** The built site; it may be a link that is switched meanwhile. */
  siteDir: string
  /** Where `<time>/site` is, for `/archive/<time>/`; null for a site alone. */
  archiveDir: string | null
  host: string
  port: number
  /** Take the next free port where this one is busy, instead of giving up. */
  orNextPort: boolean
}

export interface RunningServer {
  url: string
  port: number
  close(): Promise<void>
}

/** How many busy ports are passed over. */
const PORTS_TRIED = 50

const securityHeaders = {
  'Content-Security-Policy': "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** Serves a site on this machine, for looking: no password, no TLS. Throws UsageError where the address cannot be had. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const site = createHandler(options.siteDir)
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    answer(options, site, request, response).catch((error: Error) => {
      response.statusCode = 500
      response.end(`${error.message}\n`)
    })
  })
  const port = await listen(server, options)
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    url: `http://${host}:${port}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  options: ServeOptions,
  site: Handler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return
  }
  const path = (request.url ?? '/').replace(/[?#].*$/, '')
  if (await answerFromArchive(options.archiveDir, path, request, response)) return
  if (site(request, response, path)) return
  await answerNotFound(options.siteDir, response)
}

async function answerFromArchive(
  archiveDir: string | null,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (archiveDir === null) return false
  if (path === '/archive/index.json') {
    const index = await readFile(join(archiveDir, 'index.json')).catch(() => null)
    if (index === null) return false
    response.setHeader('Content-Type', 'application/json')
    response.end(index)
    return true
  }
  const [, name, below] = path.match(/^\/archive\/(\d{4}-\d\d-\d\dT\d{6}Z)(\/.*)?$/) ?? []
  if (name === undefined) return false
  if (below === undefined) {
    response.writeHead(301, { Location: `${path}/` }).end()
    return true
  }
  return createHandler(join(archiveDir, name, 'site'))(request, response, below)
}

/** The 404 page is shown at any depth, so its relative links are made absolute. */
async function answerNotFound(siteDir: string, response: ServerResponse): Promise<void> {
  const page = await readFile(join(siteDir, '404.html'), 'utf8').catch(() => 'There is no such page.\n')
  response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(page.replaceAll('="./', '="/'))
}

async function listen(server: Server, { host, port, orNextPort }: ServeOptions): Promise<number> {
  const last = orNextPort && port !== 0 ? port + PORTS_TRIED : port
  for (let candidate = port; candidate <= last; candidate++) {
    const error = await tryToListen(server, host, candidate)
    if (error === null) {
      const address = server.address()
      return typeof address === 'object' && address ? address.port : candidate
    }
    if (error.code !== 'EADDRINUSE') {
      throw new UsageError(`Cannot listen on ${host}, port ${candidate}: ${error.message}`, { cause: error })
    }
  }
  throw new UsageError(`Port ${port} on ${host} is in use. Choose another one with --port.`)
}

function tryToListen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen(port, host, () => {
      server.removeListener('error', resolve)
      resolve(null)
    })
  })
}
