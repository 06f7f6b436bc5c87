/** What each kind of column is like by default. */
import type { ColumnKind, FilterKind } from './definition.ts'

export interface KindTraits {
  unit: string
  width: number
  filter: FilterKind
  /** Numbers stand to the right and sort as numbers. */
  numeric: boolean
}

function traits(numeric: boolean, width: number, filter: FilterKind, unit = ''): KindTraits {
  return { numeric, width, filter, unit }
}

export const KINDS: Record<ColumnKind, KindTraits> = {
  text: traits(false, 180, 'text'),
  id: traits(false, 124, 'text'),
  status: traits(false, 120, 'choice'),
  link: traits(false, 180, 'choice'),
  links: traits(false, 220, 'text'),
  tags: traits(false, 220, 'text'),
  addresses: traits(false, 230, 'text'),
  volumes: traits(false, 260, 'text'),
  capacity: traits(false, 210, 'range'),
  count: traits(true, 90, 'range'),
  number: traits(true, 90, 'range'),
  vcpu: traits(true, 72, 'range'),
  memoryMb: traits(true, 92, 'range', 'GiB'),
  gib: traits(true, 92, 'range', 'GiB'),
  bytes: traits(true, 110, 'range', 'GiB'),
  percent: traits(true, 90, 'range', '%'),
  ratio: traits(true, 76, 'range'),
  boolean: traits(false, 90, 'choice'),
  time: traits(false, 170, 'range'),
}
