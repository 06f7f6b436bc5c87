import { useLayoutEffect, useRef } from 'preact/hooks'

interface Props {
  label: string
  /** Null where the field is empty, NaN where it holds no number. */
  value: number | null
  whole?: boolean
  /** What is wrong with the value; the field only marks it, and whoever shows the result says it. */
  problem: string | undefined
  /** Shown in the empty field. */
  placeholder?: string
  describedBy?: string
  /** What is told of the field as it stands. */
  read?: (field: HTMLInputElement) => number | null
  onChange(value: number | null): void
}

/** A figure to try: whatever is typed is told, and judged by who uses it. */
export function FigureField({
  label,
  value,
  whole = false,
  problem,
  placeholder = '',
  describedBy,
  read = readFigure,
  onChange,
}: Props) {
  const input = useRef<HTMLInputElement>(null)
  // With the rest of the page, not a frame later: a key pressed between would be taken for the old number.
  useLayoutEffect(() => {
    // What is being typed stays as it is; only another number, from a link or a button, replaces it.
    const field = input.current
    if (field && !Object.is(read(field), value)) field.value = String(value ?? '')
  }, [value])
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
        aria-invalid={problem === undefined ? undefined : 'true'}
        aria-describedby={describedBy}
        onInput={(event) => onChange(read(event.currentTarget))}
      />
    </label>
  )
}

/** A browser gives no text of what it takes for no number. */
function readFigure({ value, validity }: HTMLInputElement): number | null {
  if (validity.badInput) return NaN
  return value.trim() === '' ? null : Number(value)
}
