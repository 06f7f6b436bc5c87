import { encodeTable, type EncodedTable } from '../lib/table/encode.ts'
import type { TableContext } from '../lib/table/definition.ts'
import type { Part } from '../lib/stale-parts.ts'
import { flavorsTable } from '../lib/table/tables/flavors.ts'
import { instancesTable } from '../lib/table/tables/instances.ts'
import { volumeProjectsTable } from '../lib/table/tables/volume-projects.ts'
import { volumesTable } from '../lib/table/tables/volumes.ts'
import type { Site } from './_site.ts'

/**
 * What every table of the site tells the browser, and its exports say: its rows are as old as the part of the snapshot that they
 * are `of`, null where they are of several. `missing` says in words why there are no rows.
 */
export function tableContext({ name, config }: Site, of: Part | null, missing?: string): TableContext {
  const context = { site: name, part: of, timeZone: config.site.timeZone }
  return missing === undefined ? context : { ...context, empty: missing }
}

/** Tables whose rows are files of their own below rows/, because a page with all of them would be slow to open. */
export const ROW_FILES: Record<string, (site: Site) => EncodedTable> = {
  instances: (site) =>
    encodeTable(instancesTable(site.cloud), site.cloud.snapshot.instances, tableContext(site, 'instances')),
  volumes: (site) =>
    encodeTable(
      volumesTable(site.cloud),
      site.cloud.snapshot.volumes ?? [],
      tableContext(site, 'volumes', notCollected(site, 'volumes', site.cloud.snapshot.volumes)),
    ),
  'volume-projects': (site) =>
    encodeTable(
      volumeProjectsTable(site.cloud.volumeTotals ?? { count: 0, totalGib: 0 }),
      site.cloud.projects.filter(({ volumes }) => volumes.length > 0),
      tableContext(site, 'volumes'),
    ),
  flavors: (site) =>
    encodeTable(
      flavorsTable(site.cloud),
      site.cloud.flavors ?? [],
      tableContext(site, 'flavors', notCollected(site, 'flavors', site.cloud.snapshot.flavors)),
    ),
}

const encoded = new WeakMap<Site, Map<string, EncodedTable>>()

/** Encoded once a build: the page takes the heading from it, the row file takes all of it. */
export function siteTable(site: Site, name: keyof typeof ROW_FILES): EncodedTable {
  const tables = encoded.get(site) ?? new Map<string, EncodedTable>()
  encoded.set(site, tables)
  const table = tables.get(name) ?? ROW_FILES[name]?.(site)
  if (!table) throw new Error(`There is no table "${name}".`)
  tables.set(name, table)
  return table
}

/** "No volumes were collected: Cinder was not reachable."; undefined where they were. */
export function notCollected(site: Site, noun: string, list: unknown[] | null): string | undefined {
  if (list !== null) return undefined
  const source = site.cloud.snapshot.meta?.sources.find(({ name }) => name === noun)
  const reason = source?.message ? `: ${source.message}` : '.'
  return `No ${noun} were collected${reason}`
}
