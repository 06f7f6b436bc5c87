import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { VolumeAttachment } from '../../src/lib/model.ts'
import { cellText } from '../../src/lib/table/cell-text.ts'
import { cellOf, decodeTable, findRows } from '../../src/lib/table/decode.ts'
import type { DetailGroup } from '../../src/lib/table/definition.ts'
import { partOf } from '../../src/lib/table/parts.ts'
import { instancesTable } from '../../src/lib/table/tables/instances.ts'
import { volumesTable } from '../../src/lib/table/tables/volumes.ts'
import { detailFiles } from '../../src/pages/_details.ts'
import { aConfig, anInstance, aSnapshot, aVolume } from '../support/samples.ts'

function attachment(serverId: string, device: string): VolumeAttachment {
  return { serverId, attachmentId: `a-${serverId}`, volumeId: '', hostName: 'cmp', device, attachedAt: null }
}

// More instances than fit one part, each with a volume; one volume is attached to two, and one to an instance that is gone.
const instances = Array.from({ length: 900 }, (_, index) =>
  anInstance({ id: `instance-${index}`, name: `vm-${index}`, launchedAt: '2026-11-01T00:00:00Z' }),
)
const volumes = [
  ...instances.map(({ id }, index) =>
    aVolume({ id: `volume-${index}`, name: '', bootable: true, attachments: [attachment(id, '/dev/vda')] }),
  ),
  aVolume({
    id: 'shared',
    name: 'shared',
    attachments: [attachment('instance-3', '/dev/vdb'), attachment('gone', '/dev/vdc')],
  }),
]
const serverGroups = [
  { id: 'g', name: 'apart', policy: 'anti-affinity', projectId: null, memberIds: ['instance-3'] },
]
const config = aConfig()
const cloud = deriveCloud(aSnapshot({ instances, volumes, serverGroups }), config)
const history = { recent: [], daily: [], changes: [], problems: [] }
const files = detailFiles({
  cloud,
  config,
  history,
  name: 'X',
  builtAt: '2026-11-22T00:00:00Z',
  archived: false,
  version: '0',
  previousSite: null,
})

/** The texts of what belongs to an id, one record a row. */
function related(name: string, parts: number | null, id: string): Record<string, string>[] {
  const make = files.get(parts === null ? name : `${name}-${partOf(id, parts)}`)
  if (!make) throw new Error(`no file ${name}`)
  const table = decodeTable(JSON.parse(JSON.stringify(make())), () => '')
  return findRows(table, id).map((row) =>
    Object.fromEntries(
      table.columns.map((column) => [column.key, cellText(column, cellOf(column, row), 'UTC')]),
    ),
  )
}

function relatedOf(groups: DetailGroup[] | undefined, name: string): number | null {
  const all = (groups ?? []).flatMap((group) => group.related ?? [])
  const found = all.find(({ src }) => src === `rows/details/${name}`)
  if (!found) throw new Error(`no related ${name}`)
  return found.parts
}

test('every file that a table names is made', () => {
  for (const { key, src, parts } of [instancesTable(cloud), volumesTable(cloud)].flatMap(({ details }) =>
    (details ?? []).flatMap((group) => group.related ?? []),
  )) {
    const name = src.replace('rows/details/', '')
    const names = parts === null ? [name] : Array.from({ length: parts }, (_, part) => `${name}-${part}`)
    for (const file of names) expect([key, file, files.has(file)]).toEqual([key, file, true])
  }
})

test('the columns that the groups name are there', () => {
  for (const { columns, details } of [instancesTable(cloud), volumesTable(cloud)]) {
    const keys = new Set<string>(columns.map(({ key }) => key))
    const named = (details ?? []).flatMap((group) => [
      ...group.keys,
      ...(group.related ?? []).flatMap(({ key, replaces }) => [key, ...replaces]),
    ])
    expect(named.filter((key) => !keys.has(key))).toEqual([])
  }
})

test('an instance finds its volumes and what its table has no column for, in whichever part', () => {
  const { details } = instancesTable(cloud)
  const parts = relatedOf(details, 'instance-volumes')
  expect(parts).toBe(16)
  for (const index of [0, 3, 450, 899]) {
    const [first] = related('instance-volumes', parts, `instance-${index}`)
    expect(first).toMatchObject({ device: 'vda', bootable: 'yes', volume: `volume-${index}` })
  }
  expect(related('instance-volumes', parts, 'instance-3').map(({ volume }) => volume)).toEqual([
    'volume-3',
    'shared',
  ])
  expect(related('instances', relatedOf(details, 'instances'), 'instance-3')).toEqual([
    expect.objectContaining({
      launched: '1 Nov 2026, 00:00 UTC',
      group: 'apart',
      policy: 'anti-affinity',
    }),
  ])
})

test('a volume finds each of its attachments, that of an instance which is gone too', () => {
  const parts = relatedOf(volumesTable(cloud).details, 'volume-attachments')
  expect(related('volume-attachments', parts, 'shared')).toEqual([
    expect.objectContaining({
      instance: 'vm-3',
      device: 'vdb',
      status: 'ACTIVE',
      attachment: 'a-instance-3',
    }),
    expect.objectContaining({ instance: 'gone', device: 'vdc', status: '', host: 'cmp' }),
  ])
})
