import { formatBytes, formatCount, formatCountOf, formatMemoryMb } from '../units.ts'
import { LONGEST_DAYS } from './ahead.ts'
import type { Forecast } from './forecast.ts'
import type { Measure, Resource } from './measures.ts'

const RESOURCES: Record<Resource, string> = {
  vcpu: 'vCPU',
  memoryMb: 'RAM',
  storage: 'raw space',
  pool: 'stored',
}

/** "Shared 1:4, RAM", "Pool volumes". */
export function nameMeasure({ what, resource }: Measure): string {
  return resource === 'vcpu' || resource === 'memoryMb' ? `${what}, ${RESOURCES[resource]}` : what
}

/** The other pools that fill a pool: "shares disks with vms and 2 others"; nothing where there are none. */
export function describeDisks({ what, onDisks }: Forecast): string {
  const [first, second, ...more] = onDisks.filter((name) => `Pool ${name}` !== what)
  if (first === undefined) return ''
  if (second === undefined) return `shares disks with ${first}`
  return `shares disks with ${first} and ${more.length === 0 ? second : `${more.length + 1} others`}`
}

/** An amount of a measure, as everywhere on the site. */
export function formatLevel({ unit }: Measure, amount: number): string {
  if (unit === 'MiB') return formatMemoryMb(amount)
  return unit === 'bytes' ? formatBytes(amount) : formatCount(amount)
}

/** `+12.4 vCPU a day`: what is less than ten is told to a tenth. */
export function formatPerDay(measure: Measure, perDay: number | null): string {
  if (perDay === null) return '—'
  const size = Math.abs(perDay)
  const amount =
    measure.unit === 'vCPU'
      ? `${size < 10 ? Number(size.toFixed(1)) : formatCount(size)}`
      : formatLevel(measure, size)
  const sign = /^0( |$)/.test(amount) ? '' : perDay < 0 ? '-' : '+'
  return sign + amount
}

/** When it will be full: "in 40 days", "in more than 2 years", "not growing". */
export function describeDays({ state, days, missingDays }: Forecast): string {
  if (state === 'full') return 'full now'
  if (state === 'not enough data') return `not enough data, ${formatCountOf(missingDays, 'day')} missing`
  if (!days) return 'not growing'
  if (days.likely === null) return `in more than ${LONGEST_DAYS / 365} years`
  return days.likely === 0 ? 'any day' : `in ${formatCountOf(days.likely, 'day')}`
}

/** "30 to 55 days", "not before 30 days"; nothing where it does not grow. */
export function describeRange({ days }: Forecast): string {
  if (!days || days.from === null) return ''
  return days.to === null
    ? `not before ${formatCountOf(days.from, 'day')}`
    : `${formatCount(days.from)} to ${formatCountOf(days.to, 'day')}`
}

/** How far the range can be planned with. */
export function describeConfidence({ days }: Forecast): string {
  if (!days || days.likely === null || days.from === null) return ''
  if (days.to === null) return 'low: the end is open'
  const width = (days.to - days.from) / Math.max(7, days.likely)
  if (width <= 0.5) return 'high'
  return width <= 1.25 ? 'fair' : 'low: the range is wide'
}

/** Days within which a forecast is a reason to act, and to worry. */
const SOON = 90
const VERY_SOON = 30

/** Which tone its days have; null where nothing is near. */
export function forecastTone({ state, days }: Forecast): 'critical' | 'warning' | null {
  if (state === 'full') return 'critical'
  const likely = days?.likely ?? Infinity
  if (likely <= VERY_SOON) return 'critical'
  return likely <= SOON ? 'warning' : null
}
