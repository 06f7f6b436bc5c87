import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../../src/lib/table/query-parse.ts'
import { createMatcher, queryFields } from '../../../src/lib/table/query-match.ts'
import { createRegexCompiler } from '../../../src/lib/table/regex-engine.ts'
import { createView } from '../../../src/lib/table/view.ts'
import { openSamples } from './sample.ts'

const compile = createRegexCompiler()
const table = openSamples([
  { name: 'a'.repeat(60) },
  { name: 'web-01\nWEB' },
  ...Array.from({ length: 20 }, (_, index) => ({ name: `db-${index}` })),
])
const everyRow = Array.from({ length: table.rows }, (_, row) => row)

describe('regular expressions', () => {
  test.each([
    ['^web', '', 'web-01', true],
    ['^web', '', 'WEB-01', false],
    ['^web', 'i', 'WEB-01', true],
    ['^b$', '', 'a\nb', false],
    ['^b$', 'm', 'a\nb', true],
    ['a.b', '', 'a\nb', false],
    ['a.b', 's', 'a\nb', true],
    ['A.B', 'iss', 'a\nb', true],
    ['\\/dev\\/vd[a-c]$', '', '/dev/vdb', true],
    ['^\\u00c9psilon-\\d{2,}', '', 'Épsilon-12', true],
    ['^\\\\u00c9', '', '\\u00c9', true],
    ['^\\p{Lu}', '', 'Épsilon', true],
    ['(?<tier>gold|silver)', '', 'silver', true],
  ])('/%s/%s on %j: %s', (pattern, flags, text, fits) => {
    expect(compile(pattern, flags)(text)).toBe(fits)
  })

  test.each([
    ['(', 'missing closing )'],
    ['a(?=b)', 'look-ahead and look-behind are not understood'],
    ['(?<!a)b', 'look-ahead and look-behind are not understood'],
    ['(a)\\1', 'back references are not understood'],
    ['(?<n>a)\\k<n>', 'back references are not understood'],
    ['a'.repeat(301), 'longer than 300 characters'],
    ['.{0,999}'.repeat(30), 'it repeats too much'],
  ])('/%s/ is refused in words', (pattern, reason) => {
    expect(() => compile(pattern, '')).toThrow(reason)
  })

  // Each of these takes a backtracking engine longer than anybody's life on sixty letters.
  test.each(['(([a-z0-9]+)+-?)+!$', '(a+)+$b', '(a|a)*!', '(a*)*(a*)*(a*)*!', '(a|aa)+$!', '^(\\w+\\s?)*!$'])(
    '/%s/ ends',
    (pattern) => {
      const view = createView(table, compile)
      for (const query of [`/${pattern}/`, `name:/${pattern}/`]) {
        const { rows, problems } = view.compute({ query, filters: {}, sort: [] })
        expect(problems).toEqual([])
        expect([...rows]).toEqual([])
      }
      const filtered = view.compute({ query: '', filters: { name: `/${pattern}/` }, sort: [] })
      expect(filtered.filterProblems).toEqual({})
      expect([...filtered.rows]).toEqual([])
    },
  )
})

describe('until the engine is there', () => {
  const view = createView(table)

  test.each(['/^db/', '-/^db/', 'name:/^db/', 'name:x,/^db/'])('%s filters nothing and waits', (query) => {
    const shown = view.compute({ query, filters: {}, sort: [] })
    expect(shown).toMatchObject({ problems: [], waiting: true })
    expect([...shown.rows]).toEqual(everyRow)
  })

  test('a filter waits, the other parts work', () => {
    const shown = view.compute({ query: 'web /x/', filters: { name: '/^db/' }, sort: [] })
    expect(shown.waiting).toBe(true)
    expect([...shown.rows]).toEqual([1])
  })

  test('a line without one waits for nothing', () => {
    expect(view.compute({ query: '/dev/sda web', filters: {}, sort: [] }).waiting).toBe(false)
  })
})

describe('a table with more texts than there is time for', () => {
  /** Each look at the clock is half a second later. */
  function slowClock(): () => number {
    let time = 0
    return () => (time += 500)
  }

  test('gives the expression up, and the rest of the line filters', () => {
    const matcher = createMatcher(table, slowClock())
    const query = parseQuery('/db/ web', queryFields(table), 0, compile)
    const { mask, slow } = matcher.match([query])
    expect(slow.map(({ source }) => source)).toEqual(['/db/'])
    expect([...(mask ?? [])].flatMap((fits, row) => (fits ? [row] : []))).toEqual([1])
  })

  test('no other part looks at the clock', () => {
    const matcher = createMatcher(table, slowClock())
    const query = parseQuery('db name:db status:=active vcpu:is:empty', queryFields(table), 0, compile)
    expect(matcher.match([query]).slow).toEqual([])
  })
})
