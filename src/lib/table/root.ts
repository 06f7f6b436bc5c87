/** A path below the site's root, as this page reaches it: the same build is mounted under any prefix. */
export function fromRoot(path: string): string {
  return `${document.documentElement.dataset['root'] ?? './'}${path}`
}
