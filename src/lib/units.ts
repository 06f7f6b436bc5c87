/** Numbers as people read them. Every function says "unknown" where there is no number. */

export const UNKNOWN = 'unknown'

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

type Quantity = number | null

function isKnown(value: Quantity): value is number {
  return value !== null && Number.isFinite(value)
}

/** `12,345` */
export function formatCount(value: Quantity): string {
  return isKnown(value) ? whole.format(plainZero(Math.round(value))) : UNKNOWN
}

/** `1 host`, `12 hosts` */
export function formatCountOf(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** `+4`, `-8`, `0` */
export function formatSigned(value: Quantity): string {
  return isKnown(value) && value > 0 ? `+${formatCount(value)}` : formatCount(value)
}

/** `12,345 vCPU` */
export function formatVcpu(value: Quantity): string {
  return isKnown(value) ? `${formatCount(value)} vCPU` : UNKNOWN
}

/** From MiB: `512 MiB`, `12.5 GiB`, `1.2 TiB` */
export function formatMemoryMb(mb: Quantity): string {
  return scaleBinary(mb, 2)
}

/** From GiB: `100 GiB`, `1.2 TiB` */
export function formatGib(gib: Quantity): string {
  return scaleBinary(gib, 3)
}

/** From bytes: `320 MiB`, `8.7 PiB` */
export function formatBytes(bytes: Quantity): string {
  return scaleBinary(bytes, 0)
}

/** `21.8 %`; a dash where there is no whole to be a part of. */
export function formatPercent(part: Quantity, of: Quantity): string {
  if (!isKnown(part) || !isKnown(of) || of === 0) return '—'
  return `${plainZero(Math.round((part / of) * 1000) / 10).toFixed(1)} %`
}

/** An allocation ratio of 4 as `1:4`. */
export function formatRatio(ratio: Quantity): string {
  return isKnown(ratio) ? `1:${Number(ratio.toFixed(3))}` : UNKNOWN
}

/** Moves up a unit as soon as the rounded figure would read 1,024. */
function scaleBinary(value: Quantity, from: number): string {
  if (!isKnown(value)) return UNKNOWN
  let amount = value
  let unit = from
  while (Math.round(Math.abs(amount) * 10) / 10 >= 1024 && unit < BINARY_UNITS.length - 1) {
    amount /= 1024
    unit += 1
  }
  return `${tenths.format(plainZero(Math.round(amount * 10) / 10))} ${BINARY_UNITS[unit]}`
}

/** Rounding a small negative gives -0, which would print as "-0". */
function plainZero(value: number): number {
  return value === 0 ? 0 : value
}
