import { useEffect, useRef } from 'preact/hooks'
import { isCount } from '../../../lib/calculator.ts'

interface Props {
  label: string
  /** Null where the field holds no number that can be used. */
  value: number | null
  whole?: boolean
  onChange(value: number | null): void
}

/** A number, 0 or more. What cannot be used is marked, and told as null. */
export function NumberField({ label, value, whole = false, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // What is being typed stays as it is; only another number, from a link or a button, replaces it.
    const field = input.current
    if (field && readNumber(field.value, whole) !== value) field.value = String(value ?? '')
  }, [value, whole])
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
        aria-invalid={value === null ? 'true' : undefined}
        onInput={(event) => onChange(readNumber(event.currentTarget.value, whole))}
      />
    </label>
  )
}

function readNumber(text: string, whole: boolean): number | null {
  const value = text.trim() === '' ? NaN : Number(text)
  if (whole) return isCount(value) ? value : null
  return Number.isFinite(value) && value >= 0 ? value : null
}
