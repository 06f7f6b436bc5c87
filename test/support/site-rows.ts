import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BasedTable, EncodedTable, TableBase } from '../../src/lib/table/encoded.ts'
import { resolveBase } from '../../src/lib/table/resolve-base.ts'

/** A table of a built site, e.g. `instances`, as its pages open it. */
export async function readSiteRows(site: string, name: string): Promise<EncodedTable> {
  const table = await readJson<EncodedTable | BasedTable>(join(site, 'rows', `${name}.json`))
  return 'base' in table ? resolveBase(table, await readJson<TableBase>(join(site, table.base.src))) : table
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T
}
