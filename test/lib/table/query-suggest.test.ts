import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suggest, type Suggestions } from '../../../src/lib/table/query-suggest.ts'
import { createSuggestSource } from '../../../src/lib/table/suggest-source.ts'
import { createView } from '../../../src/lib/table/view.ts'
import { openSamples } from './sample.ts'
import { queryLines, queryPieces } from '../../support/query-lines.ts'

const GIB = 1024
const shop = { text: 'shop', href: null }
const table = openSamples([
  { name: 'web-01', status: 'ACTIVE', project: shop, vcpu: 2, ram: 4 * GIB, locked: false, tags: ['gold'] },
  { name: 'web-02', status: 'ERROR', project: shop, vcpu: 8, ram: 16 * GIB, locked: true },
  {
    name: 'my server',
    status: 'ACTIVE',
    project: { text: 'shop-test', href: null },
    vcpu: 16,
    ram: 16 * GIB,
  },
  { name: null, status: 'ACTIVE', vcpu: null },
])
const view = createView(table)
const source = createSuggestSource(table, view, {})

/** `|` is the caret. */
function at(line: string, asked = false): Suggestions | null {
  return suggest(line.replace('|', ''), line.indexOf('|'), source, asked)
}

function texts(line: string, asked = false): string[] {
  return at(line, asked)?.items.map(({ text }) => text) ?? []
}

/** The line with the suggestion in its place. */
function accept(line: string, text: string): string {
  const found = at(line)
  if (!found) throw new Error(`nothing is suggested for ${line}`)
  const plain = line.replace('|', '')
  return plain.slice(0, found.span.from) + text + plain.slice(found.span.to)
}

test('what stands in the list already is not offered again', () => {
  expect(texts('status:|', true)).toContain('ACTIVE')
  expect(texts('status:active,|')).not.toContain('ACTIVE')
  expect(texts('status:active,|')).toContain('ERROR')
  expect(texts('project:=shop,|')).toEqual(expect.not.arrayContaining(['=shop']))
  expect(texts('name:"my server",|')).not.toContain('"my server"')
})

test('values are found without their accents', () => {
  const accented = openSamples([{ project: { text: 'Épsilon', href: null } }])
  const offered = suggest('project:eps', 11, createSuggestSource(accented, createView(accented), {}), false)
  expect(offered?.items.map(({ text }) => text)).toEqual(['Épsilon'])
})

describe('names of columns', () => {
  test('come for their beginning, the shortest way to a name first', () => {
    expect(texts('sta|')).toEqual(['status:'])
    expect(texts('s|')).toEqual(['status:', 'size:', 'share:', 'bytes:'])
    expect(texts('cpu|')).toEqual(['vcpu:'])
    expect(texts('web -STA|')).toEqual(['status:'])
    expect(texts('attached|')).toEqual(['volumes:'])
  })

  test('stand in the place of what was typed, the minus stays', () => {
    expect(accept('web -sta| 8', 'status:')).toBe('web -status: 8')
    expect(accept('s|ta', 'status:')).toBe('status:')
  })

  test('are listed for an empty place only when asked for', () => {
    expect(texts('|')).toEqual([])
    expect(texts('web |')).toEqual([])
    expect(texts('|', true)).toHaveLength(table.columns.length + 1)
    expect(texts('web |', true)).toContain('vcpu:')
  })

  test.each(['"sta|', '/sta|', 'nothing-like-it|', 'unknown:x|'])('there are none for %s', (line) => {
    expect(at(line)).toBeNull()
  })
})

describe('values', () => {
  test('come with their counts among the rows that the rest of the line lets through', () => {
    expect(at('status:|')?.items.map(({ text, count }) => [text, count])).toEqual([
      ['ACTIVE', 3],
      ['ERROR', 1],
    ])
    expect(at('web status:|')?.items.map(({ text, count }) => [text, count])).toEqual([
      ['ACTIVE', 1],
      ['ERROR', 1],
    ])
  })

  test('begin as typed or hold it', () => {
    expect(texts('status:r|')).toEqual(['ERROR'])
    expect(texts('name:web|')).toEqual(['web-01', 'web-02'])
    expect(texts('tags:|')).toEqual(['gold', 'is:empty'])
  })

  test('mean exactly themselves, where another holds them too, and where they need quotes', () => {
    expect(texts('project:|')).toEqual(['=shop', 'shop-test', 'is:empty'])
    expect(texts('name:my|')).toEqual(['"my server"'])
    expect(texts('name:"my s|')).toEqual(['"my server"'])
  })

  test('are offered for each of a list', () => {
    expect(accept('status:ACTIVE,e| web', 'ERROR')).toBe('status:ACTIVE,ERROR web')
    expect(accept('status:a|c,ERROR', 'ACTIVE')).toBe('status:ACTIVE,ERROR')
  })

  test('end with a closing quote or a regular expression', () => {
    expect(at('name:"my server"|')).toBeNull()
    expect(at('name:/we|')).toBeNull()
  })

  test('of numbers are those that are there, comparisons and units', () => {
    expect(texts('vcpu:|')).toEqual(['>=', '<=', '2', '8', '16', 'is:empty'])
    expect(texts('vcpu:1|')).toEqual(['>=1', '<=1', '1..', '16'])
    expect(texts('vcpu:>=|')).toEqual(['>=2', '>=8', '>=16'])
    expect(texts('vcpu:2..|')).toEqual(['2..2', '2..8', '2..16'])
    expect(texts('ram:16|')).toEqual(['>=16', '<=16', '16..', '16M', '16G', '16T'])
    expect(texts('ram:4G..1|')).toEqual(['4G..16', '4G..1M', '4G..1G', '4G..1T'])
    expect(at('ram:|')?.items.find(({ text }) => text === '16')).toMatchObject({ note: 'GiB', count: 2 })
    expect(texts('vcpu:many|')).toEqual([])
  })

  test('of times are ages and days counted from the collection', () => {
    expect(texts('created:|')).toContain('2026-11-22')
    expect(texts('created:<3|')).toEqual(['<3h', '<3d', '<3w', '<3mo', '<3y'])
  })

  test('of yes and no are those two', () => {
    expect(texts('locked:|')).toEqual(['no', 'yes', 'is:empty'])
  })

  test('leave out what nobody chooses from a list', () => {
    expect(texts('id:|')).toEqual(['is:empty'])
    expect(texts('ip:10|')).toEqual([])
  })
})

test('whatever is accepted is understood, and finds as many rows as it says', () => {
  const lines = [
    'status:',
    'project:',
    'name:',
    'vcpu:',
    'ram:',
    'locked:',
    'created:',
    'tags:',
    'web status:',
  ]
  const typed = fc.constantFrom('', '1', '16', '>=', '<', '2..', 's', 'we', 'is')
  fc.assert(
    fc.property(fc.constantFrom(...lines), typed, (line, start) => {
      for (const { text, count, open } of at(`${line}${start}|`)?.items ?? []) {
        if (open) continue
        const query = accept(`${line}${start}|`, text)
        const shown = view.compute({ query, filters: {}, sort: [] })
        expect(shown.problems, query).toEqual([])
        if (count !== null) expect(shown.rows, query).toHaveLength(count)
      }
    }),
  )
})

test('never throws, wherever the caret is', () => {
  const line = queryLines(queryPieces, 10)
  fc.assert(
    fc.property(line, fc.nat(), fc.boolean(), (text, seed, asked) => {
      const caret = seed % (text.length + 1)
      const found = suggest(text, caret, source, asked)
      if (!found) return
      expect(found.span.from).toBeLessThanOrEqual(caret)
      expect(found.span.to).toBeGreaterThanOrEqual(caret)
    }),
    { numRuns: 1000 },
  )
})
