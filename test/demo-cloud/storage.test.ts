import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { type Client, openClient, readAll } from './client.ts'

let cloud: DemoCloud
let client: Client
let base: string
beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 8, servers: 150, volumes: 120 })
  client = await openClient(cloud)
  base = `/v3/${client.projectId}`
})
afterAll(() => cloud.close())

describe('volumes', () => {
  it('are paged by links, each once', async () => {
    const { entries } = await readAll(
      client,
      'volume',
      `${base}/volumes/detail?all_tenants=1&limit=11`,
      'volumes',
    )
    expect(new Set(entries.map((volume) => volume.id)).size).toBe(cloud.counts().volumes)
  })

  it('are refused after an unknown marker with 404, where Nova says 400', async () => {
    expect((await client.get('volume', `${base}/volumes/detail?marker=nowhere`)).status).toBe(404)
  })

  it('are nameless, attached several times, and in rare states', async () => {
    const { entries } = await readAll(
      client,
      'volume',
      `${base}/volumes/detail?all_tenants=1`,
      'volumes',
      'volume 3.70',
    )
    const names = entries.map((volume) => volume.name)
    expect(names).toContain('')
    expect(names).toContain(null)
    expect(entries.some((volume) => volume.attachments.length > 1 && volume.multiattach)).toBe(true)
    expect(new Set(entries.map((volume) => volume.status)).size).toBeGreaterThan(8)
  })

  it('are attached as their servers say', async () => {
    const { entries } = await readAll(client, 'volume', `${base}/volumes/detail?all_tenants=1`, 'volumes')
    const servers = await readAll(
      client,
      'compute',
      '/v2.1/servers/detail?all_tenants=1',
      'servers',
      'compute 2.96',
    )
    const seen = servers.entries.flatMap((server) =>
      server['os-extended-volumes:volumes_attached'].map(({ id }: { id: string }) => `${server.id} ${id}`),
    )
    const told = entries.flatMap((volume) =>
      volume.attachments.map((attachment: { server_id: string }) => `${attachment.server_id} ${volume.id}`),
    )
    expect(seen.sort()).toEqual(told.sort())
  })

  it('gain fields with the version', async () => {
    const keys = async (version: string) => {
      const { body } = await client.get('volume', `${base}/volumes/detail?all_tenants=1&limit=1`, version)
      return Object.keys(body.volumes[0])
    }
    expect(await keys('volume 3.0')).not.toContain('volume_type_id')
    expect(await keys('volume 3.63')).toContain('volume_type_id')
    expect((await client.get('volume', `${base}/types`, 'compute 2.1')).status).toBe(400)
    expect((await client.get('volume', `${base}/types`, 'volume 3.999')).status).toBe(406)
  })

  it('of another project in the path are a malformed request', async () => {
    const member = await openClient(cloud, cloud.memberEnv)
    expect((await client.get('volume', `/v3/${member.projectId}/volumes`)).status).toBe(400)
  })

  it('live in pools that may not know their size', async () => {
    const { pools } = (await client.get('volume', `${base}/scheduler-stats/get_pools?detail=true`)).body
    const totals = pools.map(
      (pool: { capabilities: { total_capacity_gb: unknown } }) => pool.capabilities.total_capacity_gb,
    )
    expect(totals).toContain('infinite')
    expect(totals).toContain('unknown')
  })
})

describe('images', () => {
  it('come 25 at a time unless a limit is given, with the next page as a path', async () => {
    const large = await client.get('image', '/v2/images?limit=1000')
    const small = await client.get('image', '/v2/images?limit=4')
    expect(small.body.next).toBe(`/v2/images?limit=4&marker=${small.body.images[3].id}`)
    const ids: string[] = []
    for (let next = '/v2/images?limit=4'; next !== undefined;) {
      const { body } = await client.get('image', next)
      ids.push(...body.images.map((image: { id: string }) => image.id))
      next = body.next
    }
    expect(ids).toEqual(large.body.images.map((image: { id: string }) => image.id))
  })

  it('may lack a name or a size', async () => {
    const { images } = (await client.get('image', '/v2/images?limit=1000')).body
    expect(images.some((image: { name: unknown }) => image.name === null)).toBe(true)
    expect(images.some((image: { size: unknown }) => image.size === null)).toBe(true)
  })

  it('are refused in HTML', async () => {
    const { status, headers } = await client.get('image', '/v2/images?marker=nowhere')
    expect([status, headers.get('Content-Type')]).toEqual([400, 'text/html; charset=UTF-8'])
  })
})
