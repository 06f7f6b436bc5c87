/** What may be typed next where the caret stands: names of columns, then values of the column that was named. */
import type { TableColumn } from './decode.ts'
import { splitValues, textOfFilter } from './filter-values.ts'
import { findField, parseQuery } from './query-parse.ts'
import { scanBare, scanQuoted } from './query-scan.ts'
import { suggestValues } from './query-suggest-values.ts'
import { namesOf, type QueryField, simplifyName, type Span } from './query.ts'
import type { Choice } from './totals.ts'

export interface Suggestion {
  /** Stands in the line instead of `Suggestions.span`. */
  text: string
  /** Beside it: what it means, or what the column is called. */
  note: string
  /** How many rows have it; null where that is not counted. */
  count: number | null
  /** Whether something has to follow: a value after the column's name, a number after `>=`. */
  open: boolean
}

export interface Suggestions {
  span: Span
  /** What the list is called: "Columns", "Values of Status". */
  title: string
  items: Suggestion[]
}

/** A column, and what it holds. */
export interface Values {
  column: TableColumn
  choices: readonly Choice[]
}

/** What is known of the table. Counts are of the rows that the rest of the line lets through. */
export interface SuggestSource {
  fields: readonly QueryField[]
  /** Null where every row has a value of its own: listing them would not help. */
  choices(key: string, rest: string): Values | null
  /** Seconds since 1970; ages count back from it. */
  now: number
}

/** Null where there is nothing to offer. Without `asked`, an empty place offers nothing: it may be left empty. */
export function suggest(
  text: string,
  caret: number,
  source: SuggestSource,
  asked: boolean,
): Suggestions | null {
  const part = partAt(text, caret, source)
  const start = part.from < caret && text.charAt(part.from) === '-' ? part.from + 1 : part.from
  const typed = text.slice(start, Math.max(start, caret))
  const colon = typed.indexOf(':')
  const field = colon === -1 ? null : findField(typed.slice(0, colon), source.fields)
  if (!field) return colon === -1 ? suggestFields(typed, { from: start, to: part.to }, source, asked) : null
  const rest = `${text.slice(0, part.from)} ${text.slice(part.to)}`
  const span = valueAt(text, start + colon + 1, caret, part.to)
  if (span === null) return null
  const values = source.choices(field.key, rest)
  const before = splitValues(text.slice(start + colon + 1, span.from))
  const taken = before.map((value) => textOfFilter(value.replace(/^=/, '')))
  const items = suggestValues(field, text.slice(span.from, caret), without(values, taken), source.now)
  return items.length === 0 ? null : { span, title: `Values of ${field.title}`, items }
}

/** What stands in the list already is not offered again. */
function without(values: Values | null, taken: readonly string[]): Values | null {
  if (!values || taken.length === 0) return values
  const gone = new Set(taken.map((text) => text.toLowerCase()))
  return { ...values, choices: values.choices.filter(({ text }) => !gone.has(text.toLowerCase())) }
}

/** The part that the caret is in or behind; an empty one between two. */
function partAt(text: string, caret: number, { fields, now }: SuggestSource): Span {
  const { spans } = parseQuery(text, fields, now)
  return spans.find(({ from, to }) => from < caret && caret <= to) ?? { from: caret, to: caret }
}

function suggestFields(
  typed: string,
  span: Span,
  { fields }: SuggestSource,
  asked: boolean,
): Suggestions | null {
  const wanted = simplifyName(typed)
  if (/["/]/.test(typed) || (wanted === '' && !asked)) return null
  const ranked = fields.map((field) => ({ field, rank: rankField(wanted, field) }))
  const fitting = ranked.filter(({ rank }) => rank > 0).toSorted((a, b) => b.rank - a.rank)
  if (fitting.length === 0) return null
  const items = fitting.map(({ field }) => ({
    text: `${field.key}:`,
    note: field.help === '' ? field.title : `${field.title}. ${field.help}`,
    count: null,
    open: true,
  }))
  return { span, title: 'Columns', items }
}

function rankField(wanted: string, field: QueryField): number {
  if (simplifyName(field.key).startsWith(wanted)) return 3
  if (namesOf(field).some((name) => name.startsWith(wanted))) return 2
  return wanted.length >= 3 && namesOf(field).some((name) => name.includes(wanted)) ? 1 : 0
}

/** The one value of `a,b,c` that the caret is in; null within a regular expression or behind a closing quote. */
function valueAt(text: string, from: number, caret: number, end: number): Span | null {
  for (let at = from; ;) {
    const next = at + (text.charAt(at) === '=' ? 1 : 0)
    if (text.charAt(next) === '/') return null
    const quoted = text.charAt(next) === '"'
    const to = Math.min(end, quoted ? scanQuoted(text, next).end : scanBare(text, next, /[\s,]/).end)
    const closed = quoted && to > next + 1 && text.charAt(to - 1) === '"'
    if (caret <= to) return closed && caret === to ? null : { from: at, to }
    if (text.charAt(to) !== ',') return null
    at = to + 1
  }
}
