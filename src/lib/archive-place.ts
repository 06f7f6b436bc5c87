/** Where an archived page stands among the snapshots, and the way to its neighbours. */

export interface ArchivePlace {
  newest: string | null
  previous: string | null
  next: string | null
}

/** The page's own folder `/archive/<its own time>/` in its address; null where the page is served elsewhere. */
export function archiveRoot(pathname: string, snapshot: string): string | null {
  const root = `/archive/${snapshot}/`
  const at = pathname.lastIndexOf(root)
  return at < 0 ? null : pathname.slice(0, at + root.length)
}

/** Names of snapshots sort as their times do. `names` is what index.json lists, ascending. */
export function findPlace(names: readonly string[], snapshot: string): ArchivePlace {
  const newest = names.at(-1) ?? null
  return {
    newest: newest === snapshot ? null : newest,
    previous: names.findLast((name) => name < snapshot) ?? null,
    next: names.find((name) => name > snapshot) ?? null,
  }
}

/**
 * What to open in another snapshot for a page of this one. A host or project may not exist there, so its list is opened; the pages of
 * the navigation exist in every snapshot.
 */
export function samePage(pathBelowRoot: string): string {
  const [section = '', ...rest] = pathBelowRoot.split('/')
  return section === '' || rest.length === 0 ? '' : `${section}/`
}
