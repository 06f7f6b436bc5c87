import { execa } from 'execa'
import fc from 'fast-check'
import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import type { Table } from '../../../../src/lib/table/decode.ts'
import { CELL_LENGTH } from '../../../../src/lib/table/workbook/cells.ts'
import { columnLetters, splitSheet } from '../../../../src/lib/table/workbook/sheet.ts'
import { writeWorkbook } from '../../../../src/lib/table/workbook/workbook.ts'
import { readWorkbook, type ReadCell, type ReadSheet } from '../../../support/read-workbook.ts'
import { openSamples, type Sample } from '../sample.ts'

function allRows({ rows }: Table): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row)
}

function write(tables: [title: string, table: Table][]): { file: Buffer; shortened: number } {
  const sheets = tables.map(([title, table]) => ({ title, columns: table.columns, rows: allRows(table) }))
  const pieces = writeWorkbook({ title: 'Test <cloud>', collectedAt: '2026-11-22T06:11:00Z', sheets })
  const parts: Uint8Array[] = []
  for (;;) {
    const { value, done } = pieces.next()
    if (done) return { file: Buffer.concat(parts), shortened: value }
    parts.push(value)
  }
}

async function readSheet(rows: Partial<Sample>[]): Promise<ReadSheet> {
  const { sheets } = await readWorkbook(write([['Samples', openSamples(rows)]]).file)
  return sheets[0]!
}

/** The cells of one column below the heading. */
function cellsOf({ rows }: ReadSheet, heading: string): ReadCell[] {
  const at = rows[0]!.findIndex(({ value }) => value === heading)
  return rows.slice(1).map((row) => row[at]!)
}

const HOSTILE = [
  '=1+1',
  '+cmd|calc',
  '-2',
  '@SUM(A1)',
  '1e5',
  '007',
  'TRUE',
  '2026-11-22',
  '"quoted", \'so\'',
  'two\nlines\r\nand\ttabs',
  ' spaces around ',
  '<b>&amp;</b>]]>',
  '\u202Egnp.exe',
  '👩‍🚀 naïve ทดสอบ',
  'bell\u0007 null\u0000 escape\u001B end\uFFFF',
  'not an escape: _x0007_ nor _x005F_ but _xyz_',
]

test('an independent reader finds every name as it is, as text', async () => {
  const names = cellsOf(await readSheet(HOSTILE.map((name) => ({ name }))), 'Name')
  expect(names.map(({ value }) => value)).toEqual(HOSTILE)
  expect(new Set(names.map(({ type }) => type))).toEqual(new Set(['s']))
  expect(new Set(names.map(({ format }) => format))).toEqual(new Set(['@']))
})

test('and whatever else a name could hold', async () => {
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
  const names = fc.sample(name, { numRuns: 2000, seed: 4 })
  const read = cellsOf(await readSheet(names.map((text) => ({ name: text }))), 'Name')
  expect(read.map(({ value }) => value)).toEqual(names.map((text) => text.toWellFormed()))
})

test('numbers, dates and truths are such, in the unit of the heading', async () => {
  const sheet = await readSheet([
    {
      vcpu: 1234,
      ram: 1536,
      amount: -3,
      bytes: 1024 ** 3 * 2.25,
      share: 21.84,
      ratio: 4,
      locked: true,
      created: '2026-11-22T06:11:07Z',
    },
    { locked: false },
  ])
  const find = (heading: string) => cellsOf(sheet, heading)[0]
  expect(find('vCPU')).toEqual({ type: 'n', value: 1234, format: '#,##0' })
  expect(find('RAM (GiB)')).toEqual({ type: 'n', value: 1.5, format: '#,##0.0' })
  expect(find('Amount')).toMatchObject({ type: 'n', value: -3 })
  expect(find('Stored (GiB)')).toEqual({ type: 'n', value: 2.25, format: '#,##0.00' })
  expect(find('Share (%)')).toMatchObject({ type: 'n', value: 21.84 })
  expect(find('Ratio')).toMatchObject({ type: 'n', value: 4, format: '"1:"General' })
  expect(find('Created (UTC)')).toMatchObject({ type: 'time', value: '2026-11-22T06:11:07Z' })
  expect(cellsOf(sheet, 'Locked').map(({ type, value }) => [type, value])).toEqual([
    ['b', true],
    ['b', false],
  ])
  expect(cellsOf(sheet, 'vCPU')[1]!.value).toBeNull()
  expect(cellsOf(sheet, 'Created (UTC)')[1]!.value).toBeNull()
})

test('several volumes stand in one cell as the earlier tool wrote them', async () => {
  const volumes = [
    { device: '/dev/sda', name: 'boot', id: 'v1', sizeGib: 50 },
    { device: '/dev/sdb', name: '', id: 'v2', sizeGib: 100 },
  ]
  const [cell] = cellsOf(await readSheet([{ volumes }]), 'Attached Volumes')
  expect(cell?.value).toBe('sda, boot, 50GB; sdb, v2, 100GB')
})

test('the heading is bold and frozen, has filters, and columns are as wide as their texts', async () => {
  const sheet = await readSheet([{ name: 'a name of some length, to make room for' }, {}])
  expect(sheet).toMatchObject({ name: 'Samples', frozen: 'A2', filter: 'A1:S3' })
  expect(new Set(sheet.bold)).toEqual(new Set([true]))
  expect(sheet.widths[1]).toBeGreaterThanOrEqual(39)
  expect(sheet.widths[2]).toBeLessThan(15)
})

test('a sheet for each table, whatever they are called, and the time of collection', async () => {
  const table = openSamples([{}])
  const titles = ['Hosts [a]/b?', 'hosts  a  b', 'History', "'quoted'", '', '😀'.repeat(20), '😀'.repeat(20)]
  const book = await readWorkbook(write(titles.map((title) => [title, table])).file)
  expect(book.title).toBe('Test <cloud>')
  expect(book.created).toBe('2026-11-22T06:11:00Z')
  const names = book.sheets.map(({ name }) => name)
  expect(names).toEqual([
    'Hosts a b',
    'hosts a b 2',
    'History 2',
    'quoted',
    'Sheet',
    '😀'.repeat(15),
    `${'😀'.repeat(14)} 2`,
  ])
})

test('a text that Excel cannot hold is cut where it says so, and counted', async () => {
  const fits = 'x'.repeat(CELL_LENGTH)
  const long = `${'😀'.repeat(CELL_LENGTH)}y`
  const { file, shortened } = write([['Samples', openSamples([{ name: fits }, { name: long }])]])
  expect(shortened).toBe(1)
  const { sheets } = await readWorkbook(file)
  const [first, second] = cellsOf(sheets[0]!, 'Name')
  expect(first?.value).toBe(fits)
  const text = String(second?.value)
  expect(text.length).toBeLessThanOrEqual(CELL_LENGTH)
  expect(text).toMatch(/^(😀)+\uFFFD? … \(cut: a cell holds 32,767 characters, this has 65,535; the CSV/u)
})

test('a table with more rows than a sheet can hold goes on in the next', () => {
  const table = openSamples([{}, {}, {}, {}, {}])
  const sheet = { title: 'Samples', columns: table.columns, rows: allRows(table) }
  expect(splitSheet(sheet, 2).map(({ rows }) => [...rows])).toEqual([[0, 1], [2, 3], [4]])
  expect(splitSheet({ ...sheet, rows: new Uint32Array() }, 2)).toHaveLength(1)
})

test('equal tables give equal bytes, in any time zone', async () => {
  const table = openSamples(HOSTILE.map((name) => ({ name })))
  const first = write([['Samples', table]]).file
  expect(write([['Samples', table]]).file.equals(first)).toBe(true)
  const source = `
    const { zipEntries } = await import('${import.meta.dirname}/../../../../src/lib/table/workbook/zip.ts')
    process.stdout.write(Buffer.concat([...zipEntries([{ name: 'a', pieces: ['b'] }])]).toString('hex'))`
  const zips = await Promise.all(
    ['UTC', 'Asia/Singapore', 'America/Los_Angeles'].map((TZ) =>
      execa(process.execPath, ['--input-type=module', '-e', source], { env: { TZ } }),
    ),
  )
  expect(new Set(zips.map(({ stdout }) => stdout)).size).toBe(1)
})

test('columns are lettered as spreadsheets do', () => {
  expect([1, 26, 27, 52, 702, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA'])
})
