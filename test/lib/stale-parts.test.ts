import { expect, test } from 'vitest'
import type { Snapshot } from '../../src/lib/model.ts'
import { findStaleParts, partAsOf, SHOWN } from '../../src/lib/stale-parts.ts'
import { aCluster, aMeta, aSnapshot } from '../support/samples.ts'

const HOUR = 3_600_000
const file = (asOf: string, stale: boolean) => ({ bytes: 1, sha256: '', asOf, stale })

/** Hypervisors of two times, volumes of an earlier one, flavors of this one, and no account of the rest. */
const snapshot: Snapshot = aSnapshot({
  meta: aMeta({
    'allocation.txt': file('2026-11-22T04:11:00Z', true),
    'hypervisors.json': file('2026-11-22T03:11:00Z', true),
    'volumes.json': file('2026-11-22T05:11:00Z', true),
    'flavors.csv': file('2026-11-22T06:11:00Z', false),
  }),
})

test('a part is as old as its oldest file that was kept, and parts of this collection are not named', () => {
  expect(findStaleParts(snapshot, ['flavors', 'hypervisors', 'volumes', 'quotas'])).toEqual([
    { part: 'hypervisors', words: 'hypervisors', asOf: '2026-11-22T03:11:00Z', lag: 3 * HOUR },
    { part: 'volumes', words: 'volumes', asOf: '2026-11-22T05:11:00Z', lag: HOUR },
  ])
  expect(partAsOf(snapshot, 'volumes')).toBe('2026-11-22T05:11:00Z')
  expect(partAsOf(snapshot, 'flavors')).toBe(snapshot.collectedAt)
})

test('one cluster among several, and the ratios of some hosts, may be old in a file of this collection', () => {
  const ratio = (host: string, source?: string) => ({
    host,
    cpuRatio: 4,
    ramRatio: 1,
    ...(source !== undefined && { source }),
  })
  const old = 'last known 2026-11-21T06:11:00Z and Placement'
  const partly = {
    storage: [aCluster({ name: 'west' }), { ...aCluster({ name: 'east' }), asOf: '2026-11-22T04:11:00Z' }],
    ratios: [ratio('cmp01'), ratio('cmp02', 'nova.conf'), ratio('cmp03', old)],
  }
  expect(findStaleParts(aSnapshot(partly), ['storage', 'ratios', 'volumes'])).toEqual([
    { part: 'storage', words: 'storage of east', asOf: '2026-11-22T04:11:00Z', lag: 2 * HOUR },
    { part: 'ratios', words: 'allocation ratios of cmp03', asOf: '2026-11-21T06:11:00Z', lag: 24 * HOUR },
  ])
  const many = ['a', 'b', 'c'].map((host) => ratio(host, old))
  expect(findStaleParts(aSnapshot({ ratios: many }), ['ratios'])).toMatchObject([
    { words: 'allocation ratios of 3 hosts' },
  ])
})

test('a folder without an account of its files has nothing that is known to be old', () => {
  expect(findStaleParts(aSnapshot(), SHOWN.overview)).toEqual([])
})
