import { formatBytes, formatCount, formatGib, formatMemoryMb, formatPercent, UNKNOWN } from '../units.ts'
import type { ChartSpec, ChartUnit } from './spec.ts'

/** What an axis counts in: amounts are divided by `divisor` so that the ticks are round in `label`'s unit. */
export interface AxisUnit {
  label: string
  divisor: number
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']
const FIRST: Partial<Record<ChartUnit, number>> = { bytes: 0, MiB: 2, GiB: 3 }

/** The largest binary unit in which the greatest amount is at least one; other units stay as they are. */
export function chooseAxisUnit(unit: ChartUnit, greatest: number): AxisUnit {
  const first = FIRST[unit]
  if (first === undefined)
    return { label: unit === 'percent' ? '%' : unit === 'count' ? '' : unit, divisor: 1 }
  let power = 0
  while (greatest / 1024 ** (power + 1) >= 1 && first + power < BINARY.length - 1) power += 1
  return { label: BINARY[first + power] ?? '', divisor: 1024 ** power }
}

/** An amount with its unit, as everywhere on the site. */
export function formatAmount(value: number | null, unit: ChartUnit): string {
  if (value === null) return UNKNOWN
  if (unit === 'MiB') return formatMemoryMb(value)
  if (unit === 'GiB') return formatGib(value)
  if (unit === 'bytes') return formatBytes(value)
  if (unit === 'percent') return formatPercent(value, 100)
  return unit === 'vCPU' ? `${formatCount(value)} vCPU` : formatCount(value)
}

/** The greatest value that the axis must hold: of the sums where series are stacked. */
export function greatestValue({ kind, series, categories }: ChartSpec): number {
  const values = categories.map((_, index) => {
    const amounts = series.map((one) => one.values[index] ?? 0)
    return kind === 'stacked-bar' ? amounts.reduce((sum, amount) => sum + amount, 0) : Math.max(0, ...amounts)
  })
  return Math.max(0, ...values)
}
