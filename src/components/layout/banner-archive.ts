import { archiveRoot, findPlace, samePage } from '../../lib/archive-place.ts'

/** On a page below `/archive/<its own time>/`: says so, and links to the newest, previous and next snapshot. */
export async function showArchivePlace(banner: HTMLElement, snapshot: string): Promise<void> {
  const root = archiveRoot(location.pathname, snapshot)
  if (root === null) return
  banner.dataset.archived = ''
  delete banner.dataset.freshness
  const word = banner.querySelector('[data-banner-word]')
  if (word) word.textContent = 'Archived snapshot of'
  const links = banner.querySelector('[data-banner-next]')
  links?.replaceChildren()
  const names = await readNames(`${root}../index.json`)
  if (!links || names.length === 0) return
  const page = samePage(location.pathname.slice(root.length))
  for (const [title, name] of Object.entries(findPlace(names, snapshot))) {
    if (typeof name !== 'string') continue
    const link = document.createElement('a')
    link.href = `${root}../${name}/${page}`
    link.textContent = title[0]?.toUpperCase() + title.slice(1)
    links.append(link)
  }
  if (!links.hasChildNodes()) links.textContent = 'the only one'
}

/** The snapshots that are kept, ascending; none where the list cannot be read, which leaves the page without links. */
async function readNames(url: string): Promise<string[]> {
  try {
    const response = await fetch(url)
    if (!response.ok) return []
    const index: unknown = await response.json()
    const names = typeof index === 'object' && index !== null && 'snapshots' in index ? index.snapshots : []
    return Array.isArray(names) ? names.filter(isSnapshotName) : []
  } catch {
    return []
  }
}

function isSnapshotName(name: unknown): name is string {
  return typeof name === 'string' && /^\d{4}-\d\d-\d\dT\d{6}Z$/.test(name)
}
