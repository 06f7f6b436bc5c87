import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseAio } from '../../src/lib/files/aio.ts'
import type { Instance } from '../../src/lib/model.ts'
import { makePeerHtml } from './peer-page.ts'

const CELLS: Record<string, (instance: Instance) => string> = {
  Project: ({ project }) => project,
  ID: ({ id }) => id,
  Name: ({ name }) => name,
  Status: ({ status }) => status,
  'Power State': ({ powerState }) => powerState,
  Networks: ({ networks }) =>
    networks.map(({ network, addresses }) => `${network}: ${addresses.join(', ')}`).join('; '),
  Image: ({ imageName }) => imageName,
  Flavor: ({ flavorName }) => flavorName,
  Host: ({ host }) => host ?? '',
  vCPU: ({ vcpus }) => String(vcpus ?? ''),
  RAM: ({ memoryMb }) => String(memoryMb ?? ''),
}

/** The instances page of a server that makes it for each request, as the earlier tool did: reads aio.csv, answers with every row. */
export async function servePageARequest(
  dataDir: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    makePage(dataDir).then(
      (html) => response.end(html),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

async function makePage(dataDir: string): Promise<string> {
  const { value } = parseAio(await readFile(join(dataDir, 'aio.csv'), 'utf8'))
  const rows = value.map((instance) => Object.values(CELLS).map((cell) => cell(instance)))
  return makePeerHtml(Object.keys(CELLS), rows)
}

/** Milliseconds until all that the addresses answer has come, one after the other. Throws where one is refused. */
export async function measureAnswer(urls: readonly string[]): Promise<number> {
  const begin = performance.now()
  for (const url of urls) {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    await response.arrayBuffer()
  }
  return performance.now() - begin
}
