import { expect, test } from 'vitest'
import { toJson } from '../../../src/lib/table/export-json.ts'
import { exportName } from '../../../src/lib/table/export-text.ts'
import { findWholeIds, shortenIds } from '../../../src/lib/table/short-ids.ts'
import { openSamples } from './sample.ts'

const collectedAt = '2026-11-22T06:11:00Z'

test('JSON holds every kind of value as it was collected, with its unit in the head', () => {
  const sample = {
    name: '=1+1\u0007',
    project: { text: 'shop', href: 'projects/shop/' },
    links: [{ text: 'web-1', href: null }],
    tags: ['a', 'b'],
    networks: [{ network: 'lan', addresses: ['10.0.0.1', 'fd00::1'] }],
    volumes: [{ device: '/dev/vda', name: '', id: 'v1', sizeGib: null }],
    fill: { used: 1, reserved: 0, spare: 0, capacity: null },
    used: { count: 3, href: 'instances/' },
    ram: 1536,
    size: 20,
    bytes: 2 ** 40,
    share: 12.5,
    locked: false,
    created: '2026-11-22T06:11:07Z',
  }
  const table = openSamples([sample, {}])
  const { columns, rows, ...head } = JSON.parse(toJson(table, table.columns, Uint32Array.of(0), () => null))
  expect(head).toEqual({ schema: 1, site: 'Test site', table: 'samples', collectedAt })
  expect(columns.ram).toEqual({ title: 'RAM', kind: 'memoryMb', unit: 'MiB' })
  expect(columns.bytes.unit).toBe('bytes')
  expect(columns.size.unit).toBe('GiB')
  expect(columns.share.unit).toBe('%')
  expect(columns.name.unit).toBeNull()
  expect(rows).toEqual([
    {
      ...sample,
      id: 'id-0',
      status: 'ACTIVE',
      project: 'shop',
      links: ['web-1'],
      used: 3,
      amount: null,
      vcpu: null,
      ratio: null,
    },
  ])
})

test('the id of a volume is whole, or null where it cannot be told', () => {
  const ids = ['3f8a1c2e-7b61-4d0a', '4b2c9d10-0c1d-2e3f']
  const shorten = shortenIds(ids)
  const volumes = [
    { device: 'sda', name: 'data', id: shorten('4b2c9d10-0c1d-2e3f'), sizeGib: 1 },
    { device: 'sdb', name: 'gone', id: '99999999', sizeGib: 2 },
    { device: 'sdc', name: '', id: '99999999-of-nova-only', sizeGib: null },
  ]
  const table = openSamples([{ volumes }])
  const column = table.columns.filter(({ key }) => key === 'volumes')
  const { rows } = JSON.parse(toJson(table, column, Uint32Array.of(0), findWholeIds(ids)))
  expect(rows[0].volumes.map(({ id }: { id: string | null }) => id)).toEqual([
    '4b2c9d10-0c1d-2e3f',
    null,
    '99999999-of-nova-only',
  ])
  expect(findWholeIds([...ids, '3f8a1c2e-7'])('3f8a1c2e')).toBeNull()
})

test('no rows are an empty list', () => {
  const table = openSamples([])
  expect(JSON.parse(toJson(table, table.columns, new Uint32Array(), () => null)).rows).toEqual([])
})

test.each([
  ['Cloud / <One>', 'cloud-one-hosts-2026-11-22T061100Z.csv'],
  ['../../etc/passwd\u0000', 'etc-passwd-hosts-2026-11-22T061100Z.csv'],
  ['คลาวด์ ๑', 'คลาวด์-๑-hosts-2026-11-22T061100Z.csv'],
  ['\u202Egnp.exe', 'gnp-exe-hosts-2026-11-22T061100Z.csv'],
  ['***', 'hosts-2026-11-22T061100Z.csv'],
  ['𝕏'.repeat(300), `${'x'.repeat(40)}-hosts-2026-11-22T061100Z.csv`],
  [`${'a'.repeat(39)} b`, `${'a'.repeat(39)}-hosts-2026-11-22T061100Z.csv`],
])('a site called %j makes a file name that every system takes', (site, name) => {
  expect(exportName({ site, name: 'hosts', collectedAt }, 'csv')).toBe(name)
})
