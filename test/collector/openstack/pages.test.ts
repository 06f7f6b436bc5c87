import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Api, ApiRequest } from '../../../collector/openstack/client.ts'
import { nextByLinks, readPages } from '../../../collector/openstack/pages.ts'
import { RequestError } from '../../../collector/openstack/request-error.ts'

const list = {
  request: { service: 'compute', path: '/servers/detail', query: { all_tenants: '1', limit: '500' } },
  key: 'servers',
  next: nextByLinks('servers_links'),
  parse: (row: Record<string, unknown>) => String(row['id']),
} as const

/** A list that behaves as Nova's: newest first, pages after a marker, a link where the page is full. */
function createList(ids: string[], pageSize: number) {
  const seen: ApiRequest[] = []
  const api: Api = {
    concurrency: 1,
    offers: async () => true,
    async get(request) {
      seen.push(request)
      const marker = request.query?.['marker']
      const after = marker === undefined ? -1 : ids.indexOf(marker)
      if (marker !== undefined && after < 0) {
        throw new RequestError('x', { kind: 'status', status: 400, detail: `marker [${marker}] not found` })
      }
      const page = ids.slice(after + 1, after + 1 + pageSize)
      const last = page.at(-1)
      const links =
        page.length === pageSize && last !== undefined ? [{ rel: 'next', href: linkTo(last) }] : undefined
      return { servers: page.map((id) => ({ id })), servers_links: links }
    },
  }
  return { api, seen, ids }
}

/** As behind a proxy: the link's host is one that only the cloud reaches. */
function linkTo(marker: string): string {
  return `http://internal.invalid:8774/v2.1/servers/detail?limit=7&marker=${encodeURIComponent(marker)}`
}

async function readIds(api: Api): Promise<string[]> {
  return await readPages(api, list)
}

test('reads every row once and in order, whatever the page size is clamped to', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.uuid(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      async (ids, size) => {
        expect(await readIds(createList(ids, size).api)).toEqual(ids)
      },
    ),
  )
})

test('keeps its own query when it follows a link', async () => {
  const { api, seen } = createList(['a', 'b', 'c'], 2)
  await readIds(api)
  expect(seen.map((request) => request.query)).toEqual([
    { all_tenants: '1', limit: '500' },
    { all_tenants: '1', limit: '7', marker: 'b' },
  ])
})

test('reads on after rows at the end of a page were deleted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 30 }),
      async (deleted, before) => {
        const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`)
        const { api } = createList(ids, 10)
        let pages = 0
        const shrinking: Api = {
          ...api,
          async get(request) {
            const answer = await api.get(request)
            pages += 1
            if (pages === Math.ceil(before / 10)) ids.splice(Math.max(0, pages * 10 - deleted), deleted)
            return answer
          },
        }
        const read = await readIds(shrinking)
        expect(ids.filter((id) => !read.includes(id))).toEqual([])
        expect(new Set(read).size).toBe(read.length)
      },
    ),
  )
})

test('a list that names the same next page twice fails instead of never ending', async () => {
  const { api } = createList(['a', 'b', 'c', 'd'], 2)
  const stuck: Api = {
    ...api,
    get: async () => ({ servers: [{ id: 'a' }], servers_links: [{ rel: 'next', href: linkTo('a') }] }),
  }
  await expect(readIds(stuck)).rejects.toThrow(/names the same next page twice/)
})

test('an answer without its list is an error and not an empty cloud', async () => {
  const { api } = createList([], 2)
  const wrong: Api = { ...api, get: async () => ({ message: 'maintenance' }) }
  await expect(readIds(wrong)).rejects.toThrow(/without its list "servers"/)
})

test('a 404 that is not about the marker stays an error', async () => {
  const { api } = createList([], 2)
  const gone: Api = {
    ...api,
    get: () => Promise.reject(new RequestError('gone', { kind: 'missing', status: 404, detail: '' })),
  }
  await expect(readIds(gone)).rejects.toThrow('gone')
})
