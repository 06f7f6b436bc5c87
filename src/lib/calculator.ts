/** The usage calculator of the Volumes page: what can be tried, and what a trial comes to. Runs in the browser too. */
import type { Cloud } from './cloud-model.ts'
import type { Config } from './model.ts'
import {
  clusterFactors,
  poolModel,
  predictStorage,
  type ClusterFactors,
  type StorageModel,
  type StoragePrediction,
} from './storage.ts'

export interface CalculatorPool {
  /** `cluster/pool`, in links. */
  key: string
  cluster: string
  name: string
  model: StorageModel
  /** When its cluster was read, if that was earlier than the rest. */
  asOf: string | null
}

/** What this collection tells the calculator. Travels to the browser as JSON. */
export interface Calculator {
  /** Sum of all volumes; null where volumes were not collected. */
  usedTib: number | null
  factors: ClusterFactors
  pools: CalculatorPool[]
  thresholds: Config['thresholds']
}

export const CLUSTER = 'cluster'

/** What somebody tries. */
export interface Trial {
  /** `CLUSTER`, or the key of a pool. */
  model: string
  /** Of one new volume, in `unit`; null while the field is empty, NaN where it holds no number. So are the others. */
  size: number | null
  unit: 'GiB' | 'TiB'
  count: number | null
  /** Other factors than the collected ones, for the cluster model; null: those. */
  overhead: number | null
  totalTib: number | null
}

export function prepareCalculator(
  { snapshot, volumeTotals }: Pick<Cloud, 'snapshot' | 'volumeTotals'>,
  config: Config,
): Calculator {
  const pools = (snapshot.storage ?? []).flatMap((cluster) =>
    cluster.pools.map((pool) => ({
      key: `${cluster.name}/${pool.name}`,
      cluster: cluster.name,
      name: pool.name,
      model: poolModel(pool),
      asOf: cluster.asOf ?? null,
    })),
  )
  return {
    usedTib: volumeTotals && volumeTotals.totalGib / 1024,
    factors: clusterFactors(config, snapshot.volumeStats, snapshot.storage),
    pools,
    thresholds: config.thresholds,
  }
}

/** One volume of 1 TiB, by the earlier tool's model where all of it is known, else in the pool that stores most. */
export function defaultTrial(calculator: Calculator): Trial {
  const blank = { model: CLUSTER, size: 1, unit: 'TiB', count: 1, overhead: null, totalTib: null } as const
  if (trialModel(blank, calculator) !== null) return blank
  const [largest] = calculator.pools.toSorted((a, b) => storedTib(b.model) - storedTib(a.model))
  return largest ? { ...blank, model: largest.key } : blank
}

/** Null where the model lacks a figure. */
export function trialModel(trial: Trial, calculator: Calculator): StorageModel | null {
  if (trial.model !== CLUSTER) {
    return calculator.pools.find(({ key }) => key === trial.model)?.model ?? null
  }
  const { usedTib, factors } = calculator
  const overhead = trial.overhead ?? factors.overhead?.value ?? null
  const totalTib = trial.totalTib ?? factors.totalTib?.value ?? null
  if (usedTib === null || overhead === null || totalTib === null) return null
  return { kind: 'cluster', usedTib, overhead, totalTib }
}

/** More than any storage holds; beyond it a prediction is a number that nobody can read. */
const MOST_NEW_TIB = 1024 * 1024
/** No code and no count of replicas costs so much. */
const MOST_OVERHEAD = 100

type TrialFigure = 'count' | 'size' | 'overhead' | 'totalTib'
export type TrialProblems = Partial<Record<TrialFigure, string>>

/** What is wrong with each figure that was typed, in words; none where all can be used. */
export function trialProblems(trial: Trial): TrialProblems {
  const { count, size, overhead, totalTib } = trial
  const factors = trial.model === CLUSTER ? { overhead, totalTib } : { overhead: null, totalTib: null }
  const problems: Record<TrialFigure, string | false> = {
    count:
      count === null
        ? 'Say how many volumes.'
        : !isCount(count) && 'The number of volumes must be a whole number, 1 or more.',
    size:
      size === null ? 'Say how large each one is.' : !(size > 0) && 'The size of a volume must be above 0.',
    overhead:
      factors.overhead !== null &&
      !(factors.overhead > 0 && factors.overhead <= MOST_OVERHEAD) &&
      `The overhead must be above 0, and at most ${MOST_OVERHEAD}.`,
    totalTib: factors.totalTib !== null && !isPositive(factors.totalTib) && 'The total must be above 0 TiB.',
  }
  if (!problems.count && !problems.size && (newTib(trial) ?? 0) > MOST_NEW_TIB)
    problems.size = 'More than 1,024 PiB of new volumes cannot be tried: take fewer or smaller ones.'
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== false))
}

export function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 1
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0
}

/** All new volumes together, in TiB; null while a field holds no number. */
export function newTib({ size, unit, count }: Trial): number | null {
  if (size === null || count === null) return null
  return (size * count) / (unit === 'GiB' ? 1024 : 1)
}

export function predictTrial(trial: Trial, calculator: Calculator): StoragePrediction | null {
  if (Object.keys(trialProblems(trial)).length > 0) return null
  const model = trialModel(trial, calculator)
  const added = newTib(trial)
  return model === null || added === null ? null : predictStorage(model, added, calculator.thresholds)
}

/** What the cluster model lacks, in words; none where it can predict. */
export function missingFigures(trial: Trial, { usedTib, factors }: Calculator): string[] {
  return [
    usedTib === null && 'the sum of the volumes, which were not collected',
    factors.overhead === null && trial.overhead === null && 'the overhead (ceph.overhead in aether.yaml)',
    factors.totalTib === null && trial.totalTib === null && 'the total (ceph.totalTib in aether.yaml)',
  ].filter((figure) => figure !== false)
}

function storedTib(model: StorageModel): number {
  return model.kind === 'pool' ? model.storedTib : model.usedTib
}
