import type { ChangeValue } from './change-record.ts'
import { formatCount, formatGib, formatMemoryMb, formatRatio } from './units.ts'

/** A field's value as a person reads it; the field's name says its unit. "none" where there is none. */
export function formatChangeValue(field: string, value: ChangeValue): string {
  if (value === null || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  if (field.endsWith('Mb')) return formatMemoryMb(value)
  if (field.endsWith('Gib')) return formatGib(value)
  if (field.endsWith('Ratio')) return formatRatio(value)
  return formatCount(value)
}

/** What a field is called in a sentence; its own name where that is a word. */
const FIELD_WORDS: Record<string, string> = {
  flavorName: 'flavor',
  vcpus: 'vCPU',
  memoryMb: 'RAM',
  sizeGib: 'size',
  cpuRatio: 'CPU ratio',
  ramRatio: 'RAM ratio',
  rootGib: 'root disk',
  ephemeralGib: 'ephemeral disk',
  swapMb: 'swap',
  isPublic: 'public',
}

export function nameChangeField(field: string): string {
  return FIELD_WORDS[field] ?? field
}
