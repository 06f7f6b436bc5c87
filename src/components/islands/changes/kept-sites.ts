import { archivePath, fetchArchive } from '../../../lib/table/shown-archive.ts'

/** The sites that can be looked at beside this one. */
export interface KeptSites {
  /** Names of the archive's snapshots, ascending. */
  names: string[]
  /** The path of a snapshot's site below this site's root; '' for this one, null where it is not kept. */
  pathOf(name: string): string | null
}

/** Where the archive's list cannot be read, this site is the only one. `own` is its snapshot's name. */
export async function findKeptSites(own: string): Promise<KeptSites> {
  const names = (await fetchArchive().catch(() => [])).map(({ name }) => name)
  const kept = new Set(names)
  return {
    names,
    pathOf: (name) => (name === own ? '' : kept.has(name) ? `${archivePath()}${name}/` : null),
  }
}
