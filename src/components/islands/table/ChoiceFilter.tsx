import { useState } from 'preact/hooks'
import { quoteValue } from '../../../lib/table/query-parse.ts'
import { splitValues } from '../../../lib/table/filter-values.ts'
import type { Choice } from '../../../lib/table/totals.ts'
import { formatCount } from '../../../lib/units.ts'

interface Props {
  title: string
  choices: readonly Choice[]
  value: string
  onChange(value: string): void
}

const SHOWN_CHOICES = 200

export function ChoiceFilter({ title, choices, value, onChange }: Props) {
  const [search, setSearch] = useState('')
  const chosen = splitValues(value)
  const known = new Set(choices.map(({ text }) => text.toLowerCase()))
  // What is chosen stays in the list, even where other filters leave none of it.
  const absent = chosen.filter((text) => !known.has(text.toLowerCase())).map((text) => ({ text, count: 0 }))
  const fitting = [...choices, ...absent].filter(({ text }) =>
    text.toLowerCase().includes(search.toLowerCase()),
  )

  function toggle(text: string): void {
    const without = chosen.filter((other) => other.toLowerCase() !== text.toLowerCase())
    const next = without.length < chosen.length ? without : [...chosen, text]
    onChange(next.map(quoteValue).join(','))
  }

  return (
    <fieldset class="dt-choices">
      <legend class="screen-reader-only">{title}</legend>
      {choices.length > 12 && (
        <input
          class="input"
          type="text"
          aria-label={`Find in ${title}`}
          placeholder="Find"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div class="dt-choice-list">
        {fitting.slice(0, SHOWN_CHOICES).map(({ text, count }) => (
          <label key={text} class="dt-choice">
            <input
              type="checkbox"
              checked={chosen.some((other) => other.toLowerCase() === text.toLowerCase())}
              onChange={() => toggle(text)}
            />
            <span class="dt-choice-text" title={text}>
              {text === '' ? <em>empty</em> : text}
            </span>
            <span class="dt-choice-count">{formatCount(count)}</span>
          </label>
        ))}
      </div>
      {fitting.length > SHOWN_CHOICES && (
        <p class="dt-hint">{formatCount(fitting.length - SHOWN_CHOICES)} more: type to find them.</p>
      )}
    </fieldset>
  )
}
