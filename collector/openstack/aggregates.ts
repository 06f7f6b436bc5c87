import type { Aggregate, AvailabilityZone } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import type { Api } from './client.ts'
import {
  asBooleanOrNull,
  asFilledText,
  asRecord,
  asText,
  asTextMap,
  asTexts,
  type JsonRecord,
} from './json.ts'
import { readList } from './list.ts'

const version = { min: '2.41', max: '2.96' }

export async function readAggregates(api: Api): Promise<Reading<Aggregate[]>> {
  const rows = await readList(api, { service: 'compute', path: '/os-aggregates', version }, 'aggregates')
  return whole(rows.map(parseAggregate))
}

export function parseAggregate(row: JsonRecord): Aggregate {
  return {
    id: asText(row['id']),
    uuid: asFilledText(row['uuid']),
    name: asText(row['name']),
    availabilityZone: asFilledText(row['availability_zone']),
    hosts: asTexts(row['hosts']).toSorted(),
    metadata: asTextMap(row['metadata']),
  }
}

/** The zones of the compute hosts; `internal`, where Nova's own services are, is one of them. */
export async function readZones(api: Api): Promise<Reading<AvailabilityZone[]>> {
  const path = '/os-availability-zone/detail'
  const rows = await readList(api, { service: 'compute', path, version }, 'availabilityZoneInfo')
  return whole(rows.map(parseZone))
}

export function parseZone(row: JsonRecord): AvailabilityZone {
  return {
    name: asText(row['zoneName']),
    available: asBooleanOrNull(asRecord(row['zoneState'])['available']) ?? false,
    hosts: Object.keys(asRecord(row['hosts'])).toSorted(),
  }
}
