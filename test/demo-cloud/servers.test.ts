import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { type Client, openClient, readAll } from './client.ts'

let cloud: DemoCloud
let client: Client
beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 12, servers: 200, volumes: 80, maxLimit: 70 })
  client = await openClient(cloud)
})
afterAll(() => cloud.close())

const all = '/v2.1/servers/detail?all_tenants=1'
const newest = 'compute 2.96'

describe('paging', () => {
  it.each([7, 70, 1000])('by %i gives every server once, newest first', async (limit) => {
    const { entries, pages } = await readAll(client, 'compute', `${all}&limit=${limit}`, 'servers', newest)
    expect(new Set(entries.map((server) => server.id)).size).toBe(entries.length)
    expect(entries).toHaveLength(cloud.counts().servers)
    const created = entries.map((server) => server.created)
    expect(created).toEqual([...created].sort().reverse())
    // A limit above the maximum is clamped, and the link is there all the same.
    expect(pages).toBe(Math.floor(cloud.counts().servers / Math.min(limit, 70)) + 1)
  })

  it('refuses an unknown marker with 400', async () => {
    const { status, body } = await client.get('compute', `${all}&marker=nowhere`, newest)
    expect([status, body.badRequest.message]).toEqual([400, 'marker [nowhere] not found'])
  })

  it('goes on from a marker whose neighbours have gone', async () => {
    const { body } = await client.get('compute', `${all}&limit=5`, newest)
    const rest = await readAll(
      client,
      'compute',
      `${all}&limit=50&marker=${body.servers[4].id}`,
      'servers',
      newest,
    )
    expect(rest.entries).toHaveLength(cloud.counts().servers - 5)
  })
})

it('tells the fault of a server when asked for it, and not in lists', async () => {
  const { entries } = await readAll(client, 'compute', `${all}&status=ERROR`, 'servers', newest)
  expect(entries.length).toBeGreaterThan(0)
  expect(entries.filter((server) => 'fault' in server)).toEqual([])
  const { body } = await client.get('compute', `/v2.1/servers/${entries[0].id}`, newest)
  expect(body.server.fault.message.length).toBeGreaterThan(0)
})

describe('versions', () => {
  it('below 2.47 name the flavor, later ones embed it without its id', async () => {
    const old = (await client.get('compute', `${all}&limit=1`)).body.servers[0]
    const recent = (await client.get('compute', `${all}&limit=1`, 'compute 2.47')).body.servers[0]
    expect(Object.keys(old.flavor)).toEqual(['id', 'links'])
    expect(Object.keys(recent.flavor)).toContain('original_name')
    expect(Object.keys(recent.flavor)).not.toContain('id')
  })

  it('that are not supported get 406, nonsense 400', async () => {
    expect((await client.get('compute', '/v2.1/servers', 'compute 2.97')).status).toBe(406)
    expect((await client.get('compute', '/v2.1/servers', 'compute two')).status).toBe(400)
  })

  it('of another service in the header mean the oldest', async () => {
    const { headers } = await client.get('compute', '/v2.1/servers', 'volume 3.70')
    expect(headers.get('OpenStack-API-Version')).toBe('compute 2.1')
  })
})

describe('what is listed', () => {
  it('leaves deleted and soft-deleted servers out unless they are asked for', async () => {
    const { entries } = await readAll(client, 'compute', all, 'servers', newest)
    const statuses = new Set(entries.map((server) => server.status))
    expect([...statuses]).not.toContain('SOFT_DELETED')
    const soft = (await client.get('compute', `${all}&status=SOFT_DELETED&deleted=true`, newest)).body.servers
    expect(soft.length).toBeGreaterThan(0)
    expect(soft.every((server: { status: string }) => server.status === 'SOFT_DELETED')).toBe(true)
    expect((await client.get('compute', `${all}&status=SOFT_DELETED`, newest)).body.servers).toEqual([])
  })

  it('shows servers in every state that Nova has', async () => {
    const { entries } = await readAll(client, 'compute', all, 'servers', newest)
    const statuses = new Set<string>(entries.map((server) => server.status))
    for (const status of 'ACTIVE SHUTOFF ERROR PAUSED SUSPENDED SHELVED SHELVED_OFFLOADED RESCUE BUILD VERIFY_RESIZE RESIZE MIGRATING'.split(
      ' ',
    )) {
      expect([...statuses]).toContain(status)
    }
  })

  it('without all_tenants is only the own project, which for the administrator is empty', async () => {
    expect((await client.get('compute', '/v2.1/servers/detail', newest)).body.servers).toEqual([])
  })

  it('is refused to a member who asks for all', async () => {
    const member = await openClient(cloud, cloud.memberEnv)
    expect((await member.get('compute', all, newest)).status).toBe(403)
    const own = (await member.get('compute', '/v2.1/servers/detail?limit=3', newest)).body.servers
    expect(own[0].tenant_id).toBe(member.projectId)
    expect(own[0]['OS-EXT-SRV-ATTR:host']).toBeUndefined()
  })

  it('refuses a parameter that Nova does not know', async () => {
    expect((await client.get('compute', `${all}&nonsense=1`, newest)).status).toBe(400)
    expect((await client.get('compute', `${all}&nonsense=1`, 'compute 2.74')).status).toBe(200)
  })

  it('holds servers of a project, a flavor and an image that are gone', async () => {
    const { entries } = await readAll(client, 'compute', all, 'servers', newest)
    const projects = (await client.get('identity', '/v3/projects')).body.projects
    const known = new Set(projects.map((project: { id: string }) => project.id))
    expect(entries.some((server) => !known.has(server.tenant_id))).toBe(true)
    const flavors = (await client.get('compute', '/v2.1/flavors?is_public=None')).body.flavors
    const names = new Set(flavors.map((flavor: { name: string }) => flavor.name))
    expect(entries.some((server) => !names.has(server.flavor.original_name))).toBe(true)
    const images = (await client.get('image', '/v2/images?limit=1000')).body.images
    const ids = new Set(images.map((image: { id: string }) => image.id))
    expect(entries.some((server) => server.image !== '' && !ids.has(server.image.id))).toBe(true)
  })
})

describe('a cell that is down', () => {
  it('leaves stubs from 2.69 on, and nothing before', async () => {
    const whole = cloud.counts().servers
    cloud.cellDown = true
    const stubs = (await readAll(client, 'compute', all, 'servers', 'compute 2.69')).entries
    const old = (await readAll(client, 'compute', all, 'servers', 'compute 2.68')).entries
    cloud.cellDown = false
    const unknown = stubs.filter((server) => server.status === 'UNKNOWN')
    expect(stubs).toHaveLength(whole)
    expect(unknown.length).toBeGreaterThan(0)
    expect(Object.keys(unknown[0])).toEqual(['id', 'status', 'tenant_id', 'created', 'links'])
    expect(old).toHaveLength(whole - unknown.length)
  })
})
