/** `archive/index.json`: which snapshots are kept, and what each counts. A page of the site reads it, so it knows no parser. */
import { snapshotTime } from './time.ts'

/** Amounts of MiB and bytes; a null is not known. */
export interface ArchivedTotals {
  instances: number | null
  hosts: number | null
  projects: number | null
  volumes: number | null
  vcpuUsed: number | null
  vcpuCapacity: number | null
  memoryMbUsed: number | null
  memoryMbCapacity: number | null
  storageBytesUsed: number | null
  storageBytesTotal: number | null
}

export interface ArchivedSnapshot {
  name: string
  totals: ArchivedTotals
}

export const UNKNOWN_TOTALS: ArchivedTotals = {
  instances: null,
  hosts: null,
  projects: null,
  volumes: null,
  vcpuUsed: null,
  vcpuCapacity: null,
  memoryMbUsed: null,
  memoryMbCapacity: null,
  storageBytesUsed: null,
  storageBytesTotal: null,
}

const KEYS = Object.keys(UNKNOWN_TOTALS) as (keyof ArchivedTotals)[]

/** Column by column, which is a third of it row by row: a thousand snapshots are some 60 kB. */
export function serialiseArchiveIndex(snapshots: readonly ArchivedSnapshot[]): string {
  const columns = KEYS.map((key) => [key, snapshots.map(({ totals }) => totals[key])])
  const index = {
    schema: 2,
    snapshots: snapshots.map(({ name }) => name),
    totals: Object.fromEntries(columns) as object,
  }
  return `${JSON.stringify(index)}\n`
}

/** Ascending, as written. What is no name is left out; schema 1 had no totals; null where it is no such index. */
export function openArchiveIndex(index: unknown): ArchivedSnapshot[] | null {
  if (!isObject(index) || !Array.isArray(index['snapshots'])) return null
  const names: unknown[] = index['snapshots']
  const columns = isObject(index['totals']) ? index['totals'] : {}
  return names.flatMap((name, place) => {
    if (typeof name !== 'string' || snapshotTime(name) === null) return []
    const totals = KEYS.map((key) => [key, numberAt(columns[key], place)])
    return [{ name, totals: Object.fromEntries(totals) as ArchivedTotals }]
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function numberAt(column: unknown, place: number): number | null {
  const value: unknown = Array.isArray(column) ? column[place] : null
  return typeof value === 'number' ? value : null
}
