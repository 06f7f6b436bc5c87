import { partAsOf } from '../lib/stale-parts.ts'
import { decodeTable, type ReadAt, type Table } from '../lib/table/decode.ts'
import { encodeTable, type EncodedTable } from '../lib/table/encode.ts'
import { contentsTable } from '../lib/table/tables/contents.ts'
import { findingsTable } from '../lib/table/tables/findings.ts'
import { allocationTable, hostsTable } from '../lib/table/tables/hosts.ts'
import { projectsTable } from '../lib/table/tables/projects.ts'
import { poolRows, poolsTable, storageRows, storageTable } from '../lib/table/tables/storage.ts'
import { tierRows, tiersTable } from '../lib/table/tables/tiers.ts'
import type { Sheet } from '../lib/table/workbook/sheet.ts'
import { writeWorkbook } from '../lib/table/workbook/workbook.ts'
import { packNatively } from './_native-deflate.ts'
import type { Site } from './_site.ts'
import { siteTable, tableContext } from './_tables.ts'

/** The sheets of the workbook of everything, in order. A new table of the site is one more line. */
const SHEETS: ((site: Site) => EncodedTable)[] = [
  (site) => siteTable(site, 'instances'),
  (site) => siteTable(site, 'volumes'),
  (site) => siteTable(site, 'volume-projects'),
  (site) => siteTable(site, 'flavors'),
  (site) => encodeTable(hostsTable, site.cloud.hosts, tableContext(site, 'hypervisors')),
  (site) => encodeTable(projectsTable(site.cloud), site.cloud.projects, tableContext(site, 'instances')),
  (site) => encodeTable(tiersTable, tierRows(site.cloud), tableContext(site, 'hypervisors')),
  (site) => encodeTable(allocationTable, site.cloud.hosts, tableContext(site, 'hypervisors')),
  (site) => {
    const { findings } = site.cloud
    const missing = findings === null ? 'Placement was not checked against Nova.' : undefined
    return encodeTable(findingsTable, findings ?? [], tableContext(site, 'verification', missing))
  },
  (site) => encodeTable(storageTable, storageRows(site.cloud.storage ?? []), storageContext(site)),
  (site) => encodeTable(poolsTable, poolRows(site.cloud.storage ?? []), storageContext(site)),
]

function storageContext(site: Site): ReturnType<typeof tableContext> {
  return tableContext(site, 'storage', site.cloud.storage === null ? 'Storage was not collected.' : undefined)
}

/** The workbook of everything, in pieces. */
export function writeSiteWorkbook(site: Site): Iterable<Uint8Array<ArrayBuffer>> {
  const { snapshot } = site.cloud
  const { collectedAt } = snapshot
  const readAt: ReadAt = (part) => (part === null ? collectedAt : partAsOf(snapshot, part))
  const tables = SHEETS.map((sheet) => decodeTable(sheet(site), readAt))
  const contents = decodeTable(encodeTable(contentsTable, tables, tableContext(site, null)), readAt)
  const sheets = [contents, ...tables].map(wholeSheet)
  return writeWorkbook({ title: site.name, collectedAt, sheets }, packNatively)
}

function wholeSheet(table: Table): Sheet {
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row)
  return { title: table.title, columns: table.columns, rows }
}
