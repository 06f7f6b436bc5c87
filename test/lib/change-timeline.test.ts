import { expect, test } from 'vitest'
import { gatherTimelines, hostsOfChange } from '../../src/lib/change-timeline.ts'
import { timelineRows, timelineTable } from '../../src/lib/table/tables/detail-changes.ts'
import { aChange, aCollection } from '../support/changes.ts'

const now = '2026-11-22T06:11:00Z'
const moved = aChange('instance', 'moved', { host: ['cmp01', 'cmp02'] }, { id: 'a&b', host: 'cmp02' })
const ids = ({ id }: { id: string }) => [id]

function linkOf(row: ReturnType<typeof timelineRows>[number] | undefined): URLSearchParams {
  const link = row && timelineTable.columns.find(({ key }) => key === 'change')?.value(row)
  const href = link && typeof link === 'object' && 'href' in link ? link.href : null
  return new URLSearchParams(href?.replace('changes/', ''))
}

test('events come newest first, and each leads to the collection that showed it, filtered to the thing', () => {
  const changes = [
    aCollection('2026-11-22T02:11:00Z', [aChange('instance', 'created', {}, { id: 'a&b' })]),
    aCollection(now, [moved, aChange('volume', 'created', {}, { id: 'v' })], {
      previous: '2026-11-22T04:11:00Z',
    }),
  ]
  const rows = timelineRows('a&b', gatherTimelines(changes, now, ids).get('a&b'))
  expect(rows.map(({ change }) => change?.event.kind)).toEqual(['moved', 'created'])
  expect(Object.fromEntries(linkOf(rows[0]))).toEqual({
    to: '2026-11-22T061100Z',
    'f.id': 'a&b',
  })
  expect(timelineRows('other', gatherTimelines(changes, now, ids).get('other'))).toEqual([])
})

test('after twenty it says that there is more, and leads to all that is recorded of it', () => {
  const changes = Array.from({ length: 21 }, (_, hour) =>
    aCollection(new Date(Date.UTC(2026, 10, 20, hour)).toISOString(), [moved]),
  )
  const rows = (count: number) =>
    timelineRows('a&b', gatherTimelines(changes.slice(0, count), now, ids).get('a&b'))
  expect(rows(20)).toHaveLength(20)
  expect(rows(20).at(-1)?.change).not.toBeNull()
  expect(rows(21)).toHaveLength(21)
  expect(Object.fromEntries(linkOf(rows(21).at(-1)))).toEqual({ range: 'all', list: 'each', 'f.id': 'a&b' })
})

test('it begins with a month, so that nothing falls out of it from one collection to the next', () => {
  const times = ['2026-09-30T22:11:00Z', '2026-10-01T00:11:00Z', '2026-11-02T06:11:00Z']
  const changes = times.map((at) => aCollection(at, [moved]))
  const seen = (at: string) =>
    gatherTimelines(changes, at, ids)
      .get('a&b')
      ?.newest.map((change) => change.at)
  expect(seen('2026-11-02T06:11:00Z')).toEqual([times[2], times[1]])
  expect(seen('2026-11-30T23:11:00Z')).toEqual([times[2], times[1]])
  expect(seen('2026-12-01T00:11:00Z')).toEqual([times[2]])
  expect(seen('2027-01-01T00:11:00Z')).toBeUndefined()
})

test('a host lists its own events, its reservation’s, and what came and left', () => {
  expect(hostsOfChange(moved)).toEqual(['cmp01', 'cmp02'])
  expect(hostsOfChange(aChange('instance', 'created'))).toEqual(['cmp01'])
  expect(hostsOfChange(aChange('instance', 'created', {}, { host: null }))).toEqual([])
  expect(hostsOfChange(aChange('instance', 'moved', { host: [null, 'cmp02'] }))).toEqual(['cmp02'])
  expect(hostsOfChange(aChange('instance', 'status', { status: ['ACTIVE', 'ERROR'] }))).toEqual([])
  expect(hostsOfChange(aChange('host', 'state', {}, { id: 'cmp09' }))).toEqual(['cmp09'])
  expect(hostsOfChange(aChange('reservation', 'set', {}, { id: 'cmp09' }))).toEqual(['cmp09'])
  expect(hostsOfChange(aChange('volume', 'created'))).toEqual([])
})
