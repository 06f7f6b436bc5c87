import { expect, test } from 'vitest'
import { API_DOCUMENTS } from '../../src/lib/api.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { forecastAll } from '../../src/lib/forecast/forecast.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import { summariseCloud } from '../../src/lib/summary.ts'
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

function read(name: string, fields: Partial<Snapshot> = {}): Record<string, unknown> {
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
  const input = { cloud, site: 'X', builtAt: '2026-11-22T07:00:00Z', version: '0.1.0', forecast }
  const text = API_DOCUMENTS[name]?.(input) ?? ''
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
