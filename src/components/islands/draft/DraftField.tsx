import { useId } from 'preact/hooks'
import { Icon } from '../table/Icon.tsx'

interface Props {
  label: string
  value: string
  note?: string
  /** Why it is not taken. */
  problem?: string | undefined
  /** It is taken, but. */
  warning?: string | undefined
  numeric?: boolean
  wide?: boolean
  onChange(value: string): void
}

export function DraftField({ label, value, note, problem, warning, numeric, wide, onChange }: Props) {
  const id = useId()
  return (
    <div class={wide ? 'draft-field draft-wide' : 'draft-field'}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        value={value}
        inputMode={numeric ? 'decimal' : 'text'}
        autocomplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class="draft-note" aria-live="polite">
        {problem === undefined && warning === undefined ? (
          note
        ) : (
          <span class={problem === undefined ? 'tone-warning' : 'tone-critical'}>
            <Icon name={problem === undefined ? 'warning' : 'critical'} size={12} /> {problem ?? warning}
          </span>
        )}
      </p>
    </div>
  )
}
