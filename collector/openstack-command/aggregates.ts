import type { Aggregate, AvailabilityZone } from '../../src/lib/model.ts'
import { parseAggregate, parseZone } from '../openstack/aggregates.ts'
import { asFilledText, asRecord, asText, type JsonRecord } from '../openstack/json.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { describeFailures, showEach } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

export async function readAggregates(
  openstack: OpenstackCommand,
  version: readonly string[],
): Promise<Reading<Aggregate[]>> {
  const rows = await openstack.ask(['aggregate', 'list', '--long'], version)
  const ids = rows.map((row) => asText(row['ID']))
  const { shown, failures } = await showEach(openstack, ['aggregate'], ids, version)
  const value = rows.map((row) =>
    parseAggregate(toAggregateRow(row, shown.get(asText(row['ID']))?.['uuid'] ?? null)),
  )
  return { value, shortfall: describeFailures('aggregate', failures) }
}

/** The command takes the zone out of the metadata, where Nova keeps it. */
function toAggregateRow(row: JsonRecord, uuid: unknown): JsonRecord {
  const zone = asFilledText(row['Availability Zone'])
  return {
    id: row['ID'],
    uuid,
    name: row['Name'],
    availability_zone: zone,
    hosts: row['Hosts'],
    metadata: { ...asRecord(row['Properties']), ...(zone !== null && { availability_zone: zone }) },
  }
}

/** The command gives a row for each service of each host. */
export async function readZones(
  openstack: OpenstackCommand,
  version: readonly string[],
): Promise<Reading<AvailabilityZone[]>> {
  const rows = await openstack.ask(['availability', 'zone', 'list', '--compute', '--long'], version)
  const byName = Map.groupBy(rows, (row) => asText(row['Zone Name']))
  return whole(
    [...byName].map(([name, members]) =>
      parseZone({
        zoneName: name,
        zoneState: { available: members[0]?.['Zone Status'] === 'available' },
        hosts: Object.fromEntries(
          members
            .map((row) => asText(row['Host Name']))
            .flatMap((host) => (host === '' ? [] : [[host, null]])),
        ),
      }),
    ),
  )
}
