import type { Inventory, ResourceProvider } from '../../src/lib/model.ts'
import type { Reading } from '../sources/reading.ts'
import { mapBounded } from './bounded.ts'
import type { Api } from './client.ts'
import { asFilledText, asNumberOrNull, asRecord, asText, asTexts, type JsonRecord } from './json.ts'
import { readList } from './list.ts'
import { RequestError } from './request-error.ts'

/** 1.14 has parents and roots, 1.19 the form of the aggregates' answer that is read here. */
const version = { min: '1.19', max: '1.39' }

/** Every provider with inventories, allocations, traits and aggregates: one request for the list, four for each of them. */
export async function readPlacement(api: Api): Promise<Reading<ResourceProvider[]>> {
  const rows = await readList(
    api,
    { service: 'placement', path: '/resource_providers', version },
    'resource_providers',
  )
  const providers = await mapBounded(rows, Math.ceil(api.concurrency / 2), (row) => readProvider(api, row))
  return { value: providers.filter((provider) => provider !== null), shortfall: '' }
}

/** Null where the provider was deleted in between. */
async function readProvider(api: Api, row: JsonRecord): Promise<ResourceProvider | null> {
  const uuid = asText(row['uuid'])
  const get = async (part: string) =>
    asRecord(await api.get({ service: 'placement', path: `/resource_providers/${uuid}/${part}`, version }))
  try {
    const [inventories, allocations, traits, aggregates] = await Promise.all([
      get('inventories'),
      get('allocations'),
      get('traits'),
      get('aggregates'),
    ])
    return parseProvider({ ...row, ...inventories, ...allocations, ...traits, ...aggregates })
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return null
    throw error
  }
}

/** A row of the list, and over it the answers about its parts. */
export function parseProvider(row: JsonRecord): ResourceProvider {
  const uuid = asText(row['uuid'])
  return {
    uuid,
    name: asText(row['name']),
    parentUuid: asFilledText(row['parent_provider_uuid']),
    rootUuid: asFilledText(row['root_provider_uuid']) ?? uuid,
    inventories: mapEntries(row['inventories'], parseInventory),
    allocations: mapEntries(row['allocations'], (consumer) => mapEntries(consumer['resources'], null)),
    traits: asTexts(row['traits']).toSorted(),
    aggregates: asTexts(row['aggregates']).toSorted(),
  }
}

export function parseInventory(row: JsonRecord): Inventory {
  const total = asNumberOrNull(row['total']) ?? 0
  return {
    total,
    reserved: asNumberOrNull(row['reserved']) ?? 0,
    allocationRatio: asNumberOrNull(row['allocation_ratio']) ?? 1,
    minUnit: asNumberOrNull(row['min_unit']) ?? 1,
    maxUnit: asNumberOrNull(row['max_unit']) ?? total,
    stepSize: asNumberOrNull(row['step_size']) ?? 1,
  }
}

/** Entries in the order of their keys; without `map` the values are amounts. */
function mapEntries(value: unknown, map: null): Record<string, number>
function mapEntries<T>(value: unknown, map: (row: JsonRecord) => T): Record<string, T>
function mapEntries<T>(value: unknown, map: ((row: JsonRecord) => T) | null): Record<string, T | number> {
  const entries = Object.entries(asRecord(value)).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    entries.map(([key, item]) => [key, map ? map(asRecord(item)) : (asNumberOrNull(item) ?? 0)]),
  )
}
