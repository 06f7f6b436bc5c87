import { useLayoutEffect, useRef } from 'preact/hooks'
import type { SuggestSource } from '../../../lib/table/query-suggest.ts'
import type { QueryProblem } from '../../../lib/table/query.ts'
import { Icon } from './Icon.tsx'
import { QueryMarks } from './QueryMarks.tsx'
import { optionId, SuggestionList } from './SuggestionList.tsx'
import { useSuggestions } from './use-suggestions.ts'

interface Props {
  id: string
  noun: string
  example: string
  value: string
  /** Where the caret is to be from the first; null leaves the focus where it is. */
  caret?: number | null
  problems: readonly QueryProblem[]
  /** Null while the rows are loading: nothing is suggested then. */
  source: SuggestSource | null
  onChange(value: string): void
}

/** One line of text that filters. What is wrong in it is marked there and said below, and filters nothing. */
export function QueryLine({ id, noun, example, value, caret = null, problems, source, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const suggesting = useSuggestions({ input, value, source, onChange })
  const { list, active } = suggesting
  const listId = `${id}-suggestions`

  useLayoutEffect(() => {
    if (caret === null) return
    input.current?.focus()
    input.current?.setSelectionRange(caret, caret)
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
    if (suggesting.onKey(event)) event.preventDefault()
    else if (event.key === 'Escape' && value !== '') onChange('')
    else if (event.key === 'Enter') suggesting.close()
    else return
    // Escape and the arrows mean something to the table, too.
    event.stopPropagation()
  }

  return (
    <search class="dt-query">
      <label class="dt-query-line">
        <Icon name="search" />
        <span class="screen-reader-only">Filter {noun}</span>
        <span class="dt-query-text">
          {problems.length > 0 && <QueryMarks input={input} value={value} problems={problems} />}
          <input
            ref={input}
            id={id}
            type="text"
            class="dt-query-input"
            data-page-filter
            value={value}
            placeholder={`Filter ${noun}: ${example}`}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="search"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={list !== null}
            aria-controls={list ? listId : undefined}
            aria-activedescendant={list && active >= 0 ? optionId(listId, active) : undefined}
            aria-invalid={problems.length > 0}
            aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
            onInput={(event) => {
              onChange(event.currentTarget.value)
              suggesting.typed()
            }}
            onKeyDown={onKeyDown}
            onKeyUp={suggesting.follow}
            onBlur={suggesting.close}
          />
        </span>
        {/* Its room is kept: a line that becomes narrower while it is typed into loses sight of the caret. */}
        <button
          type="button"
          class={value === '' ? 'dt-clear dt-unseen' : 'dt-clear'}
          aria-label="Clear the filter line"
          onClick={() => {
            onChange('')
            input.current?.focus()
          }}
        >
          <Icon name="close" size={12} />
        </button>
      </label>
      <output id={`${id}-problems`} class="dt-problems">
        {problems.map(({ from, to, message }) => (
          <span key={`${from}-${to}`}>
            <Icon name="warning" size={12} />
            <code>{value.slice(from, to)}</code> {message}
          </span>
        ))}
      </output>
      {list && <SuggestionList id={listId} list={list} active={active} onAccept={suggesting.accept} />}
    </search>
  )
}
