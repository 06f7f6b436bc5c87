import { expect, test } from 'vitest'
import { API_DOCUMENTS } from '../../src/lib/api.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { forecastAll } from '../../src/lib/forecast/forecast.ts'
import type { History } from '../../src/lib/history.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import { summariseCloud } from '../../src/lib/summary.ts'
import { aChange, aCollection } from '../support/changes.ts'
import {
  aCluster,
  aConfig,
  aHypervisor,
  aMeta,
  anInstance,
  aReservation,
  aSnapshot,
} from '../support/samples.ts'

const hostile = '</script>"\u2028|\n=1+1'

function read(
  name: string,
  fields: Partial<Snapshot> = {},
  history: Pick<History, 'changes' | 'daily'> = { changes: [], daily: [] },
): Record<string, unknown> {
  const cloud = deriveCloud(
    aSnapshot({
      hypervisors: [aHypervisor()],
      instances: [anInstance({ id: 'a', name: hostile }), anInstance({ id: 'b', project: hostile })],
      reservations: [aReservation({ vcpus: 2 })],
      ...fields,
    }),
    aConfig(),
  )
  const { collectedAt: at } = cloud.snapshot
  const forecast = forecastAll({ ...summariseCloud(cloud, 'X'), at }, [])
  const input = { cloud, site: 'X', builtAt: '2026-11-22T07:00:00Z', version: '0.1.0', forecast, history }
  const text = [...(API_DOCUMENTS[name]?.(input) ?? '')].join('')
  return JSON.parse(text) as Record<string, unknown>
}

test('every document says its schema, its time and its site', () => {
  expect(Object.keys(API_DOCUMENTS)).toEqual([
    'meta',
    'summary',
    'instances',
    'volumes',
    'flavors',
    'hosts',
    'projects',
    'changes',
    'history',
  ])
  for (const name of Object.keys(API_DOCUMENTS)) {
    expect(read(name)).toMatchObject({ schema: 1, collectedAt: '2026-11-22T06:11:00Z', site: 'X' })
  }
})

test('each document says which of its figures are older than the collection, and no other', () => {
  const file = { bytes: 1, sha256: '', asOf: '2026-11-22T04:11:00Z', stale: true }
  const stale = {
    'volumes.json': file,
    'quotas.json': { ...file, asOf: '2026-11-20T06:11:00Z' },
    'flavors.csv': { ...file, stale: false },
  }
  const staleOf = (name: string) => read(name, { meta: aMeta(stale) })['stale']
  const volumes = '2026-11-22T04:11:00Z'
  expect(staleOf('volumes')).toEqual({ volumes })
  expect(staleOf('summary')).toEqual({ volumes })
  expect(staleOf('projects')).toEqual({ quotas: '2026-11-20T06:11:00Z', volumes })
  expect(staleOf('flavors')).toEqual({})
  expect(staleOf('hosts')).toEqual({})
  expect(read('volumes')['stale']).toEqual({})
})

test('a row leaves out what is not known, and keeps any name whole', () => {
  const [first] = read('instances')['instances'] as Record<string, unknown>[]
  expect(first).toMatchObject({ id: 'a', name: hostile, vcpus: 2 })
  expect(first).not.toHaveProperty('taskState')
})

test('a list that was not collected is null, not empty', () => {
  expect(read('volumes')['volumes']).toBeNull()
  expect(read('flavors')['flavors']).toBeNull()
})

test('hosts and projects are figures, not lists of lists', () => {
  const [host] = read('hosts')['hosts'] as Record<string, unknown>[]
  expect(host).toMatchObject({ name: 'cmp01', instances: 2, reservation: { vcpus: 2 } })
  expect(host).not.toHaveProperty('providers')
  const projects = read('projects')['projects'] as Record<string, unknown>[]
  expect(projects.map(({ name, instances }) => [name, instances])).toEqual([
    [hostile, 1],
    ['alpha', 1],
  ])
})

test('the summary says of each measure when it fills', () => {
  const found = read('summary', { storage: [aCluster()] })['forecast'] as Record<string, unknown>[]
  const [first] = found
  expect(found.map(({ what }) => what)).toContain('Raw storage')
  expect(Object.keys(first ?? {}).toSorted()).toEqual(
    [
      'basisDays',
      'capacity',
      'days',
      'left',
      'missingDays',
      'onDisks',
      'perDay',
      'resource',
      'state',
      'unit',
      'used',
      'what',
    ].toSorted(),
  )
  expect(first).toMatchObject({ state: 'not enough data', missingDays: 14, perDay: null, days: null })
})

test('changes are this collection’s own, all of them, and the last days’ as far as they are a thousand', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      aChange('instance', 'created', {}, { id: `i${index}`, name: hostile }),
    )
  const changes = [
    aCollection('2026-11-10T06:11:00Z', many(1)),
    aCollection('2026-11-21T06:11:00Z', many(600)),
    aCollection('2026-11-22T02:11:00Z', many(900)),
    aCollection('2026-11-22T04:11:00Z', many(50)),
    aCollection('2026-11-22T06:11:00Z', many(1200), {
      previous: '2026-11-22T04:11:00Z',
      notCompared: { volume: 'They could not be read.' },
    }),
  ]
  const document = read('changes', {}, { changes, daily: [] })
  expect(document).toMatchObject({
    previous: '2026-11-22T04:11:00Z',
    notCompared: { volume: 'They could not be read.' },
  })
  expect(document['events']).toEqual(many(1200))
  const recent = document['recent'] as { at: string; events: unknown[] }[]
  expect(recent.map(({ at, events }) => [at, events.length])).toEqual([
    ['2026-11-22T04:11:00Z', 50],
    ['2026-11-22T02:11:00Z', 900],
  ])
})

test('a collection of which no changes are recorded has null, and not none', () => {
  const changes = [aCollection('2026-11-22T04:11:00Z', [])]
  expect(read('changes', {}, { changes, daily: [] })).toMatchObject({
    events: null,
    recent: [{ events: [] }],
  })
})

test('history is the summary day by day, without names of tenants, and bounded', () => {
  const daily = Array.from({ length: 500 }, (_, day) =>
    totalsAt(new Date(Date.UTC(2026, 0, 1 + day)).toISOString()),
  )
  const days = read('history', {}, { changes: [], daily })['days'] as Record<string, unknown>[]
  expect(days).toHaveLength(400)
  expect(days.at(-1)).toMatchObject({ at: daily.at(-1)?.at, total: { vcpu: { used: 5 } } })
  expect(Object.keys(days[0] ?? {})).not.toContain('projects')
  expect(Object.keys(days[0] ?? {})).not.toContain('hosts')
})

function totalsAt(at: string): History['daily'][number] {
  const none = { capacity: 10, used: 5, unavailable: 0, available: 5, reserved: 0, maintenance: 0, final: 5 }
  const total = { vcpu: none, memoryMb: none, hosts: 1, instances: 1, projects: 1, volumes: null }
  const figures = { tiers: [], total, storage: null, volumes: null, stale: {}, degraded: false }
  return { schema: 1, at, ...figures, projects: { alpha: [1, 2, 3, 4, 5] }, hosts: {} }
}
