import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { type Client, logIn, openClient } from './client.ts'

let cloud: DemoCloud
let client: Client
beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 3, servers: 10, volumes: 5, tokenSeconds: 3600 })
  client = await openClient(cloud)
})
afterAll(() => cloud.close())

function byPassword(password: string, scope?: unknown) {
  const user = { name: 'admin', domain: { name: 'Default' }, password }
  return {
    identity: { methods: ['password'], password: { user } },
    ...(scope === undefined ? {} : { scope }),
  }
}

describe('logging in', () => {
  it('gives a token with the catalog of its project', async () => {
    const { catalog } = (await client.get('identity', '/v3/auth/catalog')).body
    const url = (type: string) =>
      catalog.find((each: { type: string }) => each.type === type)?.endpoints[0].url
    expect(url('compute')).toBe(cloud.authUrl.replace('/identity/v3', '/compute/v2.1'))
    expect(url('volumev3')).toBe(cloud.authUrl.replace('/identity/v3', `/volume/v3/${client.projectId}`))
  })

  it('refuses a wrong password with 401', async () => {
    expect((await logIn(cloud, byPassword('wrong'))).status).toBe(401)
  })

  it('without a scope gives a token that has no catalog and no project', async () => {
    const { status, body } = await logIn(cloud, byPassword(cloud.env['OS_PASSWORD'] ?? ''))
    expect(status).toBe(201)
    expect(Object.keys(body.token)).not.toContain('catalog')
    expect(Object.keys(body.token)).not.toContain('project')
  })

  it('takes an application credential, and refuses a scope beside it', async () => {
    const { OS_APPLICATION_CREDENTIAL_ID: id, OS_APPLICATION_CREDENTIAL_SECRET: secret } =
      cloud.applicationCredentialEnv
    const identity = { methods: ['application_credential'], application_credential: { id, secret } }
    const reply = await logIn(cloud, { identity })
    expect(reply.body.token.project.name).toBe('admin')
    expect((await logIn(cloud, { identity, scope: 'unscoped' })).status).toBe(401)
    const wrong = { ...identity, application_credential: { id, secret: 'wrong' } }
    expect((await logIn(cloud, { identity: wrong })).status).toBe(401)
  })

  it('takes a token for another project, but not one of an application credential', async () => {
    const token = { methods: ['token'], token: { id: client.token } }
    const scope = { project: { name: 'service', domain: { id: 'default' } } }
    expect((await logIn(cloud, { identity: token, scope })).body.token.project.name).toBe('service')
  })
})

it('names what must never be written down', async () => {
  const { servers } = (await client.get('compute', '/v2.1/servers/detail?all_tenants=1', 'compute 2.96')).body
  const userData = servers.map((server: Record<string, unknown>) => server['OS-EXT-SRV-ATTR:user_data'])
  expect(cloud.secrets()).toContain(client.token)
  expect(cloud.secrets()).toContain(cloud.env['OS_PASSWORD'])
  expect(cloud.secrets()).toContain(userData.find((text: unknown) => text !== null))
})

describe('projects', () => {
  it('have one name twice, in two domains', async () => {
    const { projects } = (await client.get('identity', '/v3/projects')).body
    const names = projects.map((project: { name: string }) => project.name)
    const twice = names.filter((name: string, index: number) => names.indexOf(name) !== index)
    expect(twice).toHaveLength(1)
    const domains = projects.filter((project: { name: string }) => project.name === twice[0])
    expect(new Set(domains.map((project: { domain_id: string }) => project.domain_id)).size).toBe(2)
  })

  it('are not listed for a member', async () => {
    const member = await openClient(cloud, cloud.memberEnv)
    expect((await member.get('identity', '/v3/projects')).status).toBe(403)
  })
})

describe('tokens', () => {
  it('that were never given out are refused by every service', async () => {
    for (const [service, path] of [
      ['identity', '/v3/projects'],
      ['compute', '/v2.1/servers'],
      ['placement', '/resource_providers'],
      ['volume', `/v3/${client.projectId}/volumes`],
      ['image', '/v2/images'],
    ] as const) {
      expect([service, (await client.get(service, path, undefined, 'forged')).status]).toEqual([service, 401])
    }
  })

  it('are refused once they are expired', async () => {
    const brief = await startDemoCloud({ hosts: 1, servers: 1, volumes: 0, tokenSeconds: 1 })
    const early = await openClient(brief)
    expect((await early.get('compute', '/v2.1/servers')).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await early.get('compute', '/v2.1/servers')).status).toBe(401)
    await brief.close()
  })

  it('can be made invalid while they are in use', async () => {
    const other = await openClient(cloud)
    cloud.expireTokens()
    expect((await other.get('compute', '/v2.1/servers')).status).toBe(401)
    client = await openClient(cloud)
    expect((await client.get('compute', '/v2.1/servers')).status).toBe(200)
  })
})
