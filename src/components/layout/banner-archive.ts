import { archiveRoot, findPlace, samePage } from '../../lib/archive-place.ts'
import { fetchArchive } from '../../lib/table/shown-archive.ts'

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
  const names = (await fetchArchive().catch(() => [])).map(({ name }) => name)
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
