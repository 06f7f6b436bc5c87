import { chmod } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLeftOut } from '../../src/lib/archive-left-out.ts'
import { type ArchiveRig, startArchiveRig } from '../support/archive-rig.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'

let rig: ArchiveRig
let nginx: Nginx

beforeAll(async () => {
  rig = await startArchiveRig()
  await chmod(rig.state, 0o755)
  nginx = await startNginx(rig.state)
}, 240_000)

afterAll(async () => {
  await nginx.stop()
  await rig.close()
})

/** What a page or a stylesheet names: attributes that load or lead somewhere. */
function findPaths(html: string): string[] {
  const named = [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)]
  return named.map(([, path = '']) => path.replaceAll('&amp;', '&').replace(/[?#].*$/, ''))
}

test('every path in the pages of a thinned snapshot is there, or is one of those that are left out', async () => {
  const [thin = ''] = rig.names
  const root = `/archive/${thin}/`
  const waiting = [root]
  const statuses = new Map<string, number>()
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (statuses.has(path)) continue
    const { status, headers, body } = await ask(nginx.origin, path, {
      headers: { authorization: nginx.authorization },
    })
    statuses.set(path, status)
    if (!path.startsWith(root) || !String(headers['content-type']).includes('html')) continue
    for (const named of findPaths(body.toString())) {
      const url = new URL(named, `http://site${path}`)
      if (url.host === 'site' && named !== '') waiting.push(url.pathname)
    }
  }
  const isThere = (path: string) => statuses.get(path) === 200 || statuses.get(path) === 301
  const missing = [...statuses.keys()].filter((path) => !isThere(path))
  expect(missing.filter((path) => !path.startsWith(root) || !isLeftOut(path.slice(root.length)))).toEqual([])
  // Hosts, projects and what they show were reached.
  for (const part of ['hosts/', 'projects/', '_assets/', 'instances/']) {
    expect(
      [...statuses.keys()].some((path) => path.startsWith(root + part) && isThere(path)),
      part,
    ).toBe(true)
  }
  expect(statuses.size).toBeGreaterThan(30)
}, 120_000)
