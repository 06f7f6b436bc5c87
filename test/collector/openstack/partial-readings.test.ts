import { expect, test } from 'vitest'

import type { Api } from '../../../collector/openstack/client.ts'
import { readFlavors } from '../../../collector/openstack/flavors.ts'
import { readHypervisors } from '../../../collector/openstack/hypervisors.ts'
import { readProjects } from '../../../collector/openstack/projects.ts'
import { readQuotas } from '../../../collector/openstack/quotas.ts'
import { RequestError } from '../../../collector/openstack/request-error.ts'
import { readServers } from '../../../collector/openstack/servers.ts'
import type { Project } from '../../../src/lib/model.ts'

type Answer = (path: string, query: Record<string, string>, version: string | undefined) => unknown

function createApi(answer: Answer, offers = true): Api {
  return {
    concurrency: 4,
    offers: async () => offers,
    get: async ({ path, query, version }) => answer(path, query ?? {}, version?.max),
  }
}

function refuse(status: number): never {
  const kind = status === 403 ? 'forbidden' : 'status'
  throw new RequestError(`Answered ${status}.`, { kind, status, detail: '' })
}

const project = (id: string): Project => ({
  id,
  name: `name-${id}`,
  domainId: 'd',
  domainName: 'D',
  enabled: true,
  description: '',
  parentId: null,
})

test('servers without the soft-deleted ones are there, and told to be incomplete', async () => {
  const api = createApi((_path, query) =>
    query['status'] === 'SOFT_DELETED'
      ? refuse(403)
      : { servers: [{ id: 's1', 'OS-EXT-SRV-ATTR:hypervisor_hostname': null }] },
  )
  const { value, shortfall } = await readServers(api)
  expect(value.map(({ id }) => id)).toEqual(['s1'])
  expect(shortfall).toBe('soft-deleted servers are missing: Answered 403.')
})

test('a credential that sees no hosts is not a cloud whose servers have none', async () => {
  const { shortfall } = await readServers(createApi(() => ({ servers: [{ id: 's1' }] })))
  expect(shortfall).toMatch(/may not see on which host/)
})

test('the faults of servers in ERROR come one by one: a bounded number, the newest first, and only those not known', async () => {
  const row = (id: string, more = {}) => ({
    id,
    status: 'ERROR',
    'OS-EXT-SRV-ATTR:hypervisor_hostname': null,
    updated: `2026-11-22T06:00:${id.slice(1)}Z`,
    ...more,
  })
  const old = { updated: '2026-11-20T00:00:00Z' }
  const servers = [
    ...Array.from({ length: 105 }, (_, index) => row(`x${index + 100}`, old)),
    ...['a01', 'a02', 'a03', 'a04'].map((id) => row(id)),
    row('a05', { status: 'ACTIVE' }),
    row('a06', { fault: { message: 'in the list' } }),
  ]
  const asked: string[] = []
  const api = createApi((path, query) => {
    if (path === '/servers/detail') return { servers: query['status'] === undefined ? servers : [] }
    const id = path.replace('/servers/', '')
    asked.push(id)
    if (id === 'a02') refuse(404)
    if (id === 'a03') refuse(503)
    return {
      server: { id, name: 'renamed', ...(id === 'a04' ? {} : { fault: { message: `fault of ${id}` } }) },
    }
  })
  const { value, shortfall } = await readServers(api)
  const faultOf = (id: string) => value.find((server) => server.id === id)?.faultMessage
  expect(asked).toHaveLength(100)
  expect(asked.slice(0, 4).toSorted()).toEqual(['a01', 'a02', 'a03', 'a04'])
  expect(['a01', 'a02', 'a03', 'a04', 'a05', 'a06'].map(faultOf)).toEqual([
    'fault of a01',
    null,
    null,
    null,
    null,
    'in the list',
  ])
  expect(value.find(({ id }) => id === 'a01')?.name).toBe('')
  expect(value.filter(({ faultMessage }) => faultMessage?.startsWith('fault of x')).length).toBe(96)
  expect(shortfall).toBe('the fault of 1 of 100 servers in ERROR is not known: Answered 503.')
})

test('a private flavor whose projects cannot be read is told, and stays', async () => {
  const flavors = [
    { id: '1', name: 'open', 'os-flavor-access:is_public': true },
    { id: 'a b', name: 'closed', 'os-flavor-access:is_public': false },
  ]
  const api = createApi((path) => (path === '/flavors/a%20b/os-flavor-access' ? refuse(403) : { flavors }))
  const { value, shortfall } = await readFlavors(api)
  expect(value.map(({ name, projectIds }) => [name, projectIds])).toEqual([
    ['open', null],
    ['closed', null],
  ])
  expect(shortfall).toContain('closed')
})

test('who is refused one flavor’s projects asks for no other’s', async () => {
  const closed = ['a', 'b', 'c'].map((id) => ({ id, name: id, 'os-flavor-access:is_public': false }))
  const asked: string[] = []
  const api = createApi((path) => {
    if (!path.endsWith('os-flavor-access')) return { flavors: closed }
    asked.push(path)
    return refuse(403)
  })
  const { shortfall } = await readFlavors({ ...api, concurrency: 1 })
  expect(asked).toEqual(['/flavors/a/os-flavor-access'])
  expect(shortfall).toBe('who may use these private flavors is not known: a, b, c')
})

test('hypervisors are asked for with the newest version that has counters', async () => {
  const asked: (string | undefined)[] = []
  const answer: Answer = (_path, _query, version) => {
    asked.push(version)
    return { hypervisors: [] }
  }
  await readHypervisors(createApi(answer))
  await readHypervisors(createApi(answer, false))
  expect(asked).toEqual(['2.87', '2.96'])
})

test('one project without a quota is named, and costs the others nothing', async () => {
  const api = createApi((path) =>
    path.endsWith('/b') ? refuse(404) : { quota_set: { cores: 20, gigabytes: -1 } },
  )
  const { value, shortfall } = await readQuotas(api, ['a', 'b', 'c'].map(project))
  expect(value.map(({ vcpus, volumeGib }) => [vcpus, volumeGib])).toEqual([
    [20, -1],
    [null, null],
    [20, -1],
  ])
  expect(shortfall).toMatch(/no compute quota of name-b: .*; no volume quota of name-b/)
})

test('quotas that are forbidden are asked for a few times, not for every project', async () => {
  let asked = 0
  const api = createApi(() => {
    asked += 1
    return refuse(403)
  })
  await expect(
    readQuotas(
      api,
      Array.from({ length: 500 }, (_, index) => project(`p${index}`)),
    ),
  ).rejects.toThrow('403')
  expect(asked).toBeLessThan(20)
})

test('projects whose list Keystone cut are told to be incomplete', async () => {
  const api = createApi((path) =>
    path === '/projects'
      ? { projects: [{ id: 'p', name: 'n', domain_id: 'd' }], truncated: true, links: { next: null } }
      : { domains: [{ id: 'd', name: 'D' }], links: { next: null } },
  )
  const { value, shortfall } = await readProjects(api)
  expect(value[0]).toMatchObject({ name: 'n', domainName: 'D' })
  expect(shortfall).toMatch(/Keystone cut the list of projects/)
})
