import { setTimeout as sleep } from 'node:timers/promises'
import { urlOf } from '../rig/layout.ts'
import type { Session } from './client.ts'

/** More than two rounds of nova-compute's resource tracker (`update_resources_interval` of the rig). */
const QUIET_MS = 18_000
const LIMIT_MS = 240_000

/**
 * Waits until neither a server nor a counter of a host has changed for two rounds of the resource tracker. A claim or a
 * moved server reaches the counters only then, so that two readings of an unsettled cloud would differ by right.
 * Returns when the last change was seen.
 */
export async function waitUntilSettled(admin: Session): Promise<Date> {
  const end = Date.now() + LIMIT_MS
  let seen = await describeCloud(admin)
  let since = Date.now()
  while (Date.now() - since < QUIET_MS) {
    if (Date.now() > end)
      throw new Error(`the cloud does not settle within ${LIMIT_MS / 1000} s; last: ${seen}`)
    await sleep(2000)
    const now = await describeCloud(admin)
    if (now === seen) continue
    seen = now
    since = Date.now()
  }
  return new Date(since)
}

async function describeCloud(admin: Session): Promise<string> {
  const [servers, hosts] = await Promise.all([
    admin.call<{ servers: Record<string, unknown>[] }>('nova', 'GET', '/servers/detail?all_tenants=1'),
    readCounters(admin),
  ])
  const states = servers.servers.map((server) =>
    ['id', 'status', 'OS-EXT-STS:task_state', 'OS-EXT-SRV-ATTR:host', 'updated'].map((key) => server[key]),
  )
  return JSON.stringify({ hosts, states })
}

/** Nova shows the counters up to microversion 2.87. */
async function readCounters(admin: Session): Promise<unknown[]> {
  const response = await fetch(`${urlOf('nova')}/v2.1/os-hypervisors/detail`, {
    headers: { 'X-Auth-Token': admin.token, 'OpenStack-API-Version': 'compute 2.53' },
  })
  const { hypervisors } = (await response.json()) as { hypervisors: Record<string, unknown>[] }
  return hypervisors.map((host) =>
    ['hypervisor_hostname', 'vcpus_used', 'memory_mb_used', 'local_gb_used', 'running_vms'].map(
      (key) => host[key],
    ),
  )
}
