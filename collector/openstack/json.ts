/** Reading of answers whose every field may be null, missing or of another type: what does not fit is null, never an exception. */
export type JsonRecord = Record<string, unknown>

export function asRecord(value: unknown): JsonRecord {
  return asRecordOrNull(value) ?? {}
}

export function asRecordOrNull(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : null
}

/** The objects of a list; an empty list for anything else. */
export function asRecords(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}

/** '' for null and for what is no text. */
export function asText(value: unknown): string {
  return asTextOrNull(value) ?? ''
}

export function asTextOrNull(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** Null for '' too: several services write an absent id or time so. */
export function asFilledText(value: unknown): string | null {
  return asTextOrNull(value) || null
}

export function asNumberOrNull(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

export function asBooleanOrNull(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return null
  const word = value.toLowerCase()
  if (word === 'true') return true
  return word === 'false' ? false : null
}

export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(asTextOrNull).filter((item) => item !== null) : []
}

/** Keys in order, so that the same answer always gives the same bytes. */
export function asTextMap(value: unknown): Record<string, string> {
  const entries = Object.entries(asRecord(value)).map(([key, item]) => [key, asText(item)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Nova's and Cinder's times are UTC, with or without a zone; null where absent. */
export function asTime(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  const time = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`)
  return Number.isNaN(time.getTime()) ? null : `${time.toISOString().slice(0, 19)}Z`
}
