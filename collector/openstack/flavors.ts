import type { Flavor } from '../../src/lib/model.ts'
import type { Reading } from '../sources/reading.ts'
import { mapBounded } from './bounded.ts'
import type { Api } from './client.ts'
import {
  asBooleanOrNull,
  asNumberOrNull,
  asRecord,
  asRecords,
  asText,
  asTextMap,
  asTextOrNull,
  type JsonRecord,
} from './json.ts'
import { nextByLinks, readPages } from './pages.ts'
import { RequestError } from './request-error.ts'

/** 2.55 has descriptions, 2.61 extra specs. */
const version = { min: '2.61', max: '2.96' }

/** Public and private ones (`is_public=None`), and who may use a private one. */
export async function readFlavors(api: Api): Promise<Reading<Flavor[]>> {
  const flavors = await readPages(api, {
    request: {
      service: 'compute',
      path: '/flavors/detail',
      query: { is_public: 'None', limit: '1000' },
      version,
    },
    key: 'flavors',
    next: nextByLinks('flavors_links'),
    parse: parseFlavor,
  })
  const unread: Unread = { names: [], forbidden: false }
  await mapBounded(
    flavors.filter((flavor) => !flavor.isPublic),
    api.concurrency,
    async (flavor) => {
      flavor.projectIds = await readAccess(api, flavor, unread)
    },
  )
  return {
    value: flavors,
    shortfall:
      unread.names.length > 0
        ? `who may use these private flavors is not known: ${unread.names.join(', ')}`
        : '',
  }
}

interface Unread {
  names: string[]
  /** Who may not ask for one flavor may ask for none, so that the others are not tried. */
  forbidden: boolean
}

async function readAccess(api: Api, flavor: Flavor, unread: Unread): Promise<string[] | null> {
  if (unread.forbidden) {
    unread.names.push(flavor.name)
    return null
  }
  try {
    const path = `/flavors/${encodeURIComponent(flavor.id)}/os-flavor-access`
    const answer = asRecord(await api.get({ service: 'compute', path, version }))
    return asRecords(answer['flavor_access'])
      .map((access) => asText(access['tenant_id']))
      .toSorted()
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    // A flavor that was deleted in between has nobody to list.
    if (error.status !== 404) unread.names.push(flavor.name)
    if (error.status === 403) unread.forbidden = true
    return null
  }
}

export function parseFlavor(row: JsonRecord): Flavor {
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    memoryMb: asNumberOrNull(row['ram']) ?? 0,
    rootGib: asNumberOrNull(row['disk']) ?? 0,
    ephemeralGib: asNumberOrNull(row['OS-FLV-EXT-DATA:ephemeral']) ?? 0,
    vcpus: asNumberOrNull(row['vcpus']) ?? 0,
    isPublic: asBooleanOrNull(row['os-flavor-access:is_public']) ?? true,
    // Before 2.75 no swap is written "".
    swapMb: asNumberOrNull(row['swap']) ?? 0,
    rxtxFactor: asNumberOrNull(row['rxtx_factor']) ?? 1,
    properties: asTextMap(row['extra_specs']),
    description: asTextOrNull(row['description']),
    disabled: asBooleanOrNull(row['OS-FLV-DISABLED:disabled']),
    projectIds: null,
  }
}
