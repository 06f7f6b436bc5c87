import { readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { thinArchive } from '../../collector/archive/thin.ts'
import { statePaths } from '../../collector/store/state.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { publishThinnable, thinnableFiles } from '../support/thin-archive.ts'

const THIN = '2026-11-20T000000Z'
const NEWEST = '2026-11-21T000000Z'
const ASSET = '/_assets/site.abc123.css'
const BOTH = { 'accept-encoding': 'gzip, deflate, br' }

let nginx: Nginx
let state: string

beforeAll(async () => {
  state = await makeTemporaryFolder('brotli')
  for (const name of [THIN, NEWEST]) await publishThinnable(state, name)
  await thinArchive(statePaths(state), Infinity)
  nginx = await startNginx(state, { extra: ['brotli.conf'] })
})

afterAll(() => nginx.stop())

function get(path: string, headers: Record<string, string>) {
  return ask(nginx.origin, path, { headers: { authorization: nginx.authorization, ...headers } })
}

test('scripts and styles come in brotli to those who take it, in gzip or plain to the others', async () => {
  const style = thinnableFiles(NEWEST)[`site${ASSET}`]
  const [small, packed, plain] = [
    await get(ASSET, BOTH),
    await get(ASSET, { 'accept-encoding': 'gzip' }),
    await get(ASSET, {}),
  ]
  expect([small, packed, plain].map(({ headers }) => headers['content-encoding'])).toEqual([
    'br',
    'gzip',
    undefined,
  ])
  expect(brotliDecompressSync(small.body).toString()).toBe(style)
  expect(gunzipSync(packed.body).toString()).toBe(style)
  expect(plain.body.toString()).toBe(style)
  for (const { headers } of [small, packed, plain]) {
    expect(headers.vary).toContain('Accept-Encoding')
    expect(headers['content-type']).toBe('text/css; charset=utf-8')
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
  expect((await get(ASSET, { ...BOTH, 'if-none-match': String(small.headers.etag) })).status).toBe(304)
})

test('pages come in gzip, and so does the archive once it is thinned', async () => {
  for (const path of ['/', '/hosts/other/', `/archive/${THIN}${ASSET}`, `/archive/${THIN}/hosts/other/`]) {
    const { status, headers } = await get(path, BOTH)
    expect([path, status, headers['content-encoding']]).toEqual([path, 200, 'gzip'])
  }
})

test('a thinned snapshot keeps the one copy that everybody takes', async () => {
  expect(await readdir(join(state, 'archive', THIN, 'site/_assets'))).toEqual(['site.abc123.css.gz'])
})

test('no link is followed, and no dot file sent', async () => {
  await symlink('/etc/passwd', join(state, 'current/_assets/leak.js'))
  await writeFile(join(state, 'current/_assets/.env.js'), 'secret')
  for (const path of ['/_assets/leak.js', '/_assets/.env.js']) {
    expect([path, (await get(path, BOTH)).status]).toEqual([path, 404])
  }
})

test('strangers get the scripts and styles only', async () => {
  expect((await ask(nginx.origin, ASSET, { headers: BOTH })).status).toBe(200)
  expect((await ask(nginx.origin, '/', { headers: BOTH })).status).toBe(401)
})
