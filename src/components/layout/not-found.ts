import { rootCandidates } from '../../lib/root-candidates.ts'

/** A file that every build has at its root, and that costs next to nothing. */
const LANDMARK = 'favicon.svg'

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

/** One after the other, nearest first: the nearest root is the one that the address was meant for. */
async function findRoot(): Promise<string | null> {
  const [nearest, ...above] = rootCandidates(location.pathname)
  return nearest === undefined ? null : probe(nearest, above)
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
