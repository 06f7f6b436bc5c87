import type { QueryProblem } from '../../../lib/table/query.ts'
import { Icon } from './Icon.tsx'

interface Props {
  id: string
  noun: string
  example: string
  value: string
  problems: readonly QueryProblem[]
  onChange(value: string): void
}

/** One line of text that filters. What is wrong in it is said below, and filters nothing. */
export function QueryLine({ id, noun, example, value, problems, onChange }: Props) {
  return (
    <search class="dt-query">
      <label class="dt-query-line">
        <Icon name="search" />
        <span class="screen-reader-only">Filter {noun}</span>
        <input
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
          aria-invalid={problems.length > 0}
          aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
          onInput={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && value !== '') {
              event.stopPropagation()
              onChange('')
            }
          }}
        />
        {value !== '' && (
          <button
            type="button"
            class="dt-clear"
            aria-label="Clear the filter line"
            onClick={() => onChange('')}
          >
            <Icon name="close" size={12} />
          </button>
        )}
      </label>
      <output id={`${id}-problems`} class="dt-problems">
        {problems.map(({ from, to, message }) => (
          <span key={`${from}-${to}`}>
            <Icon name="warning" size={12} />
            <code>{value.slice(from, to)}</code> {message}
          </span>
        ))}
      </output>
    </search>
  )
}
