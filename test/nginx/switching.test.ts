import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { statePaths } from '../../collector/store/state.ts'
import { refreshMadeSite } from '../support/made-refresh.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { makeStateFolder, publishSmallSite } from '../support/state-folder.ts'
import { visitDuring } from '../support/wrk.ts'

let state: string
let nginx: Nginx

beforeEach(async () => {
  state = await makeStateFolder()
  nginx = await startNginx(state)
})

afterEach(async () => {
  await nginx.stop()
  await rm(state, { recursive: true })
})

function get(path: string) {
  return ask(nginx.origin, path, { headers: { authorization: nginx.authorization } })
}

test('says that nothing is published yet, and notices the first site by itself', async () => {
  expect((await get('/healthz')).status).toBe(503)
  expect((await get('/')).status).toBe(404)
  await publishSmallSite(state, '2026-11-22T041100Z', 'first')
  expect((await get('/healthz')).status).toBe(200)
  expect((await get('/')).body.toString()).toContain('first')
})

test('answers every request while snapshots are published, first new ones and then the same again', async () => {
  const names = ['2026-11-22T041100Z', '2026-11-22T061100Z', '2026-11-22T081100Z', '2026-11-22T081100Z']
  await publishSmallSite(state, '2026-11-22T021100Z', 'build 0')
  const done = new AbortController()
  const seen: string[] = []
  const asking = Promise.all(
    Array.from({ length: 4 }, async () => {
      while (!done.signal.aborted) {
        const { status, body } = await get('/hosts/cmp01/')
        seen.push(`${status} ${body.toString().match(/build \d/)?.[0]}`)
      }
    }),
  )
  for (const [index, name] of names.entries()) await publishSmallSite(state, name, `build ${index + 1}`)
  done.abort()
  await asking
  expect(seen.length).toBeGreaterThan(20)
  expect(seen.filter((answer) => !/^200 build \d$/.test(answer))).toEqual([])
  expect((await get('/')).body.toString()).toContain('build 4')
})

/** Pages that say at their begin and at their end which build they are of, and a style sheet of another name in each. */
function makeBuild(number: number): Record<string, string> {
  const page = (up: string) =>
    `<!-- build ${number} --><link rel="stylesheet" href="${up}_assets/site.${number}.css">${'<p>row</p>'.repeat(3000)}<!-- build ${number} --></html>`
  return {
    'index.html': page('./'),
    'hosts/index.html': page('../'),
    'hosts/cmp01/index.html': page('../../'),
    '404.html': '<p>No such page.</p>',
    [`_assets/site.${number}.css`]: `/* build ${number} */${'a{b:c}'.repeat(2000)}/* build ${number} */`,
  }
}

test('twenty refreshes under load: nobody is refused, and no page is without what belongs to it', async () => {
  const paths = statePaths(state)
  const start = Date.parse('2026-11-22T00:00:00Z')
  const refreshTo = (number: number) =>
    refreshMadeSite(paths, new Date(start + number * 3_600_000).toISOString(), makeBuild(number))
  await refreshTo(0)
  const pages = ['/', '/hosts/', '/hosts/cmp01/']
  const seen = await visitDuring(nginx.origin, { pages, authorization: nginx.authorization }, async () => {
    for (let number = 1; number <= 20; number++) await refreshTo(number)
  })
  expect(seen).toMatchObject({ refused: 0, mixed: 0, failed: 0, example: '' })
  expect(seen.builds).toBe(21)
  expect(seen.visits).toBeGreaterThan(1000)
  expect(seen.assets).toBeGreaterThan(1000)
}, 240_000)
