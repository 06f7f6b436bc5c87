/**
 * The folders that may be the site's root for an address that it does not have, nearest first. Snapshots are mounted below
 * `archive/`, so a page of a snapshot that is no longer kept ends at the root that the archive hangs from.
 */
export function rootCandidates(pathname: string): string[] {
  const folders = pathname
    .slice(0, pathname.lastIndexOf('/') + 1)
    .split('/')
    .slice(1, -1)
  const candidates: string[] = []
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    candidates.push(['', ...folders.slice(0, depth), ''].join('/'))
  }
  return candidates
}
