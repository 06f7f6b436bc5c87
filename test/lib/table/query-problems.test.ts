import { describe, expect, test } from 'vitest'
import { parseQuery } from '../../../src/lib/table/query-parse.ts'
import { queryFields } from '../../../src/lib/table/query-match.ts'
import { found, problems, table } from './query-samples.ts'

describe('what is wrong in the line', () => {
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
    expect(found(query)).toEqual([0, 1, 2, 3])
    expect(found(`web ${query}`)).toEqual([0, 1])
  })

  test('a list with a blank in it is reported, and what follows is a part of its own', () => {
    const message = 'A blank ends the list: write status:error,web, or leave out the comma.'
    expect(problems('status:error, web')).toEqual([message])
    expect(found('status:error, web')).toEqual([0, 1])
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

  test('says where the wrong part stands', () => {
    const [problem] = parseQuery('web vcpu:x 01', queryFields(table), 0).problems
    expect(problem).toMatchObject({ from: 4, to: 10 })
  })
})
