import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toClipboard } from '../../../src/lib/table/clipboard.ts'
import { openSamples } from './sample.ts'

function copied(names: readonly string[]): { text: string; html: string | null } {
  const table = openSamples(names.map((name) => ({ name, vcpu: 4 })))
  const columns = ['name', 'vcpu'].flatMap((key) => table.column(key) ?? [])
  return toClipboard(
    columns,
    Uint32Array.from(names, (_, row) => row),
  )
}

test('the text reads back as the table, whatever the names hold', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/^[=+\-@\t\r\n]/.test(text))
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
      const rows = parse(copied(names).text, { delimiter: '\t', recordDelimiter: '\n' })
      expect(rows).toEqual([['Name', 'vCPU'], ...names.map((text) => [text, '4'])])
    }),
  )
})

test.each(['=1+1', '+1', '-cmd', '@SUM(A1)'])('%j becomes no formula where it is pasted', (name) => {
  const { text, html } = copied([name])
  expect(text).toContain(`'${name}\t4`)
  expect(html).toContain(`'${name}</td>`)
})

test('the table holds no markup of a name, and says which cells are text', () => {
  const { html } = copied(['<img src=x onerror=alert(1)>&', '1e5'])
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;')
  expect(html).toContain(`<td style="mso-number-format:'\\@'">1e5</td><td>4</td>`)
})

test('more rows than a spreadsheet pastes well go as text alone', () => {
  expect(copied(Array.from({ length: 100_000 }, () => 'a')).html).not.toBeNull()
  expect(copied(Array.from({ length: 100_001 }, () => 'a')).html).toBeNull()
})
