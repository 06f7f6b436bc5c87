import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../../src/lib/table/query-parse.ts'
import { queryFields } from '../../../src/lib/table/query-match.ts'
import { createRegexCompiler } from '../../../src/lib/table/regex-engine.ts'
import { found, problems, table } from './query-samples.ts'
import { queryLines, queryPieces } from '../../support/query-lines.ts'

describe('the query line', () => {
  test.each([
    ['', [0, 1, 2, 3]],
    ['web', [0, 1]],
    ['WEB 01', [0]],
    ['web -error', [0]],
    ['"data base"', [2]],
    ['-web', [2, 3]],
    ['/^web-\\d+$/', [0, 1]],
    ['/^DATA/i', [2]],
    ['/^DATA/', []],
    ['-/web/', [2, 3]],
    ['boot', [0]],
    ['gold', [2]],
    // A number is found where it is the whole number shown: 16 vCPU or 16 GiB, not 10.20.160.1.
    ['16', [1, 2]],
    ['status:active', [0, 3]],
    ['status:error,shutoff', [1, 2]],
    ['-status:active', [1, 2]],
    ['project:shop', [0, 1]],
    ['project:=shop', [0]],
    ['project:="shop"', [0]],
    ['name:/^web-0[2-9]/', [1]],
    ['name:"base \\"main"', [2]],
    ['vcpu:8', [1]],
    ['cpu:>=8', [1, 2]],
    ['vcpu:>8', [2]],
    ['vcpu:<8', [0]],
    ['vcpu:<=8', [0, 1]],
    ['vcpu:2..8', [0, 1]],
    ['vcpu:9..', [2]],
    ['vcpu:..7', [0]],
    ['vcpu:2,16', [0, 2]],
    ['ram:16', [1]],
    ['ram:4G..16G', [0, 1]],
    ['ram:>=16384M', [1, 2]],
    ['size:>1T', [2]],
    ['vcpu:8..8', [1]],
    ['fill:>=80', [1]],
    ['fill:25%', [0]],
    ['ratio:1:4', [3]],
    ['locked:yes', [1]],
    ['locked:no', [0]],
    ['created:2026-11', [0]],
    ['created:<7d', [0]],
    ['created:>7d', [1]],
    ['created:>=2026-10-01', [0, 1]],
    ['created:>2026-10', [0]],
    ['created:2026-10-01..2026-10-31', [1]],
    ['ip:10.20.30.3', [0]],
    ['ip:10.20.30.36', [1]],
    ['ip:10.20.30.', [0, 1]],
    ['ip:10.0.0.0/8', [0, 1]],
    ['ip:192.168.0.0/16,fd00::/8', [0, 2]],
    ['networks:front', [0, 1]],
    ['name:is:empty', [3]],
    ['-name:is:empty status:active', [0]],
    ['tags:=gold', [2]],
    ['Attached-Volumes:boot', [0]],
    // As the table prints them: 2,048 GiB.
    ['2,048', [2]],
    ['vcpu:2,400', [0]],
    ['size:100,2048', [2]],
    ['volumes:>=1', [0]],
    ['volumes:<1', []],
    ['volumes:=boot', [0]],
    ['networks:=back', [2]],
    ['networks:=10.20.30.3', [0]],
    ['ip:=10.20.30.3', [0]],
    ['created:2026-11-20T00:00:00Z', [0]],
    ['created:>=2026-11-20T00:00:01Z', []],
    ['project:"<b>shop"', []],
  ])('%s', (query, rows) => {
    expect(problems(query)).toEqual([])
    expect(found(query)).toEqual(rows)
  })

  test.each(['/dev/sda', 'fe80::1', 'fa:16:3e:00:00:01', 'http://example.org/x', '12:30'])(
    'takes %s for text',
    (query) => {
      expect(problems(query)).toEqual([])
      expect(found(query)).toEqual([])
    },
  )

  test('lets a field be typed to its end without filtering or complaining', () => {
    for (const query of ['status:', 'web name:"', 'web status:']) {
      expect(problems(query)).toEqual([])
      expect(found(query)).toEqual(query.startsWith('web') ? [0, 1] : [0, 1, 2, 3])
    }
  })

  test('never throws, and problems lie within the text', () => {
    const noise = queryLines(fc.oneof(queryPieces, fc.string({ maxLength: 4 })), 12)
    fc.assert(
      fc.property(noise, (query) => {
        const parsed = parseQuery(query, queryFields(table), 0, createRegexCompiler())
        for (const { from, to } of parsed.problems) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(query.length)
        }
        // Every part has its place, in order, and what lies between the parts is white space.
        let at = 0
        for (const { from, to } of [...parsed.spans, { from: query.length, to: query.length }]) {
          expect(query.slice(at, from).trim()).toBe('')
          at = to
        }
        expect(found(query).length).toBeLessThanOrEqual(4)
      }),
      { numRuns: 1000 },
    )
  })

  test('a part and its negation part the rows in two', () => {
    const part = fc.constantFrom('web', 'status:active', 'vcpu:>=8', '/0/', 'ip:10.0.0.0/8', 'name:is:empty')
    fc.assert(
      fc.property(part, (query) => {
        expect([...found(query), ...found(`-${query}`)].sort()).toEqual([0, 1, 2, 3])
      }),
    )
  })

  test('every word narrows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('web', 'status:active', '10', 'front'),
        fc.constantFrom('01', 'shop', '-error'),
        (a, b) => {
          const first = new Set(found(a))
          expect(found(`${a} ${b}`).every((row) => first.has(row))).toBe(true)
        },
      ),
    )
  })
})
