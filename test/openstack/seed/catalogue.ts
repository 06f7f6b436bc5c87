/** What the cloud offers: flavors, zones, images and a network. */
import type { ProjectKey } from './identity.ts'
import type { Session } from './client.ts'

export interface SeededFlavor {
  id: string
  name: string
  vcpus: number
  memoryMb: number
  rootGib: number
  ephemeralGib: number
  swapMb: number
  isPublic: boolean
  properties: Record<string, string>
  description: string | null
}

const plain = { ephemeralGib: 0, swapMb: 0, isPublic: true, properties: {}, description: null }
export const FLAVORS: SeededFlavor[] = [
  { ...plain, id: '1', name: 'm1.tiny', vcpus: 1, memoryMb: 512, rootGib: 1 },
  { ...plain, id: '2', name: 'm1.small', vcpus: 1, memoryMb: 2048, rootGib: 20, description: 'small' },
  {
    ...plain,
    id: '4',
    name: 'm1.large',
    vcpus: 4,
    memoryMb: 8192,
    rootGib: 80,
    properties: { 'hw_rng:allowed': 'True' },
  },
  {
    ...plain,
    id: 'pipe',
    name: 'weird|pipe, "flavor"',
    vcpus: 2,
    memoryMb: 4096,
    rootGib: 10,
    properties: { 'note:what': 'a=b, c="d" | e' },
    description: 'a | b',
  },
  {
    ...plain,
    id: 'swap',
    name: 'z0 no root disk',
    vcpus: 2,
    memoryMb: 2048,
    rootGib: 0,
    ephemeralGib: 10,
    swapMb: 1536,
  },
  { ...plain, id: 'private', name: 'p1.private', vcpus: 2, memoryMb: 4096, rootGib: 20, isPublic: false },
  { ...plain, id: 'huge', name: 'x9.never-fits', vcpus: 4096, memoryMb: 4_194_304, rootGib: 10 },
  { ...plain, id: 'unused', name: 'u1.unused', vcpus: 3, memoryMb: 3072, rootGib: 3 },
]

export async function seedFlavors(admin: Session, projects: Record<ProjectKey, string>): Promise<void> {
  for (const flavor of FLAVORS) {
    await admin.call('nova', 'POST', '/flavors', {
      flavor: {
        id: flavor.id,
        name: flavor.name,
        vcpus: flavor.vcpus,
        ram: flavor.memoryMb,
        disk: flavor.rootGib,
        'OS-FLV-EXT-DATA:ephemeral': flavor.ephemeralGib,
        swap: flavor.swapMb,
        'os-flavor-access:is_public': flavor.isPublic,
        description: flavor.description,
      },
    })
    if (Object.keys(flavor.properties).length === 0) continue
    const specs = { extra_specs: flavor.properties }
    await admin.call('nova', 'POST', `/flavors/${flavor.id}/os-extra_specs`, specs)
  }
  const access = { addTenantAccess: { tenant: projects.alpha } }
  await admin.call('nova', 'POST', '/flavors/private/action', access)
}

export const AGGREGATES = [
  { name: 'az-1 hosts', zone: 'az-1', hosts: ['one', 'four'], metadata: {} },
  { name: 'agg|2', zone: 'az 2', hosts: ['eight', 'half'], metadata: { ssd: 'true' } },
  { name: 'no zone', zone: null, hosts: ['one', 'eight'], metadata: { note: 'a | b, "c"' } },
]

export async function seedAggregates(admin: Session): Promise<void> {
  for (const { name, zone, hosts, metadata } of AGGREGATES) {
    const body = { aggregate: { name, availability_zone: zone } }
    const { aggregate } = await admin.call<{ aggregate: { id: number } }>(
      'nova',
      'POST',
      '/os-aggregates',
      body,
    )
    const act = (action: unknown) =>
      admin.call('nova', 'POST', `/os-aggregates/${aggregate.id}/action`, action)
    if (Object.keys(metadata).length > 0) await act({ set_metadata: { metadata } })
    for (const host of hosts) await act({ add_host: { host } })
  }
}

/** Three images with data and one that never got any. Glance refuses emoji in names by itself. */
export async function seedImages(admin: Session): Promise<string[]> {
  const ids: string[] = []
  for (const name of ['cirros 0.6', 'ubuntu|22.04, "jammy"', 'snap-日本語', 'never-uploaded']) {
    const body = { name, disk_format: 'raw', container_format: 'bare', visibility: 'public' }
    const { id } = await admin.call<{ id: string }>('glance', 'POST', '/images', body)
    if (name !== 'never-uploaded')
      await admin.call('glance', 'PUT', `/images/${id}/file`, new Uint8Array(2 ** 20))
    ids.push(id)
  }
  return ids
}

/** A shared network with an IPv4 and an IPv6 subnet; its id. */
export async function seedNetwork(admin: Session): Promise<string> {
  const body = { network: { name: 'shared, net|1', shared: true } }
  const { network } = await admin.call<{ network: { id: string } }>('neutron', 'POST', '/networks', body)
  for (const subnet of [
    { ip_version: 4, cidr: '10.20.0.0/16' },
    { ip_version: 6, cidr: 'fd00:20::/64' },
  ]) {
    const settings = { ...subnet, network_id: network.id, enable_dhcp: false }
    await admin.call('neutron', 'POST', '/subnets', { subnet: settings })
  }
  return network.id
}
