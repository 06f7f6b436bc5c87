import { expect, test } from 'vitest'
import {
  clusterFactors,
  clusterModel,
  poolModel,
  poolsThatDisagree,
  poolUsedPercent,
  predictStorage,
  storageBand,
} from '../../src/lib/storage.ts'
import { aCluster, aConfig, aPool } from '../support/samples.ts'

const TIB = 1024 ** 4
const thresholds = { warningPercent: 75, criticalPercent: 90 }

test('the cluster model is the earlier tool’s', () => {
  // 2,000 of volumes at a factor of 1.5 on 8,200 raw: 36.6 %; 100 more make 38.4 %; 8200 / 1.5 - 2000 fit.
  const model = { kind: 'cluster', usedTib: 2000, overhead: 1.5, totalTib: 8200 } as const
  const prediction = predictStorage(model, 100, thresholds)
  expect(prediction?.usedPercent).toBeCloseTo(36.585, 3)
  expect(prediction?.predictedPercent).toBeCloseTo(38.415, 3)
  expect(prediction?.largestNewTib).toBeCloseTo(3466.667, 3)
  // 75 % of it are 4,100, 90 % are 4,920.
  expect(prediction?.untilWarningTib).toBeCloseTo(2100, 6)
  expect(prediction?.untilCriticalTib).toBeCloseTo(2920, 6)
  expect(prediction?.band).toBe('safe')
})

test('the pool model is what Ceph still takes', () => {
  const model = poolModel(aPool({ storedBytes: 195 * TIB, maxAvailableBytes: 65 * TIB }))
  expect(predictStorage(model, 13, thresholds)).toEqual({
    usedPercent: 75,
    predictedPercent: 80,
    band: 'warning',
    largestNewTib: 65,
    excessTib: 0,
    untilWarningTib: 0,
    untilCriticalTib: 39,
  })
})

test('beyond full is shown as it is, and nothing new fits', () => {
  const model = { kind: 'cluster', usedTib: 60, overhead: 2, totalTib: 100 } as const
  expect(predictStorage(model, 5, thresholds)).toEqual({
    usedPercent: 120,
    predictedPercent: 130,
    band: 'critical',
    largestNewTib: 0,
    // 65 where 50 are.
    excessTib: 15,
    untilWarningTib: 0,
    untilCriticalTib: 0,
  })
})

test('each factor says where it comes from', () => {
  const stats = { overhead: 1.5, totalTib: null }
  const configured = aConfig({ ceph: { command: null, clusters: [], overhead: null, totalTib: 500 } })
  expect(clusterFactors(configured, stats, null)).toEqual({
    overhead: { value: 1.5, source: 'volume_stats.json of the earlier tool' },
    totalTib: { value: 500, source: 'ceph.totalTib in aether.yaml' },
  })
  const two = [aCluster({ totalBytes: TIB }), aCluster({ totalBytes: 2 * TIB })]
  expect(clusterFactors(aConfig(), null, two)).toEqual({
    overhead: null,
    totalTib: { value: 3, source: 'ceph df, raw, all clusters' },
  })
})

test('there is nothing to predict where there is no size', () => {
  expect(predictStorage({ kind: 'cluster', usedTib: 1, overhead: 3, totalTib: 0 }, 1, thresholds)).toBeNull()
  expect(predictStorage({ kind: 'cluster', usedTib: 1, overhead: 0, totalTib: 9 }, 1, thresholds)).toBeNull()
  expect(predictStorage(poolModel(aPool({ storedBytes: 0, maxAvailableBytes: 0 })), 1, thresholds)).toBeNull()
})

test('both thresholds are warnings', () => {
  expect([74.99, 75, 90, 90.01, 130].map((percent) => storageBand(percent, thresholds))).toEqual([
    'safe',
    'warning',
    'warning',
    'critical',
    'critical',
  ])
})

test('pools that Ceph counts otherwise are named', () => {
  const pools = [
    aPool({ name: 'same', storedBytes: 30, maxAvailableBytes: 70, usedPercent: 30.9 }),
    aPool({ name: 'apart', storedBytes: 30, maxAvailableBytes: 70, usedPercent: 31.1 }),
    aPool({ name: 'none', storedBytes: 0, maxAvailableBytes: 0, usedPercent: 50 }),
  ]
  expect(poolsThatDisagree(aCluster({ pools })).map((pool) => pool.name)).toEqual(['apart'])
  expect(pools.map(poolUsedPercent)).toEqual([30, 30, null])
})

test('one total for every page: configured, else collected by the earlier tool, else what Ceph says', () => {
  const storage = [aCluster({ totalBytes: 10 * TIB }), aCluster({ totalBytes: 20 * TIB })]
  const stats = { overhead: 1.5, totalTib: 8200 }
  const configured = aConfig({ ceph: { command: null, clusters: [], overhead: 3, totalTib: 500 } })
  expect(clusterModel(2048, configured, stats, storage)).toEqual({
    kind: 'cluster',
    usedTib: 2,
    overhead: 3,
    totalTib: 500,
  })
  expect(clusterModel(2048, aConfig(), stats, storage)).toMatchObject({ overhead: 1.5, totalTib: 8200 })
  expect(clusterModel(2048, aConfig(), { overhead: 2, totalTib: null }, storage)).toMatchObject({
    totalTib: 30,
  })
  expect(clusterModel(2048, aConfig(), null, storage)).toBeNull()
  expect(clusterModel(2048, aConfig(), { overhead: 2, totalTib: null }, null)).toBeNull()
})
