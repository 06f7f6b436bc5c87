import type { Inventory, ResourceProvider } from '../../src/lib/model.ts'
import type { Reading } from '../sources/reading.ts'
import { mapBounded } from './bounded.ts'
import type { Api } from './client.ts'
import {
  asFilledText,
  asNumberOrNull,
  asRecord,
  asRecordOrNull,
  asText,
  asTexts,
  type JsonRecord,
} from './json.ts'
import { readList } from './list.ts'
import { createPartReader, type PartReader, reportProviders } from './provider-parts.ts'
import { RequestError } from './request-error.ts'

/** 1.14 has parents and roots, 1.19 the form of the aggregates' answer that is read here. */
const version = { min: '1.19', max: '1.39' }

/**
 * Every provider with inventories, allocations, traits and aggregates: one request for the list, four for each of them. What
 * could not be read of a provider is null, and named; rejects only where no provider could be read.
 */
export async function readPlacement(api: Api): Promise<Reading<ResourceProvider[]>> {
  const path = '/resource_providers'
  const rows = await readList(api, { service: 'placement', path, version }, 'resource_providers')
  const parts = createPartReader(api, version)
  const providers = await mapBounded(rows, Math.ceil(api.concurrency / 2), (row) => readProvider(parts, row))
  return reportProviders(
    providers.filter((provider) => provider !== null),
    parts.reason(),
  )
}

/** Null where the provider was deleted in between. */
async function readProvider(parts: PartReader, row: JsonRecord): Promise<ResourceProvider | null> {
  try {
    return parseProvider({ ...row, ...(await parts.read(asText(row['uuid']))) })
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return null
    throw error
  }
}

/** A row of the list, and over it those of its parts that could be read. */
export function parseProvider(row: JsonRecord): ResourceProvider {
  const uuid = asText(row['uuid'])
  return {
    uuid,
    name: asText(row['name']),
    parentUuid: asFilledText(row['parent_provider_uuid']),
    rootUuid: asFilledText(row['root_provider_uuid']) ?? uuid,
    inventories: mapEntries(row['inventories'], (inventory) => parseInventory(asRecord(inventory))),
    allocations: mapEntries(row['allocations'], (consumer) => parseAmounts(asRecord(consumer)['resources'])),
    traits: parseNames(row['traits']),
    aggregates: parseNames(row['aggregates']),
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

function parseAmounts(value: unknown): Record<string, number> {
  return mapEntries(value, (amount) => asNumberOrNull(amount) ?? 0) ?? {}
}

function parseNames(value: unknown): string[] | null {
  return Array.isArray(value) ? asTexts(value).toSorted() : null
}

/** Entries in the order of their keys; null where there are no entries but something else, or nothing at all. */
function mapEntries<T>(value: unknown, map: (item: unknown) => T): Record<string, T> | null {
  const record = asRecordOrNull(value)
  if (record === null) return null
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, map(item)]))
}
