import { connect, type Socket } from 'node:net'

/** A connection on which nothing was said yet. */
export function openSocket(origin: string): Promise<Socket> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Everything that is said until the other side ends. */
export function readToEnd(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    // A reset after the answer is an end, too.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

/** What is answered to bytes that no HTTP client would send. The lines end in CRLF; `Connection: close` is up to the caller. */
export async function askRaw(origin: string, lines: string[]): Promise<string> {
  const socket = await openSocket(origin)
  const answer = readToEnd(socket)
  // Half closed, since nginx waits a while for the rest of what it refused.
  socket.end(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
  return answer
}

/** The status of an answer; 0 where there is none. */
export function readStatus(answer: string): number {
  return Number(/^HTTP\/\d\.\d (\d{3})/.exec(answer)?.[1] ?? 0)
}
