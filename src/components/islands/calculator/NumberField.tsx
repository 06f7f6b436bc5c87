import { useEffect, useRef } from 'preact/hooks'
import { isCount } from '../../../lib/calculator-link.ts'

interface Props {
  label: string
  /** Null where the field holds no number that can be used. */
  value: number | null
  whole?: boolean
  /** Zero makes no sense for it. */
  positive?: boolean
  /** Shown in the empty field. */
  placeholder?: string
  describedBy?: string
  onChange(value: number | null): void
}

/** A number, 0 or more. What cannot be used is marked, and told as null. */
export function NumberField({
  label,
  value,
  whole = false,
  positive = false,
  placeholder = '',
  describedBy,
  onChange,
}: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // What is being typed stays as it is; only another number, from a link or a button, replaces it.
    const field = input.current
    if (field && readNumber(field.value, { whole, positive }) !== value) field.value = String(value ?? '')
  }, [value, whole, positive])
  return (
    <label class="calculator-field">
      <span>{label}</span>
      <input
        ref={input}
        class="input"
        type="number"
        inputMode={whole ? 'numeric' : 'decimal'}
        min={whole ? 1 : 0}
        step={whole ? 1 : 'any'}
        defaultValue={value === null ? '' : String(value)}
        placeholder={placeholder}
        aria-invalid={value === null && placeholder === '' ? 'true' : undefined}
        aria-describedby={describedBy}
        onInput={(event) => onChange(readNumber(event.currentTarget.value, { whole, positive }))}
      />
    </label>
  )
}

function readNumber(text: string, { whole, positive }: { whole: boolean; positive: boolean }): number | null {
  const value = text.trim() === '' ? NaN : Number(text)
  if (whole) return isCount(value) ? value : null
  return Number.isFinite(value) && value >= 0 && !(positive && value === 0) ? value : null
}
