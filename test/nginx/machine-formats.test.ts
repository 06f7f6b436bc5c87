import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../collector/serve.ts'
import { FIRST, type PublishedNginx, startPublishedNginx } from '../support/published-nginx.ts'
import { ask } from '../support/request.ts'
import { makeStateFolder, publishSmallSite } from '../support/state-folder.ts'

let nginx: PublishedNginx
let state: string
let serve: RunningServer

beforeAll(async () => {
  nginx = await startPublishedNginx()
  state = await makeStateFolder()
  await publishSmallSite(state, FIRST, 'first')
  const folders = { siteDir: join(state, 'current'), archiveDir: join(state, 'archive') }
  serve = await startServer({ host: '127.0.0.1', port: 0, orNextPort: false, ...folders })
})

afterAll(async () => {
  await Promise.all([nginx.stop(), serve.close()])
  await rm(state, { recursive: true })
})

// Without a type Prometheus 3 takes nothing, and a feed reader shows a download.
test.each([
  ['/metrics', 'text/plain; version=0.0.4; charset=utf-8'],
  ['/feed.atom', 'application/atom+xml'],
])('%s has its type from nginx and from aether serve, also in the archive', async (path, type) => {
  const archived = `/archive/${FIRST}${path}`
  const answers = [
    await nginx.get(path),
    await nginx.get(archived),
    await ask(serve.url, path),
    await ask(serve.url, archived),
  ]
  for (const { status, headers } of answers) {
    expect([status, headers['content-type']]).toEqual([200, type])
    expect(headers['x-content-type-options'] ?? 'nosniff').toBe('nosniff')
  }
})

test('an unchanged answer costs a 304, and a stranger gets none', async () => {
  const { headers } = await nginx.get('/metrics')
  expect((await nginx.get('/metrics', { 'if-none-match': String(headers.etag) })).status).toBe(304)
  expect((await ask(nginx.origin, '/metrics')).status).toBe(401)
  expect((await ask(nginx.origin, '/feed.atom')).status).toBe(401)
})
