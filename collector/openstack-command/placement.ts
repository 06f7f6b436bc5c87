import type { ResourceProvider } from '../../src/lib/model.ts'
import { asRecord, asRecords, asText, type JsonRecord } from '../openstack/json.ts'
import { parseProvider } from '../openstack/placement.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { askEach, isGone } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

const PROVIDER = ['resource', 'provider']

/** Every provider; a provider that could not be read whole fails all, since a missing one would make its servers look wrong. */
export async function readPlacement(
  openstack: OpenstackCommand,
  version: readonly string[],
): Promise<Reading<ResourceProvider[]>> {
  const rows = await listProviders(openstack, version)
  const questions = rows.map((row) => {
    const id = asText(row['uuid'])
    return {
      id,
      commands: [
        [...PROVIDER, 'show', '--allocations', id],
        [...PROVIDER, 'inventory', 'list', id],
        [...PROVIDER, 'trait', 'list', id],
        [...PROVIDER, 'aggregate', 'list', id],
      ],
    }
  })
  const { answers, failures } = await askEach(openstack, questions, version)
  const fault = [...failures].find(([id, reason]) => !isGone(id, reason))
  if (fault) throw new Error(`Of the resource provider ${fault[0]} the command said: ${fault[1]}`)
  return whole(
    rows.flatMap((row) => {
      const answer = answers.get(asText(row['uuid']))
      return answer ? [parseProvider(toProviderRow(row, answer))] : []
    }),
  )
}

async function listProviders(openstack: OpenstackCommand, version: readonly string[]): Promise<JsonRecord[]> {
  try {
    return await openstack.ask([...PROVIDER, 'list'], version)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (!/not an openstack command|unrecognized arguments/.test(message)) throw error
    throw new Error('The openstack command needs its plug-in osc-placement to read Placement.', {
      cause: error,
    })
  }
}

function toProviderRow(
  row: JsonRecord,
  [shown, inventories, traits, aggregates]: readonly unknown[],
): JsonRecord {
  return {
    ...row,
    allocations: asRecord(shown)['allocations'],
    inventories: Object.fromEntries(
      asRecords(inventories).map((inventory) => [asText(inventory['resource_class']), inventory]),
    ),
    traits: asRecords(traits).map((trait) => trait['name']),
    aggregates: asRecords(aggregates).map((aggregate) => aggregate['uuid']),
  }
}
