import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isWorthBase, makeBase, MOST_OUTDATED, referToBase, referToOwnBase } from '../lib/table/base.ts'
import type { BasedTable, TableBase } from '../lib/table/encoded.ts'
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
  /** It is not the base of the site before. */
  isNew: boolean
}

/** The tables that may be two files. */
export const SPLIT_TABLES = Object.keys(STEADY)

const splits = new WeakMap<Site, Map<string, Promise<SplitTable | null>>>()

/** Made once a build; null: the table is one file. */
export function siteSplit(site: Site, name: string): Promise<SplitTable | null> {
  const known = splits.get(site) ?? new Map<string, Promise<SplitTable | null>>()
  splits.set(site, known)
  const split = known.get(name) ?? splitTable(site, name)
  known.set(name, split)
  return split
}

/**
 * A large table refers to the base of the site before, as long as that fits, so that a snapshot of the archive and a returning browser
 * have most of it already.
 */
async function splitTable(site: Site, name: string): Promise<SplitTable | null> {
  const [keys, table] = [STEADY[name], siteTable(site, name)]
  if (keys === undefined || !isWorthBase(table)) return null
  const previous = site.previousSite === null ? null : await readBase(site.previousSite, name)
  const limit = (await isAnotherNew(site, name)) ? 2 * MOST_OUTDATED : MOST_OUTDATED
  const referring = previous && referToBase(table, previous.base, previous.src, limit)
  if (previous && referring) return { table: referring, base: previous.base, isNew: false }
  const base = makeBase(table, keys)
  const src = `${BASES}${name}-${hashText(JSON.stringify(base)).toString(36)}.json`
  return { table: referToOwnBase(table, base, src), base, isNew: true }
}

/** Then this one can wait, so that no snapshot has to take two new ones. */
async function isAnotherNew(site: Site, name: string): Promise<boolean> {
  const earlier = SPLIT_TABLES.slice(0, SPLIT_TABLES.indexOf(name))
  const others = await Promise.all(earlier.map((other) => siteSplit(site, other)))
  return others.some((split) => split?.isNew)
}

/** null where there is none, or none that can be read: then this site makes a new one. */
async function readBase(site: string, name: string): Promise<{ src: string; base: TableBase } | null> {
  const folder = join(site, BASES)
  try {
    const file = (await readdir(folder)).find(
      (found) => found.startsWith(`${name}-`) && found.endsWith('.json'),
    )
    if (file === undefined) return null
    const base = JSON.parse(await readFile(join(folder, file), 'utf8')) as TableBase
    return base.schema === 1 ? { src: BASES + file, base } : null
  } catch {
    return null
  }
}
