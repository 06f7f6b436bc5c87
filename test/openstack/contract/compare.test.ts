import { describe, expect, it } from 'vitest'

import { compareAnswers } from './compare.ts'

function compare(real: unknown, simulated: unknown) {
  const headers = { 'content-type': 'application/json' }
  return compareAnswers({ status: 200, headers, body: real }, { status: 200, headers, body: simulated })
}

describe('comparing two answers', () => {
  it('finds a key too few, a key too many and another type', () => {
    expect(compare({ a: 1, b: 'x' }, { a: 1 })).toEqual(['b is missing'])
    expect(compare({ a: 1 }, { a: 1, b: 2 })).toEqual(['b is not in the real cloud'])
    expect(compare({ a: 1 }, { a: '1' })).toEqual(['a is string, in the real cloud number'])
    expect(compare({ list: [{ a: 1 }] }, { list: [{ a: 1 }, {}] })).toEqual(['list[].a is missing'])
  })

  it('lets null stand for anything, and values differ', () => {
    expect(compare({ a: 1 }, { a: null })).toEqual([])
    expect(compare({ a: null }, { a: { b: 1 } })).toEqual([])
    expect(compare({ a: 1 }, { a: 2 })).toEqual([])
  })

  it('lets a key be missing that only some real entries have', () => {
    expect(compare({ list: [{ a: 1 }, { a: 1, b: 1 }] }, { list: [{ a: 1 }] })).toEqual([])
  })

  it('takes the keys of maps for data', () => {
    const server = (metadata: object) => ({ servers: [{ metadata }] })
    expect(compare(server({ owner: 'x' }), server({ tier: 'y' }))).toEqual([])
    expect(compare(server({ owner: 'x' }), server({ tier: 1 }))).toEqual([
      'servers[].metadata.* is number, in the real cloud string',
    ])
  })

  it('looks at status, content type and the version that was answered', () => {
    const answer = (status: number, headers: Record<string, string>) => ({ status, headers, body: null })
    expect(compareAnswers(answer(404, {}), answer(400, {}))).toEqual(['status 400, in the real cloud 404'])
    expect(
      compareAnswers(
        answer(400, { 'content-type': 'text/html; charset=UTF-8' }),
        answer(400, { 'content-type': 'application/json' }),
      ),
    ).toEqual(['content type application/json, in the real cloud text/html'])
    expect(
      compareAnswers(answer(200, { 'openstack-api-version': 'compute 2.1' }), answer(200, {})),
    ).toHaveLength(1)
  })
})
