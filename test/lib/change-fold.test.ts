import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldChanges, listChanges } from '../../src/lib/change-fold.ts'
import type { Comparable } from '../../src/lib/change-record.ts'
import { compareClouds } from '../../src/lib/changes.ts'
import { aChange, aCollection } from '../support/changes.ts'

const first = '2026-11-22T02:11:00Z'
const second = '2026-11-22T04:11:00Z'
const third = '2026-11-22T06:11:00Z'

function fold(...events: ReturnType<typeof aChange>[][]) {
  const times = [first, second, third]
  return foldChanges(events.map((list, index) => aCollection(times[index] ?? third, list)))
}

test('what came and went in between is no difference', () => {
  expect(fold([aChange('instance', 'created')], [aChange('instance', 'deleted')])).toEqual([])
})

test('two moves are one, from the first host to the last, with the time of the last', () => {
  const moves = fold(
    [aChange('instance', 'moved', { host: ['cmp01', 'cmp02'] }, { host: 'cmp02' })],
    [aChange('instance', 'moved', { host: ['cmp02', 'cmp03'] }, { host: 'cmp03' })],
  )
  expect(moves).toHaveLength(1)
  expect(moves[0]).toMatchObject({
    at: second,
    event: { kind: 'moved', host: 'cmp03', fields: { host: { from: 'cmp01', to: 'cmp03' } } },
  })
})

test('what was changed back is no difference, and what else changed is', () => {
  const changes = fold(
    [aChange('instance', 'status', { status: ['ACTIVE', 'SHUTOFF'] })],
    [
      aChange('instance', 'status', { status: ['SHUTOFF', 'ACTIVE'] }),
      aChange('instance', 'renamed', { name: ['web', 'www'] }, { name: 'www' }),
    ],
  )
  expect(changes.map(({ event }) => [event.kind, event.name])).toEqual([['renamed', 'www']])
})

test('what came and was resized came with its last size', () => {
  const [came, ...others] = fold(
    [aChange('instance', 'created', { vcpus: [null, 2] })],
    [aChange('instance', 'resized', { vcpus: [2, 8] })],
  )
  expect(others).toEqual([])
  expect(came).toMatchObject({
    at: first,
    event: { kind: 'created', fields: { vcpus: { from: null, to: 8 } } },
  })
})

test('a reservation that was cleared and set anew is changed by what is other in it', () => {
  const [changed] = fold(
    [aChange('reservation', 'cleared', { vcpus: [8, null], purpose: ['growth', null] })],
    [aChange('reservation', 'set', { vcpus: [null, 16], purpose: [null, 'growth'] })],
  )
  expect(changed?.event).toMatchObject({ kind: 'changed', fields: { vcpus: { from: 8, to: 16 } } })
  expect(changed?.event.fields).not.toHaveProperty('purpose')
})

test('a volume that went from one instance to another and back is where it was; the name of the instance is kept', () => {
  const to = (id: string) =>
    aChange('volume', 'attached', { serverId: [null, id], server: [null, `name of ${id}`] })
  const off = (id: string) =>
    aChange('volume', 'detached', { serverId: [id, null], server: [`name of ${id}`, null] })
  expect(fold([off('a'), to('b')], [off('b'), to('a')])).toEqual([])
  const moved = fold([off('a'), to('b')], [off('b'), to('c')])
  expect(moved.map(({ event: { kind, fields } }) => [kind, fields['server']])).toEqual([
    ['attached', { from: null, to: 'name of c' }],
    ['detached', { from: 'name of a', to: null }],
  ])
})

test('every event is listed with its time, the newest collection first', () => {
  const listed = listChanges([
    aCollection(first, [aChange('host', 'added')]),
    aCollection(second, [aChange('host', 'state')]),
  ])
  expect(listed.map(({ at, event }) => [at, event.kind])).toEqual([
    [second, 'state'],
    [first, 'added'],
  ])
})

const instance = fc.record({
  id: fc.constantFrom('a', 'b', 'c', '__proto__'),
  values: fc.record({
    name: fc.constantFrom('web', 'db'),
    project: fc.constantFrom('alpha', 'beta'),
    host: fc.constantFrom('cmp01', 'cmp02', null),
    status: fc.constantFrom('ACTIVE', 'SHUTOFF'),
    vcpus: fc.constantFrom(1, 2),
  }),
})
/** Ids of volumes do not come back, and an event of what came does not name its attachments. */
function volume(id: string) {
  return fc.record({
    id: fc.constant(id),
    values: fc.record({ sizeGib: fc.constantFrom(1, 2), type: fc.constantFrom('ssd', 'hdd') }),
    servers: fc.subarray(['a', 'b']),
  })
}
const cloud: fc.Arbitrary<Comparable> = fc.record({
  instance: fc.record({
    records: fc.uniqueArray(instance, { selector: ({ id }) => id }),
    whole: fc.constant(true),
  }),
  volume: fc.record({
    records: fc.tuple(volume('v'), volume('w')),
    whole: fc.constant(true),
  }),
})

test('folding what happened between many collections is comparing the first with the last', () => {
  fc.assert(
    fc.property(fc.array(cloud, { minLength: 2, maxLength: 6 }), (clouds) => {
      const [before, after] = [clouds.at(0) ?? {}, clouds.at(-1) ?? {}]
      const steps = clouds.slice(1).map((now, index) => {
        const events = compareClouds(clouds[index] ?? {}, now)
        return aCollection(`2026-11-22T0${index}:11:00Z`, events)
      })
      const key = (event: ReturnType<typeof aChange>) => {
        const { server: _name, ...fields } = event.fields
        return [event.subject, event.kind, event.id, fields]
      }
      expect(foldChanges(steps).map(({ event }) => key(event))).toEqual(compareClouds(before, after).map(key))
    }),
    { numRuns: 500 },
  )
})
