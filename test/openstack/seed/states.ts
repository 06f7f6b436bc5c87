/** Brings servers into every state that a fake hypervisor can be brought into. */
import { stopDaemon } from '../rig/processes.ts'
import { computeName } from '../rig/services.ts'
import { FLAVORS } from './catalogue.ts'
import type { Session } from './client.ts'
import type { ExpectedServer } from './oracle.ts'
import { nodeOf, waitForServer } from './servers.ts'

type Change = Partial<Pick<ExpectedServer, 'status' | 'powerState' | 'host' | 'flavorId'>>
export type Find = (name: string) => ExpectedServer

/** One action each, and what the server looks like afterwards. The fake hypervisor goes on running what it should pause. */
const STATES: Record<string, { action: unknown; becomes: Change }> = {
  stopped: { action: { 'os-stop': null }, becomes: { status: 'SHUTOFF', powerState: 'Shutdown' } },
  paused: { action: { pause: null }, becomes: { status: 'PAUSED' } },
  suspended: { action: { suspend: null }, becomes: { status: 'SUSPENDED' } },
  rescued: { action: { rescue: {} }, becomes: { status: 'RESCUE', powerState: 'Shutdown' } },
  shelved: {
    action: { shelve: null },
    becomes: { status: 'SHELVED_OFFLOADED', powerState: 'Shutdown', host: null },
  },
  'in-error': { action: { 'os-resetState': { state: 'error' } }, becomes: { status: 'ERROR' } },
  locked: { action: { lock: { locked_reason: 'audit, "do|not" touch' } }, becomes: { status: 'ACTIVE' } },
  'resize-pending': {
    action: { resize: { flavorRef: '4' } },
    becomes: { status: 'VERIFY_RESIZE', flavorId: '4' },
  },
  // These two stay under way, because the rig's nova-compute holds them.
  'live-migrating': {
    action: { 'os-migrateLive': { host: 'eight', block_migration: 'auto' } },
    becomes: { status: 'MIGRATING' },
  },
  'cold-migrating': { action: { migrate: { host: 'eight' } }, becomes: { status: 'RESIZE' } },
}

export async function seedStates(admin: Session, find: Find): Promise<void> {
  await Promise.all(
    Object.entries(STATES).map(async ([name, { action, becomes }]) => {
      const server = find(name)
      await admin.call('nova', 'POST', `/servers/${server.id}/action`, action)
      expect(server, becomes)
      await waitForServer(admin, server.id, [server.status])
    }),
  )
  const resized = find('resize-pending')
  // Where the scheduler put it is its own choice, so the cloud is asked.
  const { server } = await admin.call<{ server: Record<string, string> }>(
    'nova',
    'GET',
    `/servers/${resized.id}`,
  )
  expect(resized, { host: server['OS-EXT-SRV-ATTR:hypervisor_hostname'] ?? null })
  await admin.call('nova', 'DELETE', `/servers/${find('soft-deleted').id}`)
  expect(find('soft-deleted'), { status: 'SOFT_DELETED' })
  await waitForServer(admin, find('soft-deleted').id, ['SOFT_DELETED', 'DELETED'])
}

/** One host's service is disabled; another's process ends, is fenced, and one of its two servers is evacuated. */
export async function seedHosts(admin: Session, find: Find): Promise<void> {
  const { services } = await admin.call<{ services: { id: string; host: string }[] }>(
    'nova',
    'GET',
    '/os-services?binary=nova-compute',
  )
  const update = async (host: string, body: unknown) => {
    const service = services.find((item) => item.host === host)
    await admin.call('nova', 'PUT', `/os-services/${service?.id}`, body)
  }
  await update('off', { status: 'disabled', disabled_reason: 'maintenance, "rack|7"' })
  await stopDaemon(computeName('down'))
  await update('down', { forced_down: true })
  const evacuated = find('evacuated')
  await admin.call('nova', 'POST', `/servers/${evacuated.id}/action`, { evacuate: { host: 'eight' } })
  expect(evacuated, { host: nodeOf('eight') })
  await waitForServer(admin, evacuated.id, ['REBUILD', 'ACTIVE'])
}

function expect(server: ExpectedServer, change: Change): void {
  const flavor = FLAVORS.find((item) => item.id === (change.flavorId ?? server.flavorId))
  Object.assign(server, change, { vcpus: flavor?.vcpus, memoryMb: flavor?.memoryMb })
}
