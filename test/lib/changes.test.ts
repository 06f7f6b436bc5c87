import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldChanges } from '../../src/lib/change-fold.ts'
import { CHANGE_KINDS, CHANGE_SUBJECTS } from '../../src/lib/change-kinds.ts'
import type { ChangeRecord, Comparable } from '../../src/lib/change-record.ts'
import { compareClouds } from '../../src/lib/changes.ts'
import type { ChangeEvent } from '../../src/lib/files/history-events.ts'

const name = fc.constantFrom('web', 'db', '<b>', '__proto__')

/** Few ids and few values, so that everything meets everything. */
function recordsOf(
  values: fc.Arbitrary<ChangeRecord['values']>,
  servers = false,
): fc.Arbitrary<ChangeRecord[]> {
  const record = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    values,
    ...(servers && { servers: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')) }),
  })
  return fc.uniqueArray(record, { selector: ({ id }) => id })
}

const clouds: fc.Arbitrary<Comparable> = fc
  .record({
    instance: recordsOf(
      fc.record({
        name,
        project: fc.constantFrom('ops', 'dev'),
        host: fc.constantFrom('cmp1', 'cmp2', null),
        status: fc.constantFrom('ACTIVE', 'SHUTOFF', 'SOFT_DELETED'),
        flavorName: fc.constantFrom('small', 'large'),
        vcpus: fc.constantFrom(2, 4),
      }),
    ),
    volume: recordsOf(
      fc.record({ name, sizeGib: fc.constantFrom(10, 20), status: fc.constantFrom('available', 'in-use') }),
      true,
    ),
    host: recordsOf(fc.record({ state: fc.constantFrom('up', 'down'), cpuRatio: fc.constantFrom(2, 4) })),
    flavor: recordsOf(fc.record({ name, vcpus: fc.constantFrom(2, 4) })),
    reservation: recordsOf(fc.record({ vcpus: fc.constantFrom(0, 8), purpose: name })),
  })
  .map((lists) =>
    Object.fromEntries(
      Object.entries(lists).map(([subject, records]) => [subject, { records, whole: true }]),
    ),
  )

const OPPOSITES: Record<string, string> = {
  created: 'deleted',
  deleted: 'created',
  added: 'removed',
  removed: 'added',
  set: 'cleared',
  cleared: 'set',
  attached: 'detached',
  detached: 'attached',
}

function keyOf({ subject, kind, id }: ChangeEvent): string {
  return `${subject} ${kind} ${id}`
}

function instances(records: ChangeRecord[], whole = true): Comparable {
  return { instance: { records, whole } }
}

describe('comparing', () => {
  test('a cloud with itself finds nothing', () => {
    fc.assert(fc.property(clouds, (cloud) => compareClouds(cloud, cloud).length === 0))
  })

  test('the other way round finds the opposite', () => {
    fc.assert(
      fc.property(clouds, clouds, (a, b) => {
        const back = compareClouds(b, a).map((event) => ({
          ...event,
          kind: OPPOSITES[event.kind] ?? event.kind,
        }))
        const there = compareClouds(a, b)
        expect(back.map(keyOf).toSorted()).toEqual(there.map(keyOf).toSorted())
        const fields = (events: ChangeEvent[]) => new Map(events.map((event) => [keyOf(event), event.fields]))
        const backFields = fields(back)
        for (const event of there.filter(({ kind }) => !kind.endsWith('tached'))) {
          const mirrored = Object.entries(backFields.get(keyOf(event)) ?? {}).map(([field, { from, to }]) => [
            field,
            { from: to, to: from },
          ])
          expect(Object.fromEntries(mirrored)).toEqual(event.fields)
        }
      }),
    )
  })

  test('step by step, folded, finds what comparing the ends does', () => {
    fc.assert(
      fc.property(fc.array(clouds, { minLength: 2, maxLength: 5 }), (all) => {
        const steps = all.slice(1).map((cloud, index) => ({
          schema: 1 as const,
          at: `2026-11-0${index + 2}T00:00:00Z`,
          previous: `2026-11-0${index + 1}T00:00:00Z`,
          notCompared: {},
          events: compareClouds(all[index] ?? {}, cloud),
        }))
        const [first = {}, last = {}] = [all[0], all.at(-1)]
        // A volume that is gone does not come back with other attachments.
        const kinds = (events: ChangeEvent[]) =>
          events
            .filter(({ kind }) => !kind.endsWith('tached'))
            .map(keyOf)
            .toSorted()
        const folded = foldChanges(steps).map(({ event }) => event)
        expect(kinds(folded)).toEqual(kinds(compareClouds(first, last)))
      }),
    )
  })

  test('the events come in the order of subjects and kinds, whatever the order of the records', () => {
    fc.assert(
      fc.property(clouds, clouds, (a, b) => {
        const reversed = Object.fromEntries(
          Object.entries(b).map(([subject, side]) => [
            subject,
            { ...side, records: side?.records.toReversed() ?? [] },
          ]),
        )
        const events = compareClouds(a, b)
        expect(compareClouds(a, reversed)).toEqual(events)
        const ranks = events.map(
          ({ subject, kind }) =>
            CHANGE_SUBJECTS.indexOf(subject) * 100 +
            (CHANGE_KINDS[subject] as readonly string[]).indexOf(kind),
        )
        expect(ranks).toEqual(ranks.toSorted((x, y) => x - y))
        for (const { subject, kind } of events) expect(CHANGE_KINDS[subject]).toContain(kind)
      }),
    )
  })
})

describe('an instance', () => {
  const web: ChangeRecord = {
    id: '1',
    values: {
      name: 'web',
      project: 'ops',
      projectId: 'p1',
      host: 'cmp1',
      status: 'ACTIVE',
      flavorName: 's',
      vcpus: 2,
    },
  }
  const changed = (values: ChangeRecord['values']) =>
    compareClouds(instances([web]), instances([{ id: '1', values: { ...web.values, ...values } }]))

  test('moved and resized at once has an event of each kind, which say where it is now', () => {
    expect(changed({ host: 'cmp2', flavorName: 'l', vcpus: 4 })).toEqual([
      {
        subject: 'instance',
        kind: 'resized',
        id: '1',
        name: 'web',
        project: 'ops',
        host: 'cmp2',
        fields: { flavorName: { from: 's', to: 'l' }, vcpus: { from: 2, to: 4 } },
      },
      {
        subject: 'instance',
        kind: 'moved',
        id: '1',
        name: 'web',
        project: 'ops',
        host: 'cmp2',
        fields: { host: { from: 'cmp1', to: 'cmp2' } },
      },
    ])
  })

  test('that is shelved leaves its host, and soft-deleting it is a status', () => {
    expect(changed({ host: null, status: 'SHELVED_OFFLOADED' }).map(({ kind }) => kind)).toEqual([
      'moved',
      'status',
    ])
    expect(changed({ status: 'SOFT_DELETED' }).map(({ kind }) => kind)).toEqual(['status'])
  })

  test('whose project was renamed did not change its project', () => {
    expect(changed({ project: 'operations' })).toEqual([])
    expect(changed({ project: 'operations', projectId: 'p2' }).map(({ kind }) => kind)).toEqual(['project'])
  })

  test('of which little is known was neither changed nor deleted, and keeps its name in events', () => {
    const known = { id: '1', values: { status: 'SHUTOFF' } }
    expect(compareClouds(instances([web]), instances([{ id: '1', values: {} }]))).toEqual([])
    expect(compareClouds(instances([web]), instances([known]))).toMatchObject([
      { name: 'web', project: 'ops', host: 'cmp1' },
    ])
  })

  test('that is missing in a reading that is not whole was not deleted; what such a reading lacked is not new', () => {
    expect(compareClouds(instances([web]), instances([], false))).toEqual([])
    expect(compareClouds(instances([], false), instances([web]))).toEqual([])
    expect(compareClouds(instances([web]), instances([])).map(({ kind }) => kind)).toEqual(['deleted'])
  })

  test('is not compared where one side was not read', () => {
    expect(compareClouds(instances([web]), {})).toEqual([])
    expect(compareClouds({}, instances([web]))).toEqual([])
  })
})

test('an attachment names the instance, of whichever side still knows it', () => {
  const volume = (servers: string[]): ChangeRecord[] => [
    { id: 'v', values: { name: 'data', sizeGib: 1 }, servers },
  ]
  const before = {
    ...instances([{ id: 'old', values: { name: 'gone' } }]),
    volume: { records: volume(['old']), whole: true },
  }
  const after = {
    ...instances([{ id: 'new', values: { name: 'web' } }]),
    volume: { records: volume(['new']), whole: true },
  }
  const events = compareClouds(before, after).filter(({ subject }) => subject === 'volume')
  expect(events.map(({ kind, fields }) => [kind, fields])).toEqual([
    ['attached', { server: { from: null, to: 'web' }, serverId: { from: null, to: 'new' } }],
    ['detached', { server: { from: 'gone', to: null }, serverId: { from: 'old', to: null } }],
  ])
})
