import { expect, test } from 'vitest'
import { judgeFreshness, troubledSources } from '../../src/lib/freshness.ts'
import type { Meta, SourceReport } from '../../src/lib/model.ts'

const HOUR = 3_600_000

test.each([
  [2.9, 'fresh'],
  [3, 'late'],
  [5.9, 'late'],
  [6, 'stale'],
  [-1, 'fresh'],
] as const)('a two-hourly collection is, after %d hours, %s', (hours, expected) => {
  expect(judgeFreshness(0, hours * HOUR, 120)).toBe(expected)
})

test('the sources in trouble are named, failed ones first; a good one whose file is old counts as stale', () => {
  const source = (name: string, state: SourceReport['state'], files: string[]): SourceReport => {
    return { name, via: 'api', state, requests: 1, items: 1, seconds: 1, message: '', files }
  }
  const file = (stale: boolean) => ({ bytes: 1, sha256: '', asOf: '', stale })
  const meta = {
    sources: [
      source('servers', 'ok', ['aio.csv']),
      source('quotas', 'degraded', ['quotas.json']),
      source('ceph', 'failed', ['cephdf.txt']),
      source('placement', 'failed', []),
      source('ssh', 'off', []),
    ],
    files: { 'aio.csv': file(false), 'cephdf.txt': file(true), 'quotas.json': file(false) },
  } as unknown as Meta
  expect(troubledSources(meta)).toEqual([
    { name: 'placement', state: 'failed' },
    { name: 'ceph', state: 'stale' },
    { name: 'quotas', state: 'degraded' },
  ])
  expect(troubledSources(null)).toEqual([])
})
