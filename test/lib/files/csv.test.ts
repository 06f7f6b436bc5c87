import { describe, expect, test } from 'vitest'
import { readTable, serialiseRow } from '../../../src/lib/files/csv.ts'
import { RowError } from '../../../src/lib/files/parsed.ts'

function read(text: string) {
  const rows: [string, string | null][] = []
  const problems = readTable(text, { file: 'table.csv', required: ['name'], ourColumn: 'ours' }, (row) => {
    if (row.text('name') === 'bad') throw new RowError('it is bad')
    rows.push([row.text('name'), row.cell('value')])
  })
  return { rows, problems: problems.map(({ line, reason }) => `${line}: ${reason}`) }
}

describe('rows and their lines', () => {
  test('a line number is the physical one, behind blank lines and quoted line breaks of both kinds', () => {
    const text = 'name|value\n\n"a\nb"|1\r\n"c\r\nd"|2\nbad|3\n\n\nonly\nlast|4'
    expect(read(text)).toEqual({
      rows: [
        ['a\nb', '1'],
        ['c\r\nd', '2'],
        ['last', '4'],
      ],
      problems: ['7: row skipped: it is bad', '10: row skipped: expected 2 fields, found 1'],
    })
  })

  test('a quote that nothing closes costs its row alone', () => {
    const rows = Array.from({ length: 50 }, (_, index) => `row${index}|${index}`)
    const { rows: read1, problems } = read(`name|value\n"open|x|y\n${rows.join('\n')}`)
    expect(read1).toHaveLength(50)
    expect(problems).toEqual(['2: row skipped: expected 2 fields, found 3'])
  })

  test('rows of the earlier tool that are not quoted are taken as they stand', () => {
    expect(read('name|value\nsay "hi"|1\n"half|2\nit"s|"3').rows).toEqual([
      ['say "hi"', '1'],
      ['"half', '2'],
      ['it"s', '"3'],
    ])
  })

  test('two broken quotes do not swallow the rows between them', () => {
    const { rows, problems } = read('name|value\n"a|1\nb|2\nc|3\nd"|4\ne|5')
    expect(rows.map(([name]) => name)).toEqual(['"a', 'b', 'c', 'd"', 'e'])
    expect(problems).toEqual([])
  })

  test('the delimiter and the columns come from the header', () => {
    expect(read('"value","other","NAME"\n1,"x, y","a|b"').rows).toEqual([['a|b', '1']])
  })

  test('a file without a required column says so', () => {
    expect(() => read('<html>\nbad gateway')).toThrow('table.csv, line 1: the header has no column "name"')
    expect(() => read('')).toThrow('table.csv: the file is empty (0 bytes)')
  })
})

describe('files of ours', () => {
  test('nothing is null and two quotes are the empty text', () => {
    expect(read('name|value|ours\na||\nb|""|').rows).toEqual([
      ['a', null],
      ['b', ''],
    ])
  })

  test('a row that was cut short is reported, never guessed', () => {
    expect(read('name|value|ours\na|1|\nb|"cut|').problems).toEqual([
      '3: row skipped: its quotes are not closed',
    ])
  })

  test('only what needs quotes has them', () => {
    expect(serialiseRow(['plain text', null, '', 'a|b', 'say "x"', ' x', '-', '#'])).toBe(
      'plain text||""|"a|b"|"say ""x"""|" x"|-|#',
    )
  })
})

test('a stray quote in every row stays linear', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `"name ${index}|${index}`)
  const started = process.cpuUsage()
  expect(read(`name|value\n${rows.join('\n')}`).rows).toHaveLength(20_000)
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10)
})
