import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { type Client, openClient } from './client.ts'

let cloud: DemoCloud
let client: Client
beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 4, servers: 40, volumes: 10 })
  client = await openClient(cloud)
})
afterEach(() => {
  cloud.faults = []
})
afterAll(() => cloud.close())

const path = '/v2.1/servers/detail?all_tenants=1&limit=10'
const ask = () => client.get('compute', path, 'compute 2.96')

describe('faults', () => {
  it('answer with a status and Retry-After, the nth request only', async () => {
    cloud.faults = [
      { service: 'compute', path: 'servers/detail', nth: 2, kind: 'status', status: 429, retryAfter: 7 },
    ]
    expect((await ask()).status).toBe(200)
    const second = await ask()
    expect([second.status, second.headers.get('Retry-After')]).toEqual([429, '7'])
    expect((await ask()).status).toBe(200)
  })

  it('hit so many times, and nothing of another service', async () => {
    cloud.faults = [{ service: 'compute', times: 2, kind: 'status' }]
    expect((await client.get('placement', '/resource_providers')).status).toBe(200)
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 200])
  })

  it('reset the connection', async () => {
    cloud.faults = [{ service: 'compute', kind: 'reset' }]
    await expect(ask()).rejects.toThrow()
  })

  it('leave a request without an answer', async () => {
    cloud.faults = [{ service: 'compute', kind: 'hang' }]
    const url = cloud.authUrl.replace('/identity/v3', '/compute/')
    await expect(fetch(url, { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/)
  })

  it('stop in the middle of a body', async () => {
    cloud.faults = [{ service: 'compute', kind: 'truncate' }]
    await expect(ask()).rejects.toThrow()
  })

  it('send what is not JSON', async () => {
    cloud.faults = [{ service: 'compute', kind: 'wrong-json' }]
    await expect(ask()).rejects.toThrow(SyntaxError)
  })

  it('answer late', async () => {
    cloud.faults = [{ service: 'compute', kind: 'latency', milliseconds: 150 }]
    const start = performance.now()
    await ask()
    expect(performance.now() - start).toBeGreaterThanOrEqual(145)
  })

  it('give the same page for ever', async () => {
    const first = (await ask()).body
    cloud.faults = [{ service: 'compute', path: 'marker=', kind: 'repeat-marker' }]
    const again = (await client.get('compute', `${path}&marker=${first.servers[9].id}`, 'compute 2.96')).body
    expect(again.servers[0].id).toBe(first.servers[0].id)
    expect(again.servers_links).toEqual(first.servers_links)
  })

  it('refuse connections to a service by its endpoint', async () => {
    cloud.faults = [{ service: 'placement', kind: 'refuse' }]
    const { catalog } = (await client.get('identity', '/v3/auth/catalog')).body
    const url = catalog.find((each: { type: string }) => each.type === 'placement').endpoints[0].url
    await expect(fetch(url)).rejects.toThrow()
    expect((await ask()).status).toBe(200)
  })
})

describe('options', () => {
  it('leave a service out of the catalog, and make a cloud older', async () => {
    const old = await startDemoCloud({
      hosts: 1,
      servers: 2,
      volumes: 0,
      absentServices: ['placement'],
      versions: { compute: '2.53' },
    })
    const operator = await openClient(old)
    const { catalog } = (await operator.get('identity', '/v3/auth/catalog')).body
    expect(catalog.map((each: { type: string }) => each.type)).not.toContain('placement')
    const { versions } = (await operator.get('compute', '/')).body
    expect(versions[1].version).toBe('2.53')
    expect((await operator.get('compute', '/v2.1/servers', 'compute 2.54')).status).toBe(406)
    await old.close()
  })

  it('give an empty cloud', async () => {
    const empty = await startDemoCloud({ hosts: 0, servers: 0, volumes: 0, projects: 0 })
    const operator = await openClient(empty)
    empty.advance(48)
    expect((await operator.get('compute', path, 'compute 2.96')).body).toEqual({ servers: [] })
    expect((await operator.get('placement', '/resource_providers')).body).toEqual({ resource_providers: [] })
    await empty.close()
  })
})
