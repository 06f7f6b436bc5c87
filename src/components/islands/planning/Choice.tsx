interface Props {
  label: string
  /** What the first entry says, which stands for null. */
  any: string
  options: readonly { value: string; title: string }[]
  value: string | null
  onChange(value: string | null): void
}

/** A list with an entry for "whatever". */
export function Choice({ label, any, options, value, onChange }: Props) {
  return (
    <label class="plan-field">
      <span>{label}</span>
      <select
        class="input"
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      >
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </label>
  )
}
