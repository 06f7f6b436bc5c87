import { compareNatural } from '../src/lib/natural-order.ts'
import type { Readings } from './sources/reading.ts'

/**
 * The same cloud always gives the same files: services answer in the order of their databases, which is none. Servers and
 * volumes are sorted once they have their labels.
 */
export function sortReadings(readings: Readings): Readings {
  return {
    ...readings,
    ...present('hypervisors', byName(readings.hypervisors)),
    ...present('flavors', byName(readings.flavors)),
    ...present(
      'services',
      by(readings.services, (row) => [row.binary, row.host, row.zone]),
    ),
    ...present('aggregates', byName(readings.aggregates)),
    ...present(
      'zones',
      by(readings.zones, (row) => [row.name]),
    ),
    ...present(
      'migrations',
      by(readings.migrations, (row) => [row.uuid]),
    ),
    ...present('server-groups', byName(readings['server-groups'])),
    ...present('projects', byName(readings.projects)),
    ...present(
      'quotas',
      by(readings.quotas, (row) => [row.projectId]),
    ),
    ...present('images', byName(readings.images)),
    ...present('volume-snapshots', byName(readings['volume-snapshots'])),
    ...present('volume-types', byName(readings['volume-types'])),
    ...present(
      'volume-pools',
      by(readings['volume-pools'], (row) => [row.name]),
    ),
    ...present(
      'placement',
      by(readings.placement, (row) => [row.name, row.uuid]),
    ),
  }
}

function present<Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: T }
}

function byName<T extends { id: string; name: string }>(rows: readonly T[] | undefined): T[] | undefined {
  return by(rows, (row) => [row.name, row.id])
}

function by<T>(rows: readonly T[] | undefined, keys: (row: T) => string[]): T[] | undefined {
  return rows?.toSorted((a, b) => {
    const others = keys(b)
    return keys(a).reduce((order, key, index) => order || compareNatural(key, others[index] ?? ''), 0)
  })
}
