import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { makeStateFolder, publishSmallSite } from '../support/state-folder.ts'

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
