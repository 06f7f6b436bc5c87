import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { makeStateFolder, publishBuiltSite } from '../support/state-folder.ts'

const NAME = '2026-11-22T061100Z'

let state: string
let nginx: Nginx
/** Every address that a file of the site has. */
let paths: string[]

beforeAll(async () => {
  const site = await getBuiltSite('small', fillFromDemoCloud())
  state = await makeStateFolder()
  await publishBuiltSite(state, NAME, site)
  nginx = await startNginx(state)
  const entries = await readdir(site, { recursive: true, withFileTypes: true })
  paths = entries.flatMap((entry) => {
    const path = `/${join(entry.parentPath, entry.name).slice(site.length + 1)}`
    const escaped = path.split('/').map(encodeURIComponent).join('/')
    return entry.isDirectory() ? [escaped, `${escaped}/`] : [escaped]
  })
}, 240_000)

afterAll(async () => {
  await nginx.stop()
  await rm(state, { recursive: true })
})

const isAsset = (path: string) => /^\/_assets\/./.test(path)

test('without credentials every path of a built site is 401, but the scripts and styles', async () => {
  const around = ['/', '/archive/', '/archive/index.json', '/healthz/', '/data/', '/history/', '/.git/']
  const wrong: string[] = []
  for (const root of ['', `/archive/${NAME}`]) {
    for (const path of [...paths, ...around]) {
      const { status, body } = await ask(nginx.origin, root + path)
      const expected = isAsset(path) ? 200 : 401
      if (status !== expected || (status === 401 && body.length > 300)) wrong.push(`${status} ${root}${path}`)
    }
  }
  expect(paths.length).toBeGreaterThan(300)
  expect(wrong).toEqual([])
})

test('with credentials each of them is there, a page also by the name of its folder, and no folder is listed', async () => {
  const known = new Set(paths)
  const expected = (path: string) => {
    if (known.has(`${path}/`)) return 301
    if (path.endsWith('/')) return known.has(`${path}index.html`) ? 200 : 404
    return path === '/404.html' ? 404 : 200
  }
  const wrong: string[] = []
  const seen = new Set<number>()
  for (const path of paths) {
    const { status } = await ask(nginx.origin, path, { headers: { authorization: nginx.authorization } })
    seen.add(status)
    if (status !== expected(path)) wrong.push(`${status} ${path}`)
  }
  expect(wrong).toEqual([])
  expect(seen).toEqual(new Set([200, 301, 404]))
})
