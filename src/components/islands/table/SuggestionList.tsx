import { useEffect, useRef } from 'preact/hooks'
import type { Suggestion, Suggestions } from '../../../lib/table/query-suggest.ts'
import { formatCount } from '../../../lib/units.ts'

interface Props {
  id: string
  list: Suggestions
  active: number
  onAccept(item: Suggestion): void
}

/** What can be typed next. The line above keeps the focus and says which one is chosen. */
export function SuggestionList({ id, list, active, onAccept }: Props) {
  const node = useRef<HTMLDivElement>(null)
  useEffect(() => node.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [list, active])
  return (
    <div class="dt-suggest">
      <div class="dt-suggest-list" role="listbox" id={id} aria-label={list.title} ref={node}>
        {list.items.map((item, position) => (
          <button
            key={item.text}
            id={optionId(id, position)}
            type="button"
            role="option"
            tabIndex={-1}
            class="dt-suggest-item"
            aria-selected={position === active}
            // The focus stays in the line.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAccept(item)}
          >
            <code class="dt-suggest-text">{item.text}</code>
            <span class="dt-suggest-note">{item.note}</span>
            {item.count !== null && <span class="dt-suggest-count">{formatCount(item.count)}</span>}
          </button>
        ))}
      </div>
      <p class="dt-suggest-keys" aria-hidden="true">
        <kbd class="kbd">↑</kbd> <kbd class="kbd">↓</kbd> choose
        <kbd class="kbd">Enter</kbd> take
        <kbd class="kbd">Esc</kbd> close
      </p>
    </div>
  )
}

export function optionId(listId: string, position: number): string {
  return `${listId}-${position}`
}
