import { decodeTable, type Table } from '../../../lib/table/decode.ts'
import type { BasedTable, EncodedTable, TableBase } from '../../../lib/table/encoded.ts'
import { resolveBase } from '../../../lib/table/resolve-base.ts'
import { readAt } from '../../../lib/table/shown-snapshot.ts'
import { fetchJson } from '../fetch-json.ts'

/** Fetches a file of rows, e.g. `rows/volumes.json`. Throws an Error that says what the server answered. */
export async function fetchTable(path: string): Promise<Table> {
  return decodeTable(await fetchRows(path), readAt)
}

/** The same before it is opened. */
export async function fetchRows(path: string): Promise<EncodedTable> {
  // Another site may take this one's place between the two files: then the second time both are the new site's.
  return (await fetchParts(path).catch(() => null)) ?? fetchParts(path)
}

/** What it refers to lies in the same site, which may be one of the archive. */
async function fetchParts(path: string): Promise<EncodedTable> {
  const table = await fetchJson<EncodedTable | BasedTable>(path)
  if (!('base' in table)) return table
  const site = path.slice(0, path.lastIndexOf('rows/'))
  return resolveBase(table, await fetchJson<TableBase>(`${site}${table.base.src}`))
}
