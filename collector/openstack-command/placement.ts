import type { ResourceProvider } from '../../src/lib/model.ts'
import { asRecord, asRecords, asText, type JsonRecord } from '../openstack/json.ts'
import { parseProvider } from '../openstack/placement.ts'
import { reportProviders } from '../openstack/provider-parts.ts'
import type { Reading } from '../sources/reading.ts'
import { askEach, isGone } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

const PROVIDER = ['resource', 'provider']

/**
 * Every provider. One of which the command did not answer every question has nulls for all its parts, as its answers cannot be
 * told from each other then, and is named; rejects only where that is so of all.
 */
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
  const faults = [...failures].filter(([id, reason]) => !isGone(id, reason))
  const unread = new Set(faults.map(([id]) => id))
  const [fault] = faults
  return reportProviders(
    rows.flatMap((row) => {
      const answer = answers.get(asText(row['uuid']))
      if (answer) return parseProvider(toProviderRow(row, answer))
      return unread.has(asText(row['uuid'])) ? parseProvider(row) : []
    }),
    fault ? new Error(`Of the resource provider ${fault[0]} the command said: ${fault[1]}`) : null,
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
