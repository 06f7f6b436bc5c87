import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isWorthBase, makeBase, referToBase, referToOwnBase } from '../lib/table/base.ts'
import type { BasedTable, EncodedTable, TableBase } from '../lib/table/encoded.ts'
import { hashText } from '../lib/text-hash.ts'
import type { Site } from './_site.ts'
import { siteTable } from './_tables.ts'

/** Below the site's root; a table has one file there, named by its content. */
const BASES = 'rows/base/'

/** What a row of a table keeps as long as it lives, or nearly so. */
const STEADY: Record<string, string[]> = {
  instances: ['id', 'name', 'networks', 'volumes', 'created'],
  volumes: ['id', 'name', 'attached', 'since', 'created', 'updated'],
}

export interface SplitTable {
  table: BasedTable
  base: TableBase
}

/** The tables that may be two files. */
export const SPLIT_TABLES = Object.keys(STEADY)

const splits = new WeakMap<Site, Map<string, Promise<SplitTable | null>>>()

/** Made once a build; null: the table is one file. */
export function siteSplit(site: Site, name: string): Promise<SplitTable | null> {
  const known = splits.get(site) ?? new Map<string, Promise<SplitTable | null>>()
  splits.set(site, known)
  const split = known.get(name) ?? splitTable(siteTable(site, name), site.previousSite)
  known.set(name, split)
  return split
}

/**
 * A large table refers to the base of the site before, as long as that fits, so that a snapshot of the archive and a returning browser
 * have most of it already.
 */
async function splitTable(table: EncodedTable, previousSite: string | null): Promise<SplitTable | null> {
  const keys = STEADY[table.name]
  if (keys === undefined || !isWorthBase(table)) return null
  const previous = previousSite === null ? null : await readBase(join(previousSite, BASES), table.name)
  const referring = previous && referToBase(table, previous, pathOf(table, previous))
  if (previous && referring) return { table: referring, base: previous }
  const base = makeBase(table, keys)
  return { table: referToOwnBase(table, base, pathOf(table, base)), base }
}

function pathOf({ name }: EncodedTable, base: TableBase): string {
  return `${BASES}${name}-${hashText(JSON.stringify(base)).toString(36)}.json`
}

/** null where there is none, or none that can be read: then this site makes a new one. */
async function readBase(folder: string, name: string): Promise<TableBase | null> {
  try {
    const file = (await readdir(folder)).find(
      (found) => found.startsWith(`${name}-`) && found.endsWith('.json'),
    )
    if (file === undefined) return null
    const base = JSON.parse(await readFile(join(folder, file), 'utf8')) as TableBase
    return base.schema === 1 ? base : null
  } catch {
    return null
  }
}
