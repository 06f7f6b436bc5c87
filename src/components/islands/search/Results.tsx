import { fromRoot } from '../../../lib/table/root.ts'
import { formatCount } from '../../../lib/units.ts'
import { allUrl, type SearchGroup } from './search-site.ts'

export interface Option {
  id: string
  url: string
}

/** What the arrow keys walk through, in the order in which it is drawn. */
export function optionsOf(groups: SearchGroup[], query: string): Option[] {
  return groups.flatMap((group) => [
    ...group.hits.map((hit, index) => ({ id: `${group.kind}-${index}`, url: hit.url })),
    ...(hasMore(group) ? [{ id: `${group.kind}-all`, url: allUrl(group.kind, query) }] : []),
  ])
}

function hasMore(group: SearchGroup): boolean {
  return group.hits.length > 0 && group.total > group.hits.length
}

interface Props {
  groups: SearchGroup[]
  query: string
  /** Whether each kind has its name above it. */
  headed: boolean
  /** Id of the option that Enter opens. */
  active: string | null
  onPoint(id: string): void
  onChoose(): void
}

export function Results({ groups, query, headed, active, onPoint, onChoose }: Props) {
  function option(id: string, url: string, content: preact.ComponentChildren) {
    return (
      <a
        key={id}
        id={`search-${id}`}
        role="option"
        aria-selected={id === active}
        tabIndex={-1}
        class="search-option"
        href={fromRoot(url)}
        onMouseMove={() => onPoint(id)}
        onClick={onChoose}
      >
        {content}
      </a>
    )
  }
  return (
    <div id="search-results" role="listbox" aria-label="Results" class="search-results">
      {groups
        .filter((group) => group.hits.length > 0)
        .map((group) => (
          <div key={group.kind} role="group" aria-label={`${group.kind}s`}>
            {headed && (
              <p aria-hidden="true" class="search-kind">
                {group.kind}s
              </p>
            )}
            {group.hits.map((hit, index) =>
              option(
                `${group.kind}-${index}`,
                hit.url,
                <>
                  <span class="search-title">{hit.title}</span>
                  <span class="search-detail">{hit.detail}</span>
                </>,
              ),
            )}
            {hasMore(group) &&
              option(
                `${group.kind}-all`,
                allUrl(group.kind, query),
                <span class="search-all">
                  {`All ${formatCount(group.total)} in ${group.kind.toLowerCase()}s`}
                </span>,
              )}
          </div>
        ))}
    </div>
  )
}
