import { useState } from 'preact/hooks'
import { textFilter, textOfFilter } from '../../../lib/table/filter-values.ts'

interface Props {
  title: string
  value: string
  onChange(value: string): void
}

export function TextFilter({ title, value, onChange }: Props) {
  // What is typed is kept as typed: a filter that is understood may print differently.
  const [typed, setText] = useState(() => textOfFilter(value))
  const text = textFilter(typed) === value ? typed : textOfFilter(value)
  return (
    <label class="dt-field">
      <span>{title} contains</span>
      <input
        class="input"
        type="text"
        placeholder="text or /regex/i"
        spellcheck={false}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value)
          onChange(textFilter(event.currentTarget.value))
        }}
      />
    </label>
  )
}
