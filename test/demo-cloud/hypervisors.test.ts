import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { type Client, openClient, readAll } from './client.ts'

let cloud: DemoCloud
let client: Client
beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 16, servers: 300, volumes: 20 })
  client = await openClient(cloud)
})
afterAll(() => cloud.close())

const detail = '/v2.1/os-hypervisors/detail'

async function readInventories() {
  const { resource_providers: providers } = (
    await client.get('placement', '/resource_providers', 'placement 1.39')
  ).body
  const found = new Map<
    string,
    {
      name: string
      root: string
      inventories: Record<string, Inventory>
      allocations: Record<string, { resources: Record<string, number> }>
      usages: Record<string, number>
    }
  >()
  for (const provider of providers) {
    const path = `/resource_providers/${provider.uuid}`
    const { inventories } = (await client.get('placement', `${path}/inventories`, 'placement 1.39')).body
    const { allocations } = (await client.get('placement', `${path}/allocations`, 'placement 1.39')).body
    const { usages } = (await client.get('placement', `${path}/usages`, 'placement 1.39')).body
    found.set(provider.uuid, {
      name: provider.name,
      root: provider.root_provider_uuid,
      inventories,
      allocations,
      usages,
    })
  }
  return found
}

interface Inventory {
  total: number
  reserved: number
  allocation_ratio: number
}

describe('hypervisors', () => {
  it('have counters up to 2.87, and none from 2.88 on', async () => {
    const old = (await client.get('compute', detail, 'compute 2.87')).body.hypervisors[0]
    const recent = (await client.get('compute', detail, 'compute 2.88')).body.hypervisors[0]
    expect(old.vcpus_used).toBeGreaterThan(0)
    expect(recent.vcpus_used).toBeUndefined()
    expect(Object.keys(recent)).toContain('uptime')
  })

  it('have numbers as ids before 2.53, then the uuid of their resource provider', async () => {
    const old = (await client.get('compute', detail, 'compute 2.52')).body.hypervisors[0]
    const recent = (await client.get('compute', detail, 'compute 2.53')).body.hypervisors[0]
    expect(old.id).toBe(1)
    expect((await client.get('placement', `/resource_providers/${recent.id}`)).body.name).toBe(
      recent.hypervisor_hostname,
    )
  })

  it('are paged by 2.33 and not before', async () => {
    const { entries, pages } = await readAll(
      client,
      'compute',
      `${detail}?limit=5`,
      'hypervisors',
      'compute 2.87',
    )
    expect([entries.length, pages]).toEqual([16, 4])
    expect((await client.get('compute', `${detail}?limit=5`, 'compute 2.32')).body.hypervisors).toHaveLength(
      16,
    )
  })

  it('differ in service host and hostname on some, are down or disabled on some, and lack figures on some', async () => {
    const { hypervisors } = (await client.get('compute', detail, 'compute 2.87')).body
    const has = (
      test: (host: {
        hypervisor_hostname: string
        service: { host: string }
        state: string
        status: string
        free_disk_gb: number | null
      }) => boolean,
    ) => hypervisors.some(test)
    expect(has((host) => host.hypervisor_hostname !== host.service.host)).toBe(true)
    expect(has((host) => host.state === 'down')).toBe(true)
    expect(has((host) => host.status === 'disabled')).toBe(true)
    expect(has((host) => host.free_disk_gb === null)).toBe(true)
  })

  it('are refused to a member', async () => {
    const member = await openClient(cloud, cloud.memberEnv)
    expect((await member.get('compute', detail, 'compute 2.87')).status).toBe(403)
  })
})

describe("Nova's counters and Placement's allocations", () => {
  it('agree on every host but those with planted differences', async () => {
    const providers = await readInventories()
    const { hypervisors } = (await client.get('compute', detail, 'compute 2.87')).body
    const { planted } = cloud
    const odd = new Set([
      ...planted.orphan,
      ...planted.missing,
      ...planted.wrongAmounts,
      ...planted.twice,
      ...planted.elsewhere,
    ])
    let different = 0
    for (const host of hypervisors) {
      const tree = [...providers.values()].filter((provider) => provider.root === host.id)
      const consumers = tree.flatMap((provider) => Object.entries(provider.allocations))
      const sum = (name: string) =>
        consumers.reduce((total, [, { resources }]) => total + (resources[name] ?? 0), 0)
      const reserved = tree.reduce(
        (total, provider) => total + (provider.inventories['VCPU']?.reserved ?? 0),
        0,
      )
      const difference = sum('VCPU') + sum('PCPU') - (host.vcpus_used - reserved)
      if (difference !== 0) different += 1
      const touched =
        consumers.some(([id]) => odd.has(id)) ||
        (await hostsOf(planted.missing, planted.elsewhere)).has(host.service.host)
      if (!touched) expect([host.hypervisor_hostname, difference]).toEqual([host.hypervisor_hostname, 0])
    }
    expect(different).toBeGreaterThan(2)
  })

  it('have usages that are the sum of the allocations', async () => {
    for (const provider of (await readInventories()).values()) {
      for (const [name, usage] of Object.entries(provider.usages)) {
        const sum = Object.values(provider.allocations).reduce(
          (total, { resources }) => total + (resources[name] ?? 0),
          0,
        )
        expect([provider.name, name, usage]).toEqual([provider.name, name, sum])
      }
    }
  })

  it('show every tier, a host with both kinds of CPU, one over-committed, and a child provider', async () => {
    const providers = [...(await readInventories()).values()]
    const ratios = new Set(providers.map((provider) => provider.inventories['VCPU']?.allocation_ratio))
    for (const ratio of [1, 1.5, 4, 8]) expect([...ratios]).toContain(ratio)
    expect(providers.some(({ inventories }) => inventories['PCPU'] && inventories['VCPU'])).toBe(true)
    expect(providers.some(({ inventories }) => inventories['PCPU'] && !inventories['VCPU'])).toBe(true)
    expect(providers.some(({ inventories }) => inventories['VGPU'])).toBe(true)
    const over = providers.filter(({ inventories, usages }) => {
      const cpu = inventories['VCPU']
      return cpu && (usages['VCPU'] ?? 0) > Math.floor((cpu.total - cpu.reserved) * cpu.allocation_ratio)
    })
    expect(over.length).toBeGreaterThan(0)
  })
})

async function hostsOf(...lists: string[][]): Promise<Set<string>> {
  const hosts = new Set<string>()
  for (const id of lists.flat()) {
    const { body } = await client.get('compute', `/v2.1/servers/${id}`, 'compute 2.87')
    hosts.add(body.server['OS-EXT-SRV-ATTR:host'])
  }
  return hosts
}

describe('what moves', () => {
  it('holds its source by the uuid of the migration', async () => {
    const { migrations } = (await client.get('compute', '/v2.1/os-migrations', 'compute 2.80')).body
    const moving = migrations.filter((each: { status: string }) =>
      ['migrating', 'finished', 'running'].includes(each.status),
    )
    expect(moving.length).toBeGreaterThan(2)
    for (const migration of moving) {
      const source = (await client.get('placement', `/allocations/${migration.uuid}`, 'placement 1.39')).body
      const destination = (
        await client.get('placement', `/allocations/${migration.instance_uuid}`, 'placement 1.39')
      ).body
      const nameOf = async (answer: { allocations: object }) => {
        const [uuid] = Object.keys(answer.allocations)
        return (await client.get('placement', `/resource_providers/${uuid}`)).body.name
      }
      expect([await nameOf(source), await nameOf(destination)]).toEqual([
        migration.source_node,
        migration.dest_node,
      ])
    }
  })
})
