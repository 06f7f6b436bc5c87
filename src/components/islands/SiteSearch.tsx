import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SearchKind } from '../../lib/search-records.ts'
import { fromRoot } from '../../lib/table/root.ts'
import { isShownArchived } from '../../lib/table/shown-archive.ts'
import { formatCount } from '../../lib/units.ts'
import { optionsOf, Results } from './search/Results.tsx'
import type { SearchGroup } from './search/search-site.ts'

import { loadSiteIndex } from './search/site-index.ts'
import { useSearch, type Found } from './search/use-search.ts'
import './search/site-search.css'

/** Puts the dialog of the site search, still closed, at the end of the page. */
export function mountSiteSearch(): HTMLDialogElement {
  const host = document.createElement('div')
  document.body.append(host)
  render(<SiteSearch />, host)
  // A failure shows with the first search.
  if (!isShownArchived()) void loadSiteIndex().catch(() => {})
  const dialog = host.querySelector('dialog')
  if (!dialog) throw new Error('The site search renders no dialog.')
  // The dialog itself is hit only beside its content: on the backdrop.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close()
  })
  return dialog
}

function SiteSearch() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [kind, setKind] = useState<SearchKind | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const found = useSearch(query, kind)
  const options = optionsOf(found.groups, found.query)
  const activeId = options.find((option) => option.id === active)?.id ?? options[0]?.id ?? null

  useEffect(() => setActive(null), [found.query, kind])
  useEffect(() => {
    if (activeId) document.getElementById(`search-${activeId}`)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  function onKeyDown(event: KeyboardEvent): void {
    const index = options.findIndex((option) => option.id === activeId)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && options.length > 0) {
      setActive(options[(index + step + options.length) % options.length]?.id ?? null)
    } else if (event.key === 'Enter' && options[index]) {
      dialog.current?.close()
      location.assign(fromRoot(options[index].url))
    } else return
    event.preventDefault()
  }

  return (
    <dialog ref={dialog} class="search-dialog" aria-label="Search the site">
      <div class="search-head">
        <input
          class="search-input"
          type="search"
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls="search-results"
          aria-activedescendant={activeId ? `search-${activeId}` : undefined}
          aria-autocomplete="list"
          aria-label="Search the site"
          placeholder="Name, id, beginning of an id, address"
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="button button-quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {found.state === 'searched' && <Facets groups={found.groups} kind={kind} onChoose={setKind} />}
      <Results
        groups={found.groups}
        query={found.query}
        headed={found.state === 'searched'}
        active={activeId}
        onPoint={setActive}
        onChoose={() => dialog.current?.close()}
      />
      <p class="search-status" role="status">
        {statusOf(query, found)}
      </p>
    </dialog>
  )
}

interface FacetsProps {
  groups: SearchGroup[]
  kind: SearchKind | null
  onChoose(kind: SearchKind | null): void
}

function Facets({ groups, kind, onChoose }: FacetsProps) {
  if (groups.length === 0) return null
  return (
    <div role="group" aria-label="Kind" class="search-facets">
      <button
        type="button"
        class="search-facet"
        aria-pressed={!groups.some((group) => group.kind === kind)}
        onClick={() => onChoose(null)}
      >
        All
      </button>
      {groups.map((group) => (
        <button
          key={group.kind}
          type="button"
          class="search-facet"
          aria-pressed={kind === group.kind}
          onClick={() => onChoose(kind === group.kind ? null : group.kind)}
        >
          {`${group.kind}s `}
          <span class="search-count">{formatCount(group.total)}</span>
        </button>
      ))}
    </div>
  )
}

function statusOf(query: string, found: Found): string {
  if (query.trim() === '') return 'Instances, volumes, hosts, projects and flavors of this snapshot.'
  if (found.query !== query) return 'Searching'
  if (found.state === 'unindexed')
    return 'An archived snapshot keeps no search index; its tables find the same.'
  if (found.state === 'failed')
    return 'The search index could not be loaded. Reload the page; if it stays, tell whoever runs this site.'
  const total = found.groups.reduce((sum, group) => sum + group.total, 0)
  return total === 0
    ? 'Nothing found. Words match from their beginning: try fewer characters.'
    : `${formatCount(total)} found`
}
