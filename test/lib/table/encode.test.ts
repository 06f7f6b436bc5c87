import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { cellOf, decodeTable, matchId } from '../../../src/lib/table/decode.ts'
import { encodeTable, inlineJson } from '../../../src/lib/table/encode.ts'
import { arbitrarySample } from './arbitrary-sample.ts'
import { blankSample, openSamples, sampleTable, type Sample } from './sample.ts'

describe('a table on its way to the browser', () => {
  test('arrives as it was, whatever its cells hold', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySample, { maxLength: 12 }), (rows) => {
        const table = openSamples(rows)
        expect(table.rows).toBe(rows.length)
        rows.forEach((expected, index) => {
          for (const column of sampleTable.columns) {
            const decoded = table.column(column.key)
            expect(decoded && cellOf(decoded, index)).toEqual(column.value(expected))
          }
        })
      }),
      { numRuns: 200 },
    )
  })

  test('arrives as it was where rows repeat and one column decides another', () => {
    fc.assert(
      fc.property(
        fc.array(arbitrarySample, { minLength: 2, maxLength: 4 }),
        fc.array(fc.nat(3), { minLength: 40 }),
        (few, order) => {
          const rows = order.map((index) => few[index % few.length] ?? blankSample)
          const table = openSamples(rows)
          for (const column of sampleTable.columns) {
            const decoded = table.column(column.key)
            const cells = rows.map((_, index) => decoded && cellOf(decoded, index))
            expect(cells).toEqual(rows.map((expected) => column.value(expected)))
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('sends the index of columns that follow another only once', () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      ...blankSample,
      id: `id-${index}`,
      name: `flavor-${index % 5}`,
      vcpu: 2 ** (index % 5),
      status: index % 5 === 0 ? 'A' : 'B',
    }))
    const { columns } = encodeTable(sampleTable, rows, {
      site: '',
      part: null,
      timeZone: 'UTC',
    })
    const at = (key: string) => columns.find((column) => column.key === key)?.at
    expect(at('name')).toHaveLength(40)
    expect([at('vcpu'), at('status'), at('locked'), at('id')]).toEqual(['name', 'name', [], null])
  })

  test('knows numbers that JSON cannot hold as not known', () => {
    const table = openSamples([{ vcpu: NaN }, { vcpu: Infinity }, { vcpu: 4 }])
    const column = table.column('vcpu')
    expect([0, 1, 2].map((index) => column && cellOf(column, index))).toEqual([null, null, 4])
  })

  test('takes a time without a zone as UTC, as OpenStack means it', () => {
    const table = openSamples([{ created: '2024-08-05T10:38:57.000000' }])
    const column = table.column('created')
    expect(column && cellOf(column, 0)).toBe('2024-08-05T10:38:57Z')
  })

  test('finds a row by its id, or those whose ids begin so', () => {
    const table = openSamples([{ id: 'one' }, { id: 'two' }, { id: 'twofold' }, { id: 'twenty' }])
    expect(matchId(table, 'two')).toEqual([1])
    expect(matchId(table, 'twof')).toEqual([2])
    expect(matchId(table, 'tw')).toEqual([1, 2, 3])
    expect(matchId(table, 'three')).toEqual([])
    expect(matchId(table, '')).toEqual([])
  })

  test('leaves out hidden columns that are empty everywhere, and keeps those that are not', () => {
    const definition = {
      ...sampleTable,
      columns: sampleTable.columns.map((column) => ({ ...column, hidden: true })),
    }
    const context = { site: '', part: null, timeZone: 'UTC' }
    const rows = [{ ...blankSample, links: [], tags: [] }]
    expect(encodeTable(definition, rows, context).columns.map(({ key }) => key)).toEqual(['status'])
  })

  test('cannot leave the script element that carries it', () => {
    const context = { site: '</script><script>', part: null, timeZone: 'UTC' }
    const json = inlineJson(encodeTable(sampleTable, [], context))
    expect(json).not.toContain('<')
    expect(decodeTable(JSON.parse(json), () => '').site).toBe('</script><script>')
  })

  test('refuses rows of another version', () => {
    const context = { site: '', part: null, timeZone: 'UTC' }
    const other = { ...encodeTable(sampleTable, [], context), schema: 2 } as never
    expect(() => decodeTable(other, () => '')).toThrow(/another version/)
  })

  test('costs little more than the 16 bytes of each of its ids', () => {
    const ids = fc.sample(fc.uuid({ version: 4 }), { numRuns: 2000, seed: 7 })
    const columns = sampleTable.columns.filter(({ key }) => ['id', 'status'].includes(key))
    const rows = ids.map((id) => ({ id, status: 'ACTIVE' })) as Sample[]
    const context = { site: '', part: null, timeZone: 'UTC' }
    const json = JSON.stringify(encodeTable({ ...sampleTable, columns }, rows, context))
    expect(gzipSync(json).length / ids.length).toBeLessThan(18)
  })
})
