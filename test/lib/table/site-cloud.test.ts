import { describe, expect, test } from 'vitest'
import { API_DOCUMENTS } from '../../../src/lib/api.ts'
import { compareClouds } from '../../../src/lib/changes.ts'
import { deriveCloud } from '../../../src/lib/cloud.ts'
import { comparableOf, type ComparedCloud } from '../../../src/lib/comparable.ts'
import type { Snapshot } from '../../../src/lib/model.ts'
import { decodeTable, type Table } from '../../../src/lib/table/decode.ts'
import type { TableDefinition } from '../../../src/lib/table/definition.ts'
import { encodeTable } from '../../../src/lib/table/encode.ts'
import { readSiteCloud, type SiteDocuments } from '../../../src/lib/table/site-cloud.ts'
import { instancesTable } from '../../../src/lib/table/tables/instances.ts'
import { volumesTable } from '../../../src/lib/table/tables/volumes.ts'
import { hostileNames } from '../../support/hostile-data.ts'
import {
  aConfig,
  aFlavor,
  aHypervisor,
  aMeta,
  anInstance,
  aReservation,
  aSnapshot,
  aVolume,
} from '../../support/samples.ts'

const attachment = {
  attachmentId: 'a',
  volumeId: 'v',
  hostName: 'cmp01',
  device: '/dev/vda',
  attachedAt: null,
}
const whole: Partial<Snapshot> = {
  hypervisors: [aHypervisor(), aHypervisor({ name: 'cmp02', state: 'down' })],
  ratios: [{ host: 'cmp01', cpuRatio: 4, ramRatio: 1.5 }],
  instances: [
    ...hostileNames.map((name, index) =>
      anInstance({
        id: `i${index}`,
        name,
        project: name,
        flavorName: name,
        host: index % 2 ? 'cmp01' : null,
      }),
    ),
    anInstance({ id: 'nameless', name: '', imageId: '', imageName: '', vcpus: null, memoryMb: null }),
    anInstance({ id: 'lost', status: 'UNKNOWN', name: '', host: null, projectId: 'p' }),
  ],
  volumes: [
    ...hostileNames.map((name, index) =>
      aVolume({
        id: `v${index}`,
        name,
        project: name,
        type: name,
        attachments: [{ ...attachment, serverId: `i${index}` }],
      }),
    ),
    aVolume({ id: 'left', attachments: [{ ...attachment, serverId: 'an instance that is gone' }] }),
    aVolume({ id: 'plain', name: '', sizeGib: 7 }),
  ],
  flavors: [
    aFlavor({ properties: { 'hw:cpu_policy': 'dedicated' } }),
    aFlavor({ id: 'f2', isPublic: false }),
  ],
  reservations: [
    aReservation({ vcpus: 4, memoryMb: 2048, purpose: 'growth', owner: 'ops', until: '2027-01-31' }),
  ],
  meta: aMeta({}),
}

/** The cloud as another site reads it from this one's documents. */
function throughSite(fields: Partial<Snapshot>): { direct: ComparedCloud; read: ComparedCloud } {
  const cloud = deriveCloud(aSnapshot(fields), aConfig())
  const history = { changes: [], daily: [] }
  const input = { cloud, site: 'X', builtAt: '', version: '0', forecast: [], history }
  const document = <T>(name: string) => JSON.parse([...(API_DOCUMENTS[name]?.(input) ?? '')].join('')) as T
  const table = <Row>(definition: TableDefinition<Row>, rows: readonly Row[]): Table => {
    const context = { site: 'X', part: null, timeZone: 'UTC' }
    return decodeTable(JSON.parse(JSON.stringify(encodeTable(definition, rows, context))), () => '')
  }
  const documents: SiteDocuments = {
    instances: table(instancesTable(cloud), cloud.snapshot.instances),
    volumes: table(volumesTable(cloud), cloud.snapshot.volumes ?? []),
    meta: document('meta'),
    summary: document('summary'),
    flavors: document('flavors'),
    hosts: document('hosts'),
  }
  return { direct: cloud, read: readSiteCloud(documents) }
}

function compare(before: ComparedCloud, after: ComparedCloud) {
  return compareClouds(comparableOf(before).comparable, comparableOf(after).comparable)
}

test('a site’s documents tell the same as the collection that it was built from', () => {
  const { direct, read } = throughSite(whole)
  expect(compare(direct, read)).toEqual([])
  expect(compare(read, direct)).toEqual([])
  const counts = ({ comparable }: ReturnType<typeof comparableOf>) =>
    Object.entries(comparable).map(([subject, side]) => [subject, side?.records.length, side?.whole])
  expect(counts(comparableOf(read))).toEqual(counts(comparableOf(direct)))
})

describe('what changed is found through the documents as it is directly', () => {
  const later: [string, Partial<Snapshot>][] = [
    [
      'an instance moved',
      { instances: whole.instances?.map((one) => (one.id === 'i1' ? { ...one, host: 'cmp02' } : one)) ?? [] },
    ],
    [
      'a volume went from one instance to another',
      {
        volumes:
          whole.volumes?.map((one) =>
            one.id === 'v1' ? { ...one, attachments: [{ ...attachment, serverId: 'i2' }] } : one,
          ) ?? [],
      },
    ],
    ['a reservation ended', { reservations: [] }],
    [
      'a host came up with another ratio',
      {
        hypervisors: [aHypervisor(), aHypervisor({ name: 'cmp02' })],
        ratios: [{ host: 'cmp01', cpuRatio: 8, ramRatio: 1.5 }],
      },
    ],
    ['a flavor changed', { flavors: [aFlavor({ memoryMb: 512 }), aFlavor({ id: 'f2', isPublic: false })] }],
    ['volumes were not collected', { volumes: null }],
  ]
  test.each(later)('%s', (_name, fields) => {
    const [before, after] = [throughSite(whole), throughSite({ ...whole, ...fields })]
    const direct = compare(before.direct, after.direct)
    expect(compare(before.read, after.read)).toEqual(direct)
    if (fields.volumes === null) expect(comparableOf(after.read).notCompared).toHaveProperty('volume')
    else expect(direct.length).toBeGreaterThan(0)
  })
})

test('what was not read is not compared', () => {
  const stale = { bytes: 1, sha256: '', asOf: '2026-11-22T04:11:00Z', stale: true }
  const { direct, read } = throughSite({ ...whole, meta: aMeta({ 'aio.csv': stale, 'volumes.json': stale }) })
  expect(comparableOf(read).notCompared).toEqual(comparableOf(direct).notCompared)
  expect(comparableOf(read).comparable).not.toHaveProperty('instance')
  expect(comparableOf(read).comparable).toHaveProperty('host')
})
