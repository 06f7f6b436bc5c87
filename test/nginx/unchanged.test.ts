import { readdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../../collector/serve.ts'
import { statePaths, type StatePaths } from '../../collector/store/state.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { refreshMadeSite } from '../support/made-refresh.ts'
import { type Answer, ask } from '../support/request.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { makeLines } from '../support/thin-archive.ts'

const PACKED = { 'accept-encoding': 'gzip' }
const SAME = ['/', '/hosts/same/', '/rows/same.json', '/metrics']

let state: StatePaths
let nginx: Nginx

/** A site of which one page is another file each time, of the same size. */
function refreshAt(collectedAt: string, changing: string): Promise<void> {
  return refreshMadeSite(state, collectedAt, {
    'index.html': makeLines('overview', 50),
    'hosts/same/index.html': makeLines('same', 50),
    'hosts/changed/index.html': makeLines(changing, 50),
    'rows/same.json': makeLines('rows', 50),
    metrics: 'a 1\n',
  })
}

/** As if the snapshot had been built then: builds of the same second would have the same times anyway. */
async function setTimes(name: string, time: Date): Promise<void> {
  const site = join(state.archive, name, 'site')
  for (const entry of await readdir(site, { recursive: true })) await utimes(join(site, entry), time, time)
}

function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(nginx.origin, path, { headers: { authorization: nginx.authorization, ...headers } })
}

async function readTags(paths: string[], headers: Record<string, string>) {
  const answers = await Promise.all(paths.map((path) => get(path, headers)))
  return answers.map(({ headers: { etag } }) => String(etag))
}

beforeAll(async () => {
  state = statePaths(await makeTemporaryFolder('unchanged'))
  await refreshAt('2026-11-22T04:11:00Z', 'before')
  await setTimes('2026-11-22T041100Z', new Date('2026-11-22T04:12:00Z'))
  nginx = await startNginx(state.root)
})

afterAll(() => nginx.stop())

test('what two refreshes left as it was costs a 304, what they changed is sent', async () => {
  const paths = [...SAME, '/hosts/changed/']
  const [plain, packed] = [await readTags(paths, {}), await readTags(paths, PACKED)]
  const since = String((await get('/')).headers['last-modified'])
  await refreshAt('2026-11-22T06:11:00Z', 'after 1')
  await refreshAt('2026-11-22T08:11:00Z', 'after 2')
  for (const [tags, headers] of [
    [plain, {}],
    [packed, PACKED],
  ] as const) {
    for (const [index, path] of paths.entries()) {
      const { status } = await get(path, { ...headers, 'if-none-match': tags[index] ?? '' })
      expect([path, status]).toEqual([path, path === '/hosts/changed/' ? 200 : 304])
    }
  }
  expect((await get('/', { 'if-modified-since': since })).status).toBe(304)
  expect((await get('/hosts/changed/')).body.toString()).toBe(makeLines('after 2', 50))
})

test('aether serve keeps its ETags, too', async () => {
  const server = await startServer({
    siteDir: state.current,
    archiveDir: state.archive,
    host: '127.0.0.1',
    port: 0,
    orNextPort: false,
  })
  const tags = await Promise.all(SAME.map(async (path) => String((await ask(server.url, path)).headers.etag)))
  await refreshAt('2026-11-22T10:11:00Z', 'after 3')
  for (const [index, path] of SAME.entries()) {
    const headers = { 'if-none-match': tags[index] ?? '' }
    expect([path, (await ask(server.url, path, { headers })).status]).toEqual([path, 304])
  }
  await server.close()
})

test('the archive keeps the time of what it shares, and data files have their own', async () => {
  const age = async (path: string) => (await stat(join(state.archive, path))).mtime.toISOString()
  const [first, third] = ['2026-11-22T041100Z', '2026-11-22T081100Z']
  expect(await age(`${third}/site/hosts/same.page.html.gz`)).toBe(
    await age(`${first}/site/hosts/same.page.html.gz`),
  )
  expect(await age(`${third}/site/hosts/changed.page.html.gz`)).not.toBe(
    await age(`${first}/site/hosts/changed.page.html.gz`),
  )
  expect(await age(`${third}/data/aio.csv.zst`)).not.toBe('2026-11-22T04:12:00.000Z')
})
