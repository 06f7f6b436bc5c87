import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toCsv } from '../../../src/lib/table/csv.ts'
import { exportName } from '../../../src/lib/table/export-text.ts'
import { openSamples, type Sample } from './sample.ts'

function exported(rows: Partial<Sample>[], keys: string[]): string[][] {
  const table = openSamples(rows)
  const columns = keys.flatMap((key) => table.column(key) ?? [])
  const csv = toCsv(
    columns,
    Uint32Array.from(rows, (_, index) => index),
  )
  return parse(csv, { bom: true })
}

describe('a CSV export', () => {
  test('reads back as the table, whatever the names hold', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/^[=+\-@\t\r\n]/.test(text))
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
        const [head, ...body] = exported(
          names.map((text) => ({ name: text })),
          ['id', 'name'],
        )
        expect(head).toEqual(['ID', 'Name'])
        expect(body).toEqual(names.map((text, index) => [`id-${index}`, text]))
      }),
    )
  })

  test.each(['=1+1', '+1', '-cmd', '@SUM(A1)', '\tx', '\rx'])('never lets %j become a formula', (name) => {
    expect(exported([{ name }], ['name'])[1]).toEqual([`'${name}`])
  })

  test('writes numbers as numbers, in the unit of the header, negative ones too', () => {
    const rows = exported(
      [{ vcpu: 1234, ram: 1536, amount: -3, created: '2026-11-22T06:11:00Z', locked: true }],
      ['vcpu', 'ram', 'amount', 'created', 'locked'],
    )
    expect(rows).toEqual([
      ['vCPU', 'RAM (GiB)', 'Amount', 'Created', 'Locked'],
      ['1234', '1.5', '-3', '2026-11-22T06:11:00Z', 'yes'],
    ])
  })

  test('writes volumes and networks as the earlier tool did', () => {
    const rows = exported(
      [
        {
          volumes: [
            { device: '/dev/sda', name: 'boot', id: 'v1', sizeGib: 50 },
            { device: '/dev/sdb', name: '', id: 'v2', sizeGib: 100 },
          ],
          networks: [
            { network: 'a', addresses: ['10.0.0.1', '10.0.0.2'] },
            { network: 'b', addresses: ['10.1.0.1'] },
          ],
        },
      ],
      ['volumes', 'networks'],
    )
    expect(rows[1]).toEqual(['sda, boot, 50GB; sdb, v2, 100GB', 'a=10.0.0.1, 10.0.0.2; b=10.1.0.1'])
  })

  test('is named after site, table and time of collection', () => {
    const name = exportName(
      { site: 'Cloud / <One>', name: 'instances', collectedAt: '2026-11-22T06:11:00Z' },
      'csv',
    )
    expect(name).toBe('cloud-one-instances-2026-11-22T061100Z.csv')
  })
})
