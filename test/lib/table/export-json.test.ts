import { expect, test } from 'vitest'
import { toJson } from '../../../src/lib/table/export-json.ts'
import { exportName } from '../../../src/lib/table/export-text.ts'
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
  const { columns, rows, ...head } = JSON.parse(toJson(table, table.columns, Uint32Array.of(0)))
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

test('no rows are an empty list', () => {
  const table = openSamples([])
  expect(JSON.parse(toJson(table, table.columns, new Uint32Array())).rows).toEqual([])
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
