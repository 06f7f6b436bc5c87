import type { HistoryTotals } from '../files/history-totals.ts'
import { isStale, type Measure, readLevel } from '../forecast/measures.ts'
import { packColumn, unpackColumn } from './columns.ts'

/** rows/history-recent.json and rows/history-daily.json: columns, packed. */
export interface TrendFile {
  /** Seconds since 1970. */
  at: (number | null)[]
  /** The first collection of all. */
  first: number
  measures: Record<string, PackedMeasure>
}

/** Bytes are in MiB here. */
interface PackedMeasure {
  used: (number | null)[]
  /** What is given away: used, reserved, spare, or free on hosts that are down. */
  taken: (number | null)[]
  capacity: (number | null)[]
  /** The rows whose figures are older than the row's time. */
  stale: number[]
}

/** One measure over time, in its unit; null where nothing was collected of it. */
export interface MeasureColumns {
  used: (number | null)[]
  taken: (number | null)[]
  capacity: (number | null)[]
  stale: ReadonlySet<number>
}

export interface TrendData {
  /** Milliseconds since 1970, ascending. */
  times: number[]
  /** The first collection of all, which may be before them. */
  first: number
  measures: ReadonlyMap<string, MeasureColumns>
}

const MIB = 1024 ** 2

/** The columns of these collections, ascending, in a history that began at `first` (ISO 8601). */
export function makeTrendFile(
  measures: readonly Measure[],
  lines: readonly HistoryTotals[],
  first: string,
): TrendFile {
  return {
    first: Date.parse(first) / 1000,
    at: packColumn(lines.map(({ at }) => Date.parse(at) / 1000)),
    measures: Object.fromEntries(measures.map((measure) => [measure.key, packMeasure(measure, lines)])),
  }
}

function packMeasure(measure: Measure, lines: readonly HistoryTotals[]): PackedMeasure {
  const levels = lines.map((line) => readLevel(measure, line))
  const scale = scaleOf(measure)
  const column = (read: (level: NonNullable<(typeof levels)[number]>) => number) =>
    packColumn(levels.map((level) => level && read(level) / scale))
  return {
    used: column(({ used }) => used),
    // A day's use is its most, what is left is that of its end.
    taken: column(({ used, capacity, left }) => Math.max(used, capacity - left)),
    capacity: column(({ capacity }) => capacity),
    stale: lines.flatMap((line, index) => (isStale(measure, line) ? index : [])),
  }
}

export function openTrendFile(file: TrendFile, measures: readonly Measure[]): TrendData {
  const opened = measures.flatMap((measure): [string, MeasureColumns][] => {
    const packed = file.measures[measure.key]
    if (!packed) return []
    const scale = scaleOf(measure)
    const column = (values: readonly (number | null)[]) =>
      unpackColumn(values).map((value) => value && value * scale)
    const { used, taken, capacity, stale } = packed
    const columns = { used: column(used), taken: column(taken), capacity: column(capacity) }
    return [[measure.key, { ...columns, stale: new Set(stale) }]]
  })
  const times = unpackColumn(file.at).map((seconds) => (seconds ?? 0) * 1000)
  return { times, first: file.first * 1000, measures: new Map(opened) }
}

function scaleOf({ unit }: Measure): number {
  return unit === 'bytes' ? MIB : 1
}
