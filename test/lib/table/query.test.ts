import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRegexCompiler } from '../../../src/lib/table/regex-engine.ts'
import { createView } from '../../../src/lib/table/view.ts'
import { parseQuery } from '../../../src/lib/table/query-parse.ts'
import { queryFields } from '../../../src/lib/table/query-match.ts'
import { openSamples } from './sample.ts'

const GIB = 1024
const table = openSamples([
  {
    name: 'web-01',
    status: 'ACTIVE',
    project: { text: 'shop', href: null },
    networks: [{ network: 'front', addresses: ['10.20.30.3', 'fd00::5'] }],
    vcpu: 2,
    ram: 4 * GIB,
    locked: false,
    created: '2026-11-20T00:00:00Z',
    volumes: [{ device: '/dev/vda', name: 'boot', id: 'v-1', sizeGib: 20 }],
    fill: { used: 1, reserved: 0, spare: 0, capacity: 4 },
  },
  {
    name: 'web-02',
    status: 'ERROR',
    project: { text: 'shop-test', href: null },
    networks: [{ network: 'front', addresses: ['10.20.30.36'] }],
    vcpu: 8,
    ram: 16 * GIB,
    locked: true,
    created: '2026-10-01T00:00:00Z',
    fill: { used: 9, reserved: 0, spare: 0, capacity: 10 },
  },
  {
    name: 'Data base "main"',
    status: 'SHUTOFF',
    project: { text: 'crm', href: null },
    networks: [{ network: 'back', addresses: ['192.168.7.9'] }],
    vcpu: 16,
    amount: 1250,
    ram: 64 * GIB,
    size: 2048,
    tags: ['gold', 'env:prod'],
  },
  { name: null, status: 'ACTIVE', vcpu: null, ratio: 4 },
])
const view = createView(table, createRegexCompiler())

function found(query: string, filters: Record<string, string> = {}): number[] {
  return [...view.compute({ query, filters, sort: [] }).rows]
}

function problems(query: string): string[] {
  return view.compute({ query, filters: {}, sort: [] }).problems.map(({ message }) => message)
}

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

  test.each([
    ['/(/', /regular expression is not valid: missing closing \)/],
    ['/abc', /no closing/],
    ['name:/[/', /no closing|not valid/],
    ['stauts:error', /no column “stauts”.*"stauts:error"/],
    ['is:empty', /which column is empty, as in host:is:empty/],
    ['vcpu:many', /“many” does not fit vCPU: write 8, >=8 or 4\.\.16/],
    ['ram:>=4X', /does not fit RAM/],
    ['vcpu:..', /does not fit vCPU/],
    ['locked:maybe', /does not fit Locked: write yes or no/],
    ['created:yesterday', /does not fit Created/],
    ['created:2026-02-30', /does not fit Created/],
    ['ip:10.20.0.0/33', /is no network/],
    ['size:1,000', /A comma stands between values, so that “1,000” would be 1 or 000: write 1000\./],
    ['size:2,048', /write 2048, or 048,2|write 2048\./],
    ['amount:1,250', /write 1250, or 250,1 for any of them/],
    ['size:=1,024,000', /write 1024000/],
    ['size:>=1,500', /write 1500\./],
    ['size:500..1,500', /write 1500\./],
    ['size:1,500G..2,500G', /write 1500\./],
    ['/web/g', /flags of a regular expression are i, m and s, not “g”.*"\/web\/g"/],
    ['/^web/ix', /not “ix”/],
    ['name:/web/u', /not “u”/],
    ['ip:banana', /“banana” is in no address/],
    ['ip:front', /is in no address/],
    ['ip:10.20.0.5*', /is no network: write 10\.20\.0\.0\/16/],
    ['ip:10.20.0.1-10.20.0.9', /is no network: write/],
    ['10.20.0.0/16', /asked for as ip:10\.20\.0\.0\/16\. Quote it/],
    ['fd00::/8', /asked for as ip:fd00::\/8/],
    ['volumes:>many', /does not fit Attached Volumes: write a name, an id, or >=2/],
    ['status:>=8', /“>=8” compares, and Status has no numbers.*status:">=8"/],
    ['status:=', /Write a value behind “=”, or status:is:empty/],
    ['status:error, shutoff', /A blank ends the list: write status:error,shutoff/],
    ['name:"a"b', /follows a closing quote/],
    ['vcpu:8..2', /“8\.\.2” runs backwards: write 2\.\.8/],
    ['ram:16G..4096M', /write 4096M\.\.16G/],
    ['created:2026-11-02..2026-11-01', /write 2026-11-01\.\.2026-11-02/],
    ['ip:10.20.0.999', /“10.20.0.999” is in no address/],
    ['ip:10.20..3', /is in no address/],
    ['ip:fd00::12345', /is in no address/],
    ['statsu:error', /Did you mean status:\?/],
    ['netw:front', /Did you mean networks:\?/],
    ['volume:boot', /Did you mean volumes:\?/],
    ['env:prod', /no column “env”\. Quote it/],
  ])('%s is reported and filters nothing', (query, message) => {
    expect(problems(query).join()).toMatch(message)
    // What follows a blank is a part of its own.
    if (!/, /.test(query)) expect(found(query)).toEqual([0, 1, 2, 3])
    expect(found(query.includes(', ') ? 'status:error, web' : `web ${query}`)).toEqual([0, 1])
  })

  test('a list that is still being typed is not wrong', () => {
    expect(problems('status:error,')).toEqual([])
    expect(problems('status:error, ')).toEqual([])
    expect(found('status:error,')).toEqual([1])
  })

  test('a network without addresses to look in is text', () => {
    const fields = queryFields(table).filter(({ kind }) => kind !== 'addresses')
    expect(parseQuery('10.20.0.0/16', fields, 0).problems).toEqual([])
  })

  test('a whole id finds its volume, by its own and by a named one’s first digits', () => {
    const id = '3f8a1c2e-7b00-4000-8000-000000000001'
    const attached = openSamples([
      { volumes: [{ device: '', name: 'data', id: id.slice(0, 8), sizeGib: 1 }] },
      { volumes: [{ device: '', name: '', id, sizeGib: 1 }] },
      { volumes: [{ device: '', name: id.slice(0, 8), id: '99999999', sizeGib: 1 }] },
    ])
    for (const query of [`volumes:${id}`, `volumes:=${id}`, `volumes:="${id}"`]) {
      expect([...createView(attached).compute({ query, filters: {}, sort: [] }).rows]).toEqual([0, 1])
    }
  })

  test('says where the wrong part stands', () => {
    const [problem] = parseQuery('web vcpu:x 01', queryFields(table), 0).problems
    expect(problem).toMatchObject({ from: 4, to: 10 })
  })

  test('lets a field be typed to its end without filtering or complaining', () => {
    for (const query of ['status:', 'web name:"', 'web status:']) {
      expect(problems(query)).toEqual([])
      expect(found(query)).toEqual(query.startsWith('web') ? [0, 1] : [0, 1, 2, 3])
    }
  })

  test('never throws, and problems lie within the text', () => {
    const piece = fc.constantFrom(
      'vcpu:',
      'name:',
      '/',
      '"',
      '\\',
      '-',
      '>=',
      '..',
      ',',
      ' ',
      '8',
      'G',
      '[',
      'ip:',
      '::',
    )
    const noise = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 })
      .map((parts) => parts.join(''))
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

describe('accents', () => {
  const accented = createView(
    openSamples([
      { name: 'a', project: { text: 'Épsilon-Zürich', href: null } },
      { name: 'b', project: { text: 'Epsilon-Zurich', href: null } },
      { name: 'c', project: { text: 'E\u0301psilon-Zu\u0308rich', href: null } },
      { name: 'd', project: { text: 'ΩΜΕΓΑ', href: null } },
    ]),
  )

  test.each([
    ['epsilon', [0, 1, 2]],
    ['ÉPSILON zurich', [0, 1, 2]],
    ['"épsilon-z"', [0, 1, 2]],
    ['project:zürich', [0, 1, 2]],
    ['project:"zurich"', [0, 1, 2]],
    ['ωμεγα', [3]],
    // Two projects may differ in nothing else.
    ['project:=épsilon-zürich', [0]],
    ['project:="Epsilon-Zurich"', [1]],
    ['-epsilon', [3]],
  ])('%s', (query, rows) => {
    expect([...accented.compute({ query, filters: {}, sort: [] }).rows]).toEqual(rows)
  })

  test('a choice is one project', () => {
    const shown = accented.compute({ query: '', filters: { project: 'Épsilon-Zürich' }, sort: [] })
    expect([...shown.rows]).toEqual([0])
  })
})
