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
  /** Of one new volume, in `unit`; null while the field holds no size. */
  size: number | null
  unit: 'GiB' | 'TiB'
  /** Null while the field holds no whole number. */
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

/** All new volumes together, in TiB; null while a field holds no number. */
export function newTib({ size, unit, count }: Trial): number | null {
  if (size === null || count === null) return null
  return (size * count) / (unit === 'GiB' ? 1024 : 1)
}

export function predictTrial(trial: Trial, calculator: Calculator): StoragePrediction | null {
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
