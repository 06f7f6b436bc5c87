import { expect, test } from 'vitest'
import { findOwnChanges, makeChangeLog } from '../../src/lib/change-log.ts'
import { noteComparedSince, noteGap, noteNotCompared } from '../../src/lib/change-notes.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { HistoryChanges } from '../../src/lib/files/history-events.ts'
import { aChange, aCollection } from '../support/changes.ts'
import { aConfig, aHypervisor, anInstance, aSnapshot } from '../support/samples.ts'

const cloud = deriveCloud(
  aSnapshot({
    hypervisors: [aHypervisor({ name: '__proto__' })],
    instances: [anInstance({ project: 'a b' })],
  }),
  aConfig(),
)

function collections(count: number, hoursApart: number, events: number): HistoryChanges[] {
  const list = Array.from({ length: events }, (_, index) =>
    aChange('instance', 'created', {}, { id: `i${index}` }),
  )
  return Array.from({ length: count }, (_, index) =>
    aCollection(new Date(Date.UTC(2026, 0, 1, index * hoursApart)).toISOString(), list, {
      previous: new Date(Date.UTC(2026, 0, 1, (index - 1) * hoursApart)).toISOString(),
    }),
  )
}

test('the record reaches 31 days back, and is a file a day that is the same in the next snapshot', () => {
  const all = collections(12 * 60, 2, 1)
  const before = makeChangeLog(cloud, all.slice(0, -1), 120)
  const after = makeChangeLog(cloud, all, 120)
  expect(after.index.names).toHaveLength(31 * 12 + 1)
  expect(after.index.start).toBe('2026-01-29T200000Z')
  expect(after.index.names.at(-1)).toBe('2026-03-01T220000Z')
  expect([...after.days.keys()]).toHaveLength(32)
  const closed = [...after.days.keys()].slice(1, -1)
  for (const day of closed) expect(after.days.get(day)).toEqual(before.days.get(day))
  expect(after.index.hosts).toEqual([['__proto__', expect.any(String)]])
})

test('it is bounded by events as well, but the newest collection is there whatever its size', () => {
  expect(makeChangeLog(cloud, collections(10, 2, 6000), 120).index.names).toHaveLength(3)
  expect(makeChangeLog(cloud, collections(2, 2, 30_000), 120).index.names).toHaveLength(1)
  expect(makeChangeLog(cloud, [], 120).index).toMatchObject({ start: null, names: [] })
})

test('a collection’s own changes are those of its time, to the second', () => {
  const changes = [aCollection('2026-11-22T06:11:00Z')]
  expect(findOwnChanges('2026-11-22T06:11:00.123Z', changes)).toBe(changes[0])
  expect(findOwnChanges('2026-11-22T08:11:00Z', changes)).toBeNull()
  expect(findOwnChanges('2026-11-22T08:11:00Z', [])).toBeNull()
})

test('the same reason of several collections is said once', () => {
  const notCompared = { volume: 'They could not be read.' }
  const at = (hour: number) => `2026-11-22T0${hour}:11:00Z`
  const twice = [
    aCollection(at(2), [], { notCompared }),
    aCollection(at(4)),
    aCollection(at(6), [], { notCompared }),
  ]
  expect(noteNotCompared(twice, 'UTC')).toEqual(['Volumes, in 2 collections: They could not be read.'])
  expect(noteNotCompared(twice.slice(0, 1), 'UTC')).toEqual([
    'Volumes, 22 Nov 2026, 02:11 UTC: They could not be read.',
  ])
  expect(noteComparedSince(aCollection(at(6), [], { since: { host: at(2) } }), 'UTC')).toEqual([
    'Hosts are compared with 22 Nov 2026, 02:11 UTC, when they were last read.',
  ])
  expect(noteGap({ from: '2026-11-22T021100Z', to: '2026-11-22T061100Z' }, 'UTC')).toBe(
    'No collection between 22 Nov 2026, 02:11 UTC and 22 Nov 2026, 06:11 UTC.',
  )
})
