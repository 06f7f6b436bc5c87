import { createReadStream, type Stats, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { lookup } from 'mrmime'

const TEXT = /^text\/|\/(json|javascript)$/

/**
 * Sends a file of a thinned snapshot, of which there is `<path>.gz` only: as it is to clients that take gzip, unpacked to the others.
 * False where there is none, with nothing sent.
 */
export function sendCompressed(request: IncomingMessage, response: ServerResponse, path: string): boolean {
  const stats = statSync(`${path}.gz`, { throwIfNoEntry: false })
  if (!stats?.isFile()) return false
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const headers = describe(path, stats, takesGzip)
  const isKnown = request.headers['if-none-match'] === headers['ETag']
  response.writeHead(isKnown ? 304 : 200, headers)
  if (isKnown || request.method === 'HEAD') {
    response.end()
    return true
  }
  const file = createReadStream(`${path}.gz`)
  // A client that goes away ends the file, too; there is nobody left to tell of an error.
  if (takesGzip) pipeline(file, response, () => undefined)
  else pipeline(file, createGunzip(), response, () => undefined)
  return true
}

function describe(path: string, { size, mtimeMs }: Stats, takesGzip: boolean): Record<string, string> {
  const type = lookup(path) ?? 'text/plain'
  return {
    'Content-Type': TEXT.test(type) ? `${type};charset=utf-8` : type,
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
    ETag: `W/"${size}-${Math.floor(mtimeMs)}-${takesGzip ? 'gzip' : 'plain'}"`,
    ...(takesGzip && { 'Content-Encoding': 'gzip', 'Content-Length': String(size) }),
  }
}
