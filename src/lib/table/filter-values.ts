/** Between what a column's filter shows in its fields and the text that stands for it in links and in the query language. */
import { quoteValue } from './query-parse.ts'
import { scanBare, scanQuoted } from './query-scan.ts'

/** The values of a list of choices, unquoted. */
export function splitValues(value: string): string[] {
  const values: string[] = []
  for (let at = 0; at < value.length; at += 1) {
    const scanned = value.charAt(at) === '"' ? scanQuoted(value, at) : scanBare(value, at, /,/)
    if (scanned.value !== '' || value.charAt(at) === '"') values.push(scanned.value)
    at = scanned.end
  }
  return values
}

/** `4..16`, `..16`, `4..`, `>=4` and `<=16` as from and to; a single value is both. */
export function splitRange(value: string): [string, string] {
  if (value.startsWith('>=')) return [value.slice(2), '']
  if (value.startsWith('<=')) return ['', value.slice(2)]
  const at = value.indexOf('..')
  return at === -1 ? [value, value] : [value.slice(0, at), value.slice(at + 2)]
}

/** '' where both ends are open. Ranges have no blanks, so that they stand in a query as one part. */
export function joinRange(from: string, to: string): string {
  const [start, end] = [from, to].map((text) => text.replaceAll(/[\s,]/g, ''))
  return start === '' && end === '' ? '' : `${start}..${end}`
}

/** A regular expression stays one; everything else is text to be found. */
export function textFilter(text: string): string {
  if (text.trim() === '') return ''
  return /^\/.*\/[ims]*$/s.test(text) ? text : quoteValue(text)
}

export function textOfFilter(value: string): string {
  return value.startsWith('"') ? scanQuoted(value, 0).value : value
}
