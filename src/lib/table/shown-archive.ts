import { type ArchivedSnapshot, openArchiveIndex } from '../archive-index.ts'
import { archiveRoot } from '../archive-place.ts'
import { fromRoot } from './root.ts'
import { shownSnapshot } from './shown-snapshot.ts'

/** Whether this page is looked at below `/archive/<its own time>/`: it is the past then, and lacks what a thinned snapshot leaves out. */
export function isShownArchived(): boolean {
  return archiveRoot(location.pathname, shownSnapshot().name) !== null
}

/** The folder of the archive, as a path below the root of this page's site. */
export function archivePath(): string {
  return isShownArchived() ? '../' : 'archive/'
}

/** The snapshots that are kept now, ascending; none for a site that was built by itself. Throws an Error that says what the server answered. */
export async function fetchArchive(): Promise<ArchivedSnapshot[]> {
  if (!isShownArchived() && !shownSnapshot().archived) return []
  const response = await fetch(fromRoot(`${archivePath()}index.json`))
  if (!response.ok) throw new Error(`The server answered ${response.status} for the list of snapshots.`)
  const snapshots = openArchiveIndex(await response.json())
  if (snapshots === null) throw new Error('The list of snapshots is of another version.')
  return snapshots
}
