import { useEffect, useRef } from 'preact/hooks'
import type { Suggestion, Suggestions } from '../../../lib/table/query-suggest.ts'
import { formatCount } from '../../../lib/units.ts'

interface Props {
  id: string
  list: Suggestions
  active: number
  onAccept(item: Suggestion): void
}

/** What can be typed next, below the line. The focus stays in the line, which says which one is chosen. */
export function SuggestionList({ id, list, active, onAccept }: Props) {
  const node = useRef<HTMLUListElement>(null)
  useEffect(() => node.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [list, active])
  return (
    // A press on the list must not take the focus from the line.
    <div class="dt-suggest" onMouseDown={(event) => event.preventDefault()}>
      <ul class="dt-suggest-list" role="listbox" id={id} aria-label={list.title} ref={node}>
        {list.items.map((item, position) => (
          <li
            key={item.text}
            id={optionId(id, position)}
            role="option"
            class="dt-suggest-item"
            aria-selected={position === active}
            onClick={() => onAccept(item)}
          >
            <code class="dt-suggest-text">{item.text}</code>
            <span class="dt-suggest-note">{item.note}</span>
            {item.count !== null && <span class="dt-suggest-count">{formatCount(item.count)}</span>}
          </li>
        ))}
      </ul>
      <p class="dt-suggest-keys" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> takes it <kbd>Esc</kbd> closes
      </p>
    </div>
  )
}

export function optionId(listId: string, position: number): string {
  return `${listId}-${position}`
}
