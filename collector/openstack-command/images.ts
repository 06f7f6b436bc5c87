import type { Image } from '../../src/lib/model.ts'
import { parseImage } from '../openstack/images.ts'
import { asText, type JsonRecord } from '../openstack/json.ts'
import type { Reading } from '../sources/reading.ts'
import { showSome } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

const LIST = ['image', 'list', '--long']

/** Hidden images come only when asked for. */
export async function readImages(openstack: OpenstackCommand): Promise<Reading<Image[]>> {
  const shortfalls: string[] = []
  const [listed, hidden] = await Promise.all([openstack.ask(LIST), readHidden(openstack, shortfalls)])
  const rows = new Map([...hidden, ...listed].map((row) => [asText(row['ID']), row]))
  const { shown, shortfall } = await showSome(openstack, ['image'], [...rows.keys()])
  if (shortfall !== '') shortfalls.push(shortfall)
  const value = [...rows].map(([id, row]) => parseImage(shown.get(id) ?? toListedRow(row)))
  return { value, shortfall: shortfalls.join('; ') }
}

async function readHidden(openstack: OpenstackCommand, shortfalls: string[]): Promise<JsonRecord[]> {
  try {
    return await openstack.ask([...LIST, '--hidden'])
  } catch (error) {
    shortfalls.push(`hidden images are missing: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}

function toListedRow(row: JsonRecord): JsonRecord {
  return {
    id: row['ID'],
    name: row['Name'],
    status: row['Status'],
    size: row['Size'],
    visibility: row['Visibility'],
    owner: row['Project'],
  }
}
