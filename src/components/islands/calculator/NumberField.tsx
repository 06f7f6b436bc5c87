import { isCount } from '../../../lib/calculator.ts'
import { FigureField } from './FigureField.tsx'

interface Props {
  label: string
  /** Null where the field holds no number that can be used. */
  value: number | null
  whole?: boolean
  onChange(value: number | null): void
}

/** A number, 0 or more. What cannot be used is marked, and told as null. */
export function NumberField({ label, value, whole = false, onChange }: Props) {
  return (
    <FigureField
      label={label}
      value={value}
      whole={whole}
      problem={value === null ? 'not a number of 0 or more' : undefined}
      read={(field) => readNumber(field.value, whole)}
      onChange={onChange}
    />
  )
}

function readNumber(text: string, whole: boolean): number | null {
  const value = text.trim() === '' ? NaN : Number(text)
  if (whole) return isCount(value) ? value : null
  return Number.isFinite(value) && value >= 0 ? value : null
}
