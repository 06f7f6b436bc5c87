import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  /** Instead of `json`, as it is. */
  text?: string
  /** Cuts the connection instead of answering. */
  reset?: boolean
  /** Announces this length, whatever is sent, and closes. */
  length?: number
  delayMs?: number
}

export interface TestServer {
  url: string
  /** "GET /path?query" of each request, in order. */
  requests: string[]
  /** The most requests that were open at one time. */
  readonly mostAtOnce: number
  close(): Promise<void>
}

export type Handler = (path: URL, request: IncomingMessage, body: string) => Answer | undefined

/** A real HTTP server that answers with what `handle` says; 404 where it says nothing. */
export async function startServer(handle: Handler): Promise<TestServer> {
  const requests: string[] = []
  let open = 0
  let mostAtOnce = 0
  const server = createServer(async (request, response) => {
    open += 1
    mostAtOnce = Math.max(mostAtOnce, open)
    response.on('close', () => (open -= 1))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = new URL(request.url ?? '/', 'http://test')
    requests.push(`${request.method} ${path.pathname}${path.search}`)
    const answer = handle(path, request, Buffer.concat(chunks).toString()) ?? { status: 404, json: {} }
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs))
    if (answer.reset) {
      request.socket.destroy()
      return
    }
    const text = answer.text ?? JSON.stringify(answer.json ?? {})
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      'content-length': String(answer.length ?? Buffer.byteLength(text)),
      ...answer.headers,
    })
    if (answer.length === undefined) response.end(text)
    else response.write(text, () => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get mostAtOnce() {
      return mostAtOnce
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
