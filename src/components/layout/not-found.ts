import { rootCandidates } from '../../lib/root-candidates.ts'

/** A file that every build has at its root, and another site, below whose path this one may be, has not. */
const LANDMARK = 'snapshot.css'

/** Finds the site's root above an address that does not exist, and links the pages from there. */
export async function showPages(): Promise<void> {
  const root = await findRoot()
  const pages = document.querySelector<HTMLElement>('[data-pages]')
  if (root === null || !pages) return
  for (const link of pages.querySelectorAll<HTMLAnchorElement>('[data-path]')) {
    link.href = root + (link.dataset.path ?? '')
  }
  pages.hidden = false
  document.querySelector('[data-up]')?.remove()
}

/**
 * One after the other, nearest first: the nearest root is the one that the address was meant for. A server that knows the root
 * spares the asking, in which every folder that is not the root shows as an error in the console.
 */
async function findRoot(): Promise<string | null> {
  const candidates = rootCandidates(location.pathname)
  const known = readWrittenRoot()
  const likely = candidates.filter((root) => root === known || isSnapshot(root))
  const [first, ...others] = known === null ? candidates : [...new Set([...likely, known, ...candidates])]
  return first === undefined ? null : probe(first, others)
}

/** nginx and `aether serve` make the page's relative links absolute; null where nothing did. */
function readWrittenRoot(): string | null {
  const href = document.querySelector('link[href*="/_assets/"]')?.getAttribute('href')
  return href?.startsWith('/') ? href.slice(0, href.indexOf('_assets/')) : null
}

/** A page that a snapshot does not have leads back to that snapshot. */
function isSnapshot(root: string): boolean {
  return /\/archive\/[^/]+\/$/.test(root)
}

async function probe(root: string, above: readonly string[]): Promise<string | null> {
  const found = await fetch(root + LANDMARK, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (found) return root
  const [next, ...rest] = above
  return next === undefined ? null : probe(next, rest)
}
