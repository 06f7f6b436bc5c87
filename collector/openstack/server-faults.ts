import type { Instance } from '../../src/lib/model.ts'
import { mapBounded } from './bounded.ts'
import type { Api, ApiRequest } from './client.ts'
import { asFilledText, asRecord } from './json.ts'
import { RequestError } from './request-error.ts'

/** A cloud with more servers in ERROR than that has another problem than the words of each of them. */
const MOST_ASKED = 100

/**
 * Asks Nova for the fault of each server in ERROR of which the list does not tell it: lists look faults up in one database only,
 * and not in that of each cell. The newest first, up to a bound. Resolves with a sentence for those that could not be asked.
 */
export async function readServerFaults(
  api: Api,
  servers: readonly Instance[],
  version: NonNullable<ApiRequest['version']>,
): Promise<{ faults: Map<string, string>; shortfall: string }> {
  const faults = new Map<string, string>()
  const failures: RequestError[] = []
  const asked = chooseServers(servers)
  await mapBounded(asked, api.concurrency, async (id) => {
    try {
      const path = `/servers/${encodeURIComponent(id)}`
      const answer = asRecord(await api.get({ service: 'compute', path, version }))
      const message = asFilledText(asRecord(asRecord(answer['server'])['fault'])['message'])
      if (message !== null) faults.set(id, message)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      // A server that was deleted in between has no fault any more.
      if (error.status !== 404) failures.push(error)
    }
  })
  const [first] = failures
  const count = `${failures.length} of ${asked.length} servers in ERROR`
  return { faults, shortfall: first ? `the fault of ${count} is not known: ${first.message}` : '' }
}

function chooseServers(servers: readonly Instance[]): string[] {
  return servers
    .filter(({ status, faultMessage }) => status === 'ERROR' && faultMessage === null)
    .map(({ id, updatedAt }) => ({ id, key: `${updatedAt ?? ''} ${id}` }))
    .sort((a, b) => (a.key < b.key ? 1 : -1))
    .slice(0, MOST_ASKED)
    .map(({ id }) => id)
}
