import type { Flavor } from '../../src/lib/model.ts'
import { parseFlavor } from '../openstack/flavors.ts'
import { asText, asTexts, type JsonRecord } from '../openstack/json.ts'
import type { Reading } from '../sources/reading.ts'
import { showSome } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

/** Private ones too, and who may use them. */
export async function readFlavors(
  openstack: OpenstackCommand,
  version: readonly string[],
): Promise<Reading<Flavor[]>> {
  const rows = await openstack.ask(['flavor', 'list', '--all', '--long'], version)
  const ids = rows.map((row) => asText(row['ID']))
  const { shown, shortfall } = await showSome(openstack, ['flavor'], ids, version)
  const value = rows.map((row) => {
    const details = shown.get(asText(row['ID']))
    if (!details) return parseFlavor(toListedRow(row))
    const flavor = parseFlavor({ ...details, extra_specs: details['properties'] })
    const access = details['access_project_ids']
    return Array.isArray(access) ? { ...flavor, projectIds: asTexts(access).toSorted() } : flavor
  })
  return { value, shortfall }
}

function toListedRow(row: JsonRecord): JsonRecord {
  return {
    id: row['ID'],
    name: row['Name'],
    ram: row['RAM'],
    disk: row['Disk'],
    'OS-FLV-EXT-DATA:ephemeral': row['Ephemeral'],
    vcpus: row['VCPUs'],
    'os-flavor-access:is_public': row['Is Public'],
    swap: row['Swap'],
    rxtx_factor: row['RXTX Factor'],
    extra_specs: row['Properties'],
  }
}
