import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Timeline } from '../../collector/demo-cloud/world/timeline.ts'

const entry = fc.record({ id: fc.uuid(), created: fc.integer({ min: 0, max: 20 }) })
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 40 })

describe('a timeline', () => {
  it('is read newest first, from any entry, after any additions and removals', () => {
    fc.assert(
      fc.property(entries, entries, fc.array(fc.nat(39)), (first, second, removed) => {
        const timeline = new Timeline(first)
        const kept = new Map(first.map((each) => [each.id, each]))
        // Reading in between makes it sort early.
        expect([...timeline.newestFirst()]).toHaveLength(first.length)
        for (const each of second) {
          if (kept.has(each.id)) continue
          timeline.add(each)
          kept.set(each.id, each)
        }
        for (const index of removed) {
          const victim = [...kept.values()][index]
          if (!victim) continue
          timeline.remove(victim)
          kept.delete(victim.id)
        }
        const expected = [...kept.values()].sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1))
        expect([...timeline.newestFirst()]).toEqual(expected)
        expect(timeline.size).toBe(expected.length)
        for (const [position, each] of expected.entries()) {
          expect([...timeline.newestFirst(each.id)]).toEqual(expected.slice(position + 1))
        }
      }),
    )
  })
})
