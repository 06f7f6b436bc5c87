import { describe, expect, it } from 'vitest'

import { createRandom } from '../../collector/demo-cloud/random.ts'

describe('random numbers', () => {
  it('repeat with the seed and differ with the purpose', () => {
    const draw = (seed: number, purpose: string) => {
      const random = createRandom(seed, purpose)
      return Array.from({ length: 8 }, () => random.next())
    }
    expect(draw(1, 'hosts')).toEqual(draw(1, 'hosts'))
    expect(draw(1, 'hosts')).not.toEqual(draw(1, 'servers'))
    expect(draw(1, 'hosts')).not.toEqual(draw(2, 'hosts'))
  })

  it('count events as often as is expected, also many of them', () => {
    const random = createRandom(1, 'events')
    for (const mean of [0, 0.3, 5, 200]) {
      const runs = 2000
      let sum = 0
      for (let run = 0; run < runs; run++) sum += random.count(mean)
      expect(Math.abs(sum / runs - mean)).toBeLessThan(5 * Math.sqrt(mean / runs) + 1e-9)
    }
  })

  it('make ids of version 4', () => {
    const random = createRandom(1, 'ids')
    const ids = new Set(Array.from({ length: 1000 }, () => random.uuid()))
    expect(ids.size).toBe(1000)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('are drawn by weight', () => {
    const random = createRandom(1, 'weights')
    const drawn = Array.from({ length: 4000 }, () =>
      random.weighted([
        [3, 'often'],
        [1, 'seldom'],
        [0, 'never'],
      ] as const),
    )
    const share = drawn.filter((value) => value === 'often').length / drawn.length
    expect(share).toBeGreaterThan(0.7)
    expect(share).toBeLessThan(0.8)
    expect(drawn).not.toContain('never')
  })
})
