import type { Instance, Migration, ResourceProvider } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { mapBounded } from './bounded.ts'
import type { Api } from './client.ts'
import { RequestError } from './request-error.ts'

export interface Known {
  servers: readonly Instance[]
  migrations: readonly Migration[]
  providers: readonly ResourceProvider[]
}

/**
 * Asks Nova by id for each consumer that no list has. Servers come and go while the lists are read, so that only what Nova
 * denies when asked is an orphan.
 */
export async function readUnlistedServers(api: Api, known: Known): Promise<Reading<string[]>> {
  const unknown = listUnknownConsumers(known)
  const found = await mapBounded(unknown, api.concurrency, async (id) =>
    (await exists(api, id)) ? id : null,
  )
  return whole(found.filter((id) => id !== null))
}

/** Consumers of Placement that are neither a server nor a migration of the lists. */
export function listUnknownConsumers(known: Known): string[] {
  const listed = new Set([...known.servers.map(({ id }) => id), ...known.migrations.map(({ uuid }) => uuid)])
  const consumers = known.providers.flatMap((provider) => Object.keys(provider.allocations ?? {}))
  return [...new Set(consumers)].filter((id) => !listed.has(id)).toSorted()
}

async function exists(api: Api, id: string): Promise<boolean> {
  try {
    await api.get({
      service: 'compute',
      path: `/servers/${encodeURIComponent(id)}`,
      version: { min: '2.47', max: '2.96' },
    })
    return true
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return false
    throw error
  }
}
