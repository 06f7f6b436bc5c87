/** Plants the inconsistencies between Nova and Placement that real clouds collect over the years. */
import type { Session } from './client.ts'
import type { ExpectedFinding } from './oracle.ts'
import type { Find } from './states.ts'

type Allocations = Record<string, { resources: Record<string, number> }>
interface Consumer {
  allocations: Allocations
  project_id?: string
  user_id?: string
  consumer_generation?: number | null
}

const ORPHAN = 'deadbeef-0000-4000-8000-000000000001'
const GHOST = { uuid: '60570000-0000-4000-8000-000000000001', name: 'ghost-node|removed' }

export async function plantInconsistencies(
  admin: Session,
  projectId: string,
  find: Find,
): Promise<ExpectedFinding[]> {
  const { resource_providers: providers } = await admin.call<{
    resource_providers: { uuid: string; name: string }[]
  }>('placement', 'GET', '/resource_providers')
  const uuidOf = (node: string) => providers.find((provider) => provider.name === node)?.uuid ?? ''
  const read = (consumer: string) => admin.call<Consumer>('placement', 'GET', `/allocations/${consumer}`)
  const write = (consumer: string, allocations: Allocations, old: Partial<Consumer> = {}) =>
    admin.call('placement', 'PUT', `/allocations/${consumer}`, {
      allocations,
      project_id: old.project_id ?? projectId,
      user_id: old.user_id ?? admin.userId,
      consumer_generation: old.consumer_generation ?? null,
    })
  /** Rewrites a server's allocation, given the resources that it holds on its own host. */
  const rewrite = async (
    name: string,
    change: (held: Record<string, number>, own: string) => Allocations,
  ) => {
    const { id, host } = find(name)
    const old = await read(id)
    const own = uuidOf(host ?? '')
    await write(id, change(old.allocations[own]?.resources ?? {}, own), old)
    return { id, host: host ?? '' }
  }

  const none = await rewrite('no-allocation', () => ({}))
  const wrong = await rewrite('wrong-amounts', (held, own) => ({
    [own]: { resources: { ...held, VCPU: 4 } },
  }))
  const twice = await rewrite('two-providers', (resources, own) => ({
    [own]: { resources },
    [uuidOf('four')]: { resources },
  }))
  const moved = await rewrite('other-host', (resources) => ({ [uuidOf('eight')]: { resources } }))
  await write(ORPHAN, { [uuidOf('four')]: { resources: { VCPU: 4, MEMORY_MB: 8192, DISK_GB: 80 } } })
  await plantProvider(admin)
  return [
    { kind: 'missing-allocation', host: none.host, consumerId: none.id },
    { kind: 'wrong-amounts', host: wrong.host, consumerId: wrong.id },
    { kind: 'stale', host: 'four', consumerId: twice.id },
    { kind: 'stale', host: 'eight', consumerId: moved.id },
    { kind: 'missing-allocation', host: moved.host, consumerId: moved.id },
    { kind: 'orphan', host: 'four', consumerId: ORPHAN },
    // Its old allocation stays until the host that is down comes back and finds it gone.
    { kind: 'stale', host: 'down', consumerId: find('evacuated').id },
    { kind: 'provider-without-host', host: GHOST.name, consumerId: '' },
  ]
}

/** A provider whose host was taken out of Nova. */
async function plantProvider(admin: Session): Promise<void> {
  const provider = await admin.call<{ generation: number }>('placement', 'POST', '/resource_providers', GHOST)
  await admin.call('placement', 'PUT', `/resource_providers/${GHOST.uuid}/inventories`, {
    resource_provider_generation: provider.generation,
    inventories: { VCPU: { total: 16, allocation_ratio: 2 }, MEMORY_MB: { total: 32_768, reserved: 512 } },
  })
}
