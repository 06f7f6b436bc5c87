import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTrial, serialiseTrial } from '../../src/lib/calculator-link.ts'
import {
  CLUSTER,
  defaultTrial,
  missingFigures,
  predictTrial,
  prepareCalculator,
  trialProblems,
  type Calculator,
  type Trial,
} from '../../src/lib/calculator.ts'
import { deriveVolumeTotals } from '../../src/lib/volume-totals.ts'
import { aCluster, aConfig, aPool, aSnapshot, aVolume } from '../support/samples.ts'

const TIB = 1024 ** 4
const storage = [
  aCluster({
    name: 'fast',
    totalBytes: 100 * TIB,
    pools: [aPool({ name: 'volumes', storedBytes: 6 * TIB, maxAvailableBytes: 2 * TIB })],
  }),
  {
    ...aCluster({
      name: 'slow',
      totalBytes: 300 * TIB,
      pools: [aPool({ name: 'volumes', storedBytes: 30 * TIB, maxAvailableBytes: 70 * TIB })],
    }),
    asOf: '2026-11-21T00:00:00Z',
  },
]
const volumes = [aVolume({ sizeGib: 40 * 1024 }), aVolume({ sizeGib: 8 * 1024 })]
const configured = aConfig({ ceph: { command: null, clusters: [], overhead: 3, totalTib: null } })

function calculatorOf(config = configured, collected: typeof storage | null = storage): Calculator {
  const snapshot = aSnapshot({ volumes, storage: collected })
  return prepareCalculator({ snapshot, volumeTotals: deriveVolumeTotals(volumes) }, config)
}

function trialOf(fields: Partial<Trial>): Trial {
  return { model: CLUSTER, size: 1, unit: 'TiB', count: 1, overhead: null, totalTib: null, ...fields }
}

describe('a trial', () => {
  test('of the whole cluster multiplies the volumes by the overhead, against the raw sum of all clusters', () => {
    // (48 + 4 * 0.5) * 3 of 400; 400 / 3 - 48 still fit.
    const prediction = predictTrial(trialOf({ size: 512, unit: 'GiB', count: 4 }), calculatorOf())
    expect(prediction).toMatchObject({ usedPercent: 36, predictedPercent: 37.5, band: 'safe' })
    expect(prediction?.largestNewTib).toBeCloseTo(85.333, 3)
  })

  test('with other figures is what if, beyond 100 % too', () => {
    const prediction = predictTrial(trialOf({ overhead: 2, totalTib: 70 }), calculatorOf())
    expect(prediction).toMatchObject({ predictedPercent: 140, band: 'critical', largestNewTib: 0 })
    // 49 TiB of volumes, and 70 / 2 there is.
    expect(prediction?.excessTib).toBe(14)
  })

  test('of a pool is of the one in that cluster, whatever other factors were tried', () => {
    const fast = trialOf({ model: 'fast/volumes', overhead: 9, size: 1, count: 1 })
    expect(predictTrial(fast, calculatorOf())).toMatchObject({ usedPercent: 75, predictedPercent: 87.5 })
    const slow = trialOf({ model: 'slow/volumes', size: 5, count: 2 })
    expect(predictTrial(slow, calculatorOf())).toMatchObject({ usedPercent: 30, predictedPercent: 40 })
  })

  test.each([
    [{ count: 0 }, 'The number of volumes must be a whole number, 1 or more.'],
    [{ count: 1.5 }, 'The number of volumes must be a whole number, 1 or more.'],
    [{ count: null }, 'Say how many volumes.'],
    [{ size: 0 }, 'The size of a volume must be above 0.'],
    [{ size: NaN }, 'The size of a volume must be above 0.'],
    [{ size: null }, 'Say how large each one is.'],
    [{ overhead: 0 }, 'The overhead must be above 0, and at most 100.'],
    [{ overhead: -1 }, 'The overhead must be above 0, and at most 100.'],
    [{ overhead: 101 }, 'The overhead must be above 0, and at most 100.'],
    [{ totalTib: 0 }, 'The total must be above 0 TiB.'],
    [{ size: 1e20 }, 'More than 1,024 PiB of new volumes cannot be tried: take fewer or smaller ones.'],
    [
      { size: 1024, count: 1025 },
      'More than 1,024 PiB of new volumes cannot be tried: take fewer or smaller ones.',
    ],
  ])('of %o is not computed with another figure, and says why', (fields, problem) => {
    const trial = trialOf(fields)
    expect(Object.values(trialProblems(trial))).toEqual([problem])
    expect(predictTrial(trial, calculatorOf())).toBeNull()
  })

  test('of a pool does not mind the figures of the cluster', () => {
    expect(trialProblems(trialOf({ model: 'slow/volumes', overhead: 0, totalTib: NaN }))).toEqual({})
    expect(trialProblems(trialOf({ size: 1024, count: 1024 }))).toEqual({})
  })

  test('without a size predicts nothing', () => {
    expect(predictTrial(trialOf({ size: null }), calculatorOf())).toBeNull()
    expect(predictTrial(trialOf({ count: null }), calculatorOf())).toBeNull()
  })

  test('starts with the earlier model where all of it is known, else with the fullest pool, and names what is missing', () => {
    expect(defaultTrial(calculatorOf()).model).toBe(CLUSTER)
    expect(defaultTrial(calculatorOf(aConfig())).model).toBe('slow/volumes')
    const bare = calculatorOf(aConfig(), null)
    expect(defaultTrial(bare).model).toBe(CLUSTER)
    expect(missingFigures(defaultTrial(bare), bare)).toEqual([
      'the overhead (ceph.overhead in aether.yaml)',
      'the total (ceph.totalTib in aether.yaml)',
    ])
    expect(missingFigures(trialOf({ overhead: 2, totalTib: 5 }), bare)).toEqual([])
    const uncollected = prepareCalculator(
      { snapshot: aSnapshot({ volumes: null }), volumeTotals: null },
      configured,
    )
    expect(missingFigures(defaultTrial(uncollected), uncollected)[0]).toContain('volumes')
  })

  test('remembers that a cluster was read earlier', () => {
    expect(calculatorOf().pools.map(({ asOf }) => asOf)).toEqual([null, '2026-11-21T00:00:00Z'])
  })
})

describe('the address', () => {
  const calculator = calculatorOf()

  test('holds what differs from the default, beside what is not the calculator’s', () => {
    expect(serialiseTrial(defaultTrial(calculator), calculator, '?q=a&calc.count=4')).toBe('?q=a')
    const trial = trialOf({ model: 'slow/volumes', size: 1.5, unit: 'GiB', count: 12, totalTib: 99 })
    const search = serialiseTrial(trial, calculator, '?q=a')
    expect(search).toBe('?q=a&calc=slow%2Fvolumes&calc.size=1.5GiB&calc.count=12&calc.total=99')
  })

  test('gives the same trial back', () => {
    const amount = fc.double({ min: 1e-5, max: 1e6, noNaN: true })
    const trials = fc.record({
      model: fc.constantFrom(CLUSTER, 'fast/volumes', 'slow/volumes'),
      size: fc.integer({ min: 1, max: 1e4 }).map((tenths) => tenths / 10),
      unit: fc.constantFrom<'GiB' | 'TiB'>('GiB', 'TiB'),
      count: fc.integer({ min: 1, max: 1000 }),
      overhead: fc.option(fc.double({ min: 1e-5, max: 100, noNaN: true })),
      totalTib: fc.option(amount),
    })
    fc.assert(
      fc.property(trials, (trial) => {
        expect(parseTrial(serialiseTrial(trial, calculator, ''), calculator)).toEqual(trial)
      }),
    )
  })

  test('holds nothing that cannot be used', () => {
    const trial = trialOf({ size: 0, count: 1.5, overhead: NaN, totalTib: -1 })
    expect(serialiseTrial(trial, calculator, '?q=a')).toBe('?q=a')
    expect(serialiseTrial({ ...trial, model: 'slow/volumes' }, calculator, '')).toBe('?calc=slow%2Fvolumes')
  })

  test.each([
    '?calc=gone/volumes',
    '?calc.size=-5GiB',
    '?calc.size=5',
    '?calc.size=NaNTiB',
    '?calc.count=0',
    '?calc.count=1.5',
    '?calc.overhead=0',
    '?calc.overhead=Infinity',
    '?calc.total=many',
  ])('drops what is wrong: %s', (search) => {
    expect(parseTrial(search, calculator)).toEqual(defaultTrial(calculator))
  })
})
