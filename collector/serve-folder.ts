import { statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { sendCompressed } from './serve-compressed.ts'

/** How a thinned snapshot ends the name of a page that has no folder. */
const PAGE = '.page.html'

/** Answers where the folder has the path; false where it has not, with nothing sent. `path` is below the folder and starts with a slash. */
export type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => boolean

/**
 * A folder over HTTP, as nginx would serve it: compressed copies, ranges, ETags, folders with a slash at the end, no dot files, and the forms
 * in which a thinned snapshot has its pages.
 * The disk is asked each time, so that a switched link is followed at once.
 */
export function createHandler(folder: string): Handler {
  const serveFile = sirv(folder, { dev: true, etag: true, gzip: true, extensions: [], setHeaders })
  return (request, response, path) => {
    const name = decode(path)
    if (name === null || /(^|\/)\./.test(name)) return false
    if (!name.endsWith('/') && (isFolder(join(folder, name)) || isFile(join(folder, `${name}${PAGE}.gz`)))) {
      // Relative: the way back to the same name, now with a slash, whatever prefix the request came through.
      response.writeHead(301, { Location: `${path.slice(path.lastIndexOf('/') + 1)}/` }).end()
      return true
    }
    // sirv reads the path from the request, where it may stand below another prefix.
    request.url = name.endsWith('/') ? `${path}index.html` : path
    let found = true
    serveFile(request, response, () => {
      found = false
    })
    return found || sendThinned(request, response, join(folder, name))
  }
}

/** A name without an ending has no type of its own, and Prometheus asks for one. */
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** As nginx does: without its page's own folder, hosts/cmp01/index.html is hosts/cmp01.page.html.gz. */
function sendThinned(request: IncomingMessage, response: ServerResponse, path: string): boolean {
  const file = path.endsWith('/') ? `${path}index.html` : path
  setHeaders(response, file)
  return (
    sendCompressed(request, response, file) ||
    sendCompressed(request, response, file.replace(/\/index\.html$/, PAGE))
  )
}

function setHeaders(response: ServerResponse, path: string): void {
  if (path.endsWith('/metrics')) response.setHeader('Content-Type', METRICS_TYPE)
  if (/\/_assets\//.test(path)) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
}

function decode(path: string): string | null {
  try {
    const name = decodeURIComponent(path)
    return name.includes('\0') ? null : name
  } catch {
    return null
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
