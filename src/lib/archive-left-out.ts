/**
 * What a thinned snapshot does not keep of its site, as paths below its root; a folder ends in "/". It is large and comes back from the
 * data files: see docs/archive.md. Browser-safe, since archived pages do not offer it.
 */
export const LEFT_OUT: readonly string[] = [
  'pagefind/',
  'exports/',
  'data/',
  'api/v1/instances.json',
  'api/v1/volumes.json',
]

/** Whether a file, or a folder that ends in "/", is left out. `path` is below the site's root and starts with no "/" or "./". */
export function isLeftOut(path: string): boolean {
  return LEFT_OUT.some((left) => (left.endsWith('/') ? path.startsWith(left) : path === left))
}
