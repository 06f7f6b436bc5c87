import { describe, expect, test } from 'vitest'
import { API_DOCUMENTS } from '../../src/lib/api.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import { forecastAll } from '../../src/lib/forecast/forecast.ts'
import { summariseCloud } from '../../src/lib/summary.ts'
import {
  aCluster,
  aConfig,
  aFlavor,
  aHypervisor,
  anInstance,
  aPool,
  aReservation,
  aSnapshot,
  aVolume,
} from '../support/samples.ts'

const poor: Record<string, Partial<Snapshot>> = {
  'an empty cloud': {},
  'an empty cloud with everything collected': {
    ratios: [],
    flavors: [],
    volumes: [],
    storage: [],
    reservations: [],
    providers: [],
    services: [],
    projects: [],
    quotas: [],
  },
  'one host of which nothing is known': {
    hypervisors: [
      aHypervisor({ vcpus: null, vcpusUsed: null, memoryMb: null, memoryMbUsed: null, state: 'unknown' }),
    ],
  },
  'one host of nothing': {
    hypervisors: [aHypervisor({ vcpus: 0, memoryMb: 0 })],
    ratios: [{ host: 'cmp01', cpuRatio: 4, ramRatio: 1 }],
    storage: [aCluster({ pools: [aPool()] })],
  },
  'instances without sizes': { instances: [anInstance({ vcpus: null, memoryMb: null, rootGib: null })] },
}

describe.each(Object.entries(poor))('%s', (_name, fields) => {
  const cloud = deriveCloud(aSnapshot(fields), aConfig())

  test('has no figure that is none', () => {
    const forecast = forecastAll({ ...summariseCloud(cloud, 'X'), at: cloud.snapshot.collectedAt }, [])
    const history = { changes: [], daily: [] }
    const texts = Object.values(API_DOCUMENTS).map((document) =>
      document({ cloud, site: 'X', builtAt: '2026-11-22T06:11:00Z', version: '0.1.0', forecast, history }),
    )
    // JSON writes NaN and Infinity as null, so the figures are looked at before.
    const figures = { summary: summariseCloud(cloud, 'X'), forecast }
    const numbers = JSON.stringify(figures, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? 'not a number' : value,
    )
    expect(numbers).not.toContain('not a number')
    for (const text of texts) expect(() => JSON.parse([...text].join('')) as unknown).not.toThrow()
    for (const { title, detail } of cloud.attention)
      expect(title + detail).not.toMatch(/NaN|Infinity|undefined|null/)
  })
})

test('what was not collected is null, and what there is none of is empty', () => {
  const nothing = deriveCloud(aSnapshot(), aConfig())
  expect(nothing).toMatchObject({
    flavors: null,
    volumeTotals: null,
    storage: null,
    verification: null,
    findings: null,
  })
  const none = deriveCloud(aSnapshot({ flavors: [], volumes: [], storage: [] }), aConfig())
  expect(none).toMatchObject({ flavors: [], volumeTotals: { count: 0 }, storage: [] })
})

test('everything is found from everything', () => {
  const instance = anInstance({ id: 'a', host: 'cmp01', project: 'alpha' })
  const volume = aVolume({
    attachments: [
      { serverId: 'a', attachmentId: 'x', volumeId: 'v', hostName: '', device: '', attachedAt: null },
    ],
  })
  const cloud = deriveCloud(
    aSnapshot({
      hypervisors: [aHypervisor()],
      instances: [instance],
      volumes: [volume],
      flavors: [aFlavor()],
    }),
    aConfig(),
  )
  expect(cloud.instanceById.get('a')).toBe(instance)
  expect(cloud.hostByName.get('cmp01')?.instances).toEqual([instance])
  expect(cloud.projectByKey.get('alpha')?.instances).toEqual([instance])
  expect(cloud.volumesByInstance.get('a')).toEqual([volume])
  expect(cloud.flavors).toEqual([{ flavor: aFlavor(), instances: 1, nameSuffices: true }])
})

test('the summary has the documented shape', () => {
  const cloud = deriveCloud(
    aSnapshot({
      hypervisors: [aHypervisor({ vcpus: 10, vcpusUsed: 30, memoryMb: 100, memoryMbUsed: 40 })],
      ratios: [{ host: 'cmp01', cpuRatio: 4, ramRatio: 1 }],
      reservations: [aReservation({ vcpus: 4 })],
      volumes: [aVolume({ sizeGib: 5 })],
      storage: [
        aCluster({
          totalBytes: 100,
          rawUsedBytes: 25,
          availableBytes: 75,
          pools: [aPool({ storedBytes: 1, usedBytes: 3, usedPercent: 4, maxAvailableBytes: 20 })],
        }),
      ],
    }),
    aConfig(),
  )
  const vcpu = {
    capacity: 40,
    used: 30,
    unavailable: 0,
    available: 10,
    reserved: 4,
    maintenance: 0,
    final: 6,
  }
  const memoryMb = {
    capacity: 100,
    used: 40,
    unavailable: 0,
    available: 60,
    reserved: 0,
    maintenance: 0,
    final: 60,
  }
  expect(summariseCloud(cloud, 'X')).toEqual({
    schema: 1,
    collectedAt: '2026-11-22T06:11:00Z',
    site: 'X',
    stale: {},
    tiers: [{ ratio: 4, name: 'Shared 1:4', hosts: 1, vcpu, memoryMb }],
    total: { vcpu, memoryMb, hosts: 1, instances: 0, projects: 1, volumes: 1 },
    storage: {
      totalBytes: 100,
      usedBytes: 25,
      availableBytes: 75,
      usedPercent: 25,
      pools: [{ name: 'volumes', storedBytes: 1, usedBytes: 3, usedPercent: 4, maxAvailBytes: 20 }],
    },
    volumes: { count: 1, totalGib: 5, attached: 0, unattached: 1 },
  })
})
