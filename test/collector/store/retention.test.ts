import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideRetention, type RetentionFacts } from '../../../collector/store/retention.ts'
import { snapshotName } from '../../../src/lib/time.ts'

const HOUR = 3_600_000
const NOTHING = { keepAllDays: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0 }
const NOW = new Date('2026-11-22T12:00:00Z')

function decide(names: string[], facts: Partial<RetentionFacts>) {
  const all = {
    policy: NOTHING,
    timeZone: 'UTC',
    now: NOW,
    served: null,
    unreadable: new Set<string>(),
    ...facts,
  }
  return decideRetention(names, all)
}

function keptOf(names: string[], facts: Partial<RetentionFacts>): string[] {
  return [...decide(names, facts)].flatMap(([name, reasons]) => (reasons.length > 0 ? [name] : []))
}

/** Every `hours` from `from` to NOW. */
function makeNames(from: string, hours: number): string[] {
  const begin = Date.parse(from)
  const count = Math.floor((NOW.getTime() - begin) / (hours * HOUR)) + 1
  return Array.from({ length: count }, (_, index) =>
    snapshotName(new Date(begin + index * hours * HOUR).toISOString()),
  )
}

describe('the policy', () => {
  const names = makeNames('2026-08-01T00:00:00Z', 12)

  test('keeps all of the last days', () => {
    const policy = { ...NOTHING, keepAllDays: 2 }
    expect(keptOf(names, { policy })).toEqual([
      '2026-11-21T000000Z',
      '2026-11-21T120000Z',
      '2026-11-22T000000Z',
      '2026-11-22T120000Z',
    ])
  })

  test('keeps the newest of days, of weeks from Monday, and of months', () => {
    expect(keptOf(names, { policy: { ...NOTHING, keepDaily: 3 } })).toEqual([
      '2026-11-20T120000Z',
      '2026-11-21T120000Z',
      '2026-11-22T120000Z',
    ])
    // 22 November 2026 is a Sunday.
    expect(keptOf(names, { policy: { ...NOTHING, keepWeekly: 3 } })).toEqual([
      '2026-11-08T120000Z',
      '2026-11-15T120000Z',
      '2026-11-22T120000Z',
    ])
    expect(keptOf(names, { policy: { ...NOTHING, keepMonthly: null } })).toEqual([
      '2026-08-31T120000Z',
      '2026-09-30T120000Z',
      '2026-10-31T120000Z',
      '2026-11-22T120000Z',
    ])
  })

  test('says why', () => {
    const policy = { keepAllDays: 1, keepDaily: 2, keepWeekly: 2, keepMonthly: 2 }
    const reasons = decide(names, { policy, served: '2026-08-01T000000Z' })
    expect(reasons.get('2026-11-22T120000Z')).toEqual(['newest', 'recent', 'day', 'week', 'month'])
    expect(reasons.get('2026-11-22T000000Z')).toEqual(['recent'])
    expect(reasons.get('2026-11-21T120000Z')).toEqual(['day'])
    expect(reasons.get('2026-11-15T120000Z')).toEqual(['week'])
    expect(reasons.get('2026-10-31T120000Z')).toEqual(['month'])
    expect(reasons.get('2026-08-01T000000Z')).toEqual(['served'])
    expect(reasons.get('2026-10-01T120000Z')).toEqual([])
  })

  test('has days begin in the zone of the site', () => {
    const late = ['2026-11-20T160000Z', '2026-11-20T180000Z', '2026-11-22T120000Z']
    const policy = { ...NOTHING, keepDaily: 3 }
    expect(keptOf(late, { policy })).toEqual(late.slice(1))
    // Midnight in Jakarta is 17:00 UTC.
    expect(keptOf(late, { policy, timeZone: 'Asia/Jakarta' })).toEqual(late)
  })

  test('counts no day without a snapshot, so a gap or a clock that jumps ahead costs nothing', () => {
    const old = ['2024-02-01T000000Z', '2024-02-02T000000Z', '2024-02-03T000000Z']
    const policy = { ...NOTHING, keepAllDays: 4 }
    expect(keptOf([...old, '2026-11-22T000000Z'], { policy })).toEqual([...old, '2026-11-22T000000Z'])
  })

  test('keeps what is dated later than now, and does not count it', () => {
    const days = ['2026-11-20T000000Z', '2026-11-21T000000Z', '2026-11-22T000000Z']
    const future = ['2026-11-22T120001Z', '2027-11-22T000000Z']
    const reasons = decide([...days, ...future], { policy: { ...NOTHING, keepDaily: 2 } })
    expect([...reasons.values()]).toEqual([[], ['day'], ['day'], ['future'], ['newest', 'future']])
  })

  test('keeps what cannot be read, and another one in its place', () => {
    const day = ['2026-11-20T000000Z', '2026-11-20T060000Z', '2026-11-20T120000Z', '2026-11-22T000000Z']
    const unreadable = new Set(['2026-11-20T120000Z'])
    const reasons = decide(day, { policy: { ...NOTHING, keepDaily: 2 }, unreadable })
    expect([...reasons.values()]).toEqual([[], ['day'], ['unreadable'], ['newest', 'day']])
    expect(decide(['2026-02-30T000000Z', ...day], {}).get('2026-02-30T000000Z')).toEqual(['unreadable'])
  })
})

describe('pruning often', () => {
  const count = fc.option(fc.integer({ min: 0, max: 12 }))
  const policies = fc.record({
    keepAllDays: count,
    keepDaily: count,
    keepWeekly: count,
    keepMonthly: count,
  })
  const zones = fc.constantFrom('UTC', 'Asia/Jakarta', 'America/St_Johns', 'Pacific/Apia')

  /** What is there in the end when it is pruned after those snapshots for which `prunes` says so, and at the end. */
  function pruneAlong(
    times: number[],
    prunes: (index: number) => boolean,
    facts: Pick<RetentionFacts, 'policy' | 'timeZone'>,
  ): string[] {
    let names: string[] = []
    for (const [index, time] of times.entries()) {
      const name = snapshotName(new Date(time).toISOString())
      names.push(name)
      if (!prunes(index) && index < times.length - 1) continue
      names = keptOf(names, { ...facts, now: new Date(time), served: name })
    }
    return names
  }

  test('ends with the same snapshots as pruning once', () => {
    const gaps = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 400 }), prune: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    })
    const property = fc.property(gaps, policies, zones, (steps, policy, timeZone) => {
      let time = Date.parse('2026-01-01T00:00:00Z')
      const times = steps.map(({ hours }) => (time += hours * HOUR))
      const often = pruneAlong(times, (index) => steps[index]?.prune ?? false, { policy, timeZone })
      const once = pruneAlong(times, () => false, { policy, timeZone })
      expect(often).toEqual(once)
    })
    fc.assert(property, { numRuns: 150 })
  })

  test('a day at a time for a year keeps what the defaults say', () => {
    const begin = Date.parse('2025-11-22T01:00:00Z')
    const times = Array.from({ length: 366 * 6 }, (_, index) => begin + index * 4 * HOUR)
    const facts = {
      policy: { keepAllDays: 14, keepDaily: 90, keepWeekly: 52, keepMonthly: null },
      timeZone: 'UTC',
    }
    const daily = pruneAlong(times, (index) => index % 6 === 0, facts)
    expect(daily).toEqual(pruneAlong(times, () => false, facts))
    // 14 days of 6, 76 more days; 52 weeks of which the last 13 end within those 90 days; of 13 months 9 end before them, on a
    // Sunday twice.
    expect(daily).toHaveLength(14 * 6 + 76 + (52 - 13) + (9 - 2))
  })
})
