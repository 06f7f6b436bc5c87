/** Amounts as people type them into the query line, turned into the column's base unit. */
import type { ColumnKind } from './definition.ts'

const GIB_IN_BASE: Partial<Record<ColumnKind, number>> = { memoryMb: 1024, gib: 1, bytes: 1024 ** 3 }
const GIB_PER_UNIT: Record<string, number> = {
  k: 1024 ** -2,
  m: 1024 ** -1,
  g: 1,
  t: 1024,
  p: 1024 ** 2,
}
const SECONDS: Record<string, number> = {
  min: 60,
  h: 3600,
  d: 86_400,
  w: 7 * 86_400,
  mo: 30 * 86_400,
  y: 365 * 86_400,
}

/** Sizes take K, M, G, T, P (binary, with or without iB); without one they are GiB. Null where it is no such amount. */
export function parseQuantity(kind: ColumnKind, text: string): number | null {
  const gib = GIB_IN_BASE[kind]
  if (gib === undefined) return parsePlain(kind, text)
  const match = /^(-?\d+(?:\.\d+)?)\s*(?:([kmgtp])(?:i?b)?)?$/i.exec(text)
  if (!match) return null
  const unit = (match[2] ?? 'g').toLowerCase()
  return Number(match[1]) * (GIB_PER_UNIT[unit] ?? 1) * gib
}

function parsePlain(kind: ColumnKind, text: string): number | null {
  const share = kind === 'percent' || kind === 'capacity'
  const bare = share ? text.replace(/\s*%$/, '') : kind === 'ratio' ? text.replace(/^1:/, '') : text
  if (!/^-?\d+(\.\d+)?$/.test(bare)) return null
  // A bar compares by the part of it that is full.
  return kind === 'capacity' ? Number(bare) / 100 : Number(bare)
}

/** `7d` in seconds; min, h, d, w, mo (30 days), y (365 days). */
export function parseAge(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(min|h|d|w|mo|y)$/i.exec(text)
  const unit = match ? SECONDS[(match[2] ?? '').toLowerCase()] : undefined
  return match && unit ? Number(match[1]) * unit : null
}

/** `2026`, `2026-11`, `2026-11-22`, `2026-11-22T14:11`, `2026-11-22T14:11:05Z` in UTC: the first second and the first one after it. */
export function parseDate(text: string): { from: number; to: number } | null {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?Z?)?)?)?$/i.exec(text)
  if (!match) return null
  const [year = NaN, month, day, hour, minute, second] = match
    .slice(1)
    .map((part) => (part ? Number(part) : undefined))
  const start = Date.UTC(year, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0) / 1000
  const written = new Date(start * 1000)
  if (written.getUTCMonth() !== (month ?? 1) - 1 || written.getUTCDate() !== (day ?? 1)) return null
  if (month === undefined) return { from: start, to: Date.UTC(year + 1, 0) / 1000 }
  if (day === undefined) return { from: start, to: Date.UTC(year, month) / 1000 }
  if (second !== undefined) return { from: start, to: start + 1 }
  return { from: start, to: start + (hour === undefined ? 86_400 : 60) }
}
