import { createServer } from 'node:http'
import { createHandler } from '../../collector/serve-folder.ts'

export interface PrefixServer {
  /** Ends with the prefix. */
  url: string
  close(): Promise<void>
}

/**
 * The folder under one prefix, and 404 for everything outside of it: an absolute link shows itself.
 * @param others what is served beside it, by its whole path
 */
export async function serveUnderPrefix(
  folder: string,
  prefix: string,
  others: Record<string, string> = {},
): Promise<PrefixServer> {
  const handler = createHandler(folder)
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*$/, '')
    const inside = path.startsWith(prefix)
    if (inside && handler(request, response, `/${path.slice(prefix.length)}`)) return
    const other = others[path]
    if (other !== undefined) {
      response.end(other)
      return
    }
    response.writeHead(404).end('There is no such page.')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
