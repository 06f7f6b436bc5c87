/** Text to query. It never throws: what cannot be understood is reported and filters nothing. */
import { nearestFields } from './query-nearest.ts'
import {
  namesOf,
  type Query,
  type QueryField,
  type QueryPart,
  type QueryTerm,
  simplifyName,
  type ValueTest,
} from './query.ts'
import { QuerySyntaxError, scanBare, scanQuoted, scanRegex, skipSpace, type Scanned } from './query-scan.ts'
import { parseValue, type ValueContext } from './query-values.ts'

const SPACE = /\s/
const SPACE_OR_COMMA = /[\s,]/
const FIELD_NAME = /^([A-Za-z][A-Za-z_-]*):/
/** Colons in these are no field's: fe80::1, fa:16:3e:00:00:01, http://... */
const NO_FIELD = /^(?:[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}(?:\/\d+)?|[a-z][a-z0-9+.-]*:\/\/\S*)(?=\s|$)/i

/** `now` is in seconds since 1970; ages count back from it. */
export function parseQuery(text: string, fields: readonly QueryField[], now: number): Query {
  const query: Query = { parts: [], spans: [], problems: [] }
  for (let at = skipSpace(text, 0); at < text.length;) {
    const negated = text.charAt(at) === '-' && at + 1 < text.length && !SPACE.test(text.charAt(at + 1))
    let end: number
    try {
      const term = scanTerm(text, negated ? at + 1 : at, fields, now)
      end = term.end
      if (term.value) query.parts.push({ negated, term: term.value, source: text.slice(at, end) })
    } catch (error) {
      if (!(error instanceof QuerySyntaxError)) throw error
      end = error.end
      query.problems.push({ from: at, to: end, message: error.message })
    }
    query.spans.push({ from: at, to: end })
    at = skipSpace(text, end)
  }
  return query
}

/** A column's own filter: the part of `field:value` after the colon, where bare text may have to be the whole value. */
export function parseFilter(text: string, field: QueryField, context: ValueContext): Query {
  try {
    const { value: tests, end } = scanValues(text, 0, field, context)
    if (end < text.length) throw new QuerySyntaxError('Quote a value that holds spaces.', text.length)
    const spans = [{ from: 0, to: text.length }]
    if (tests.length === 0) return { parts: [], spans, problems: [] }
    const term: QueryTerm = { type: 'field', key: field.key, tests }
    const part: QueryPart = { negated: false, term, source: `filter ${field.key}:${context.whole}:${text}` }
    return { parts: [part], spans, problems: [] }
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error
    const span = { from: 0, to: text.length }
    return { parts: [], spans: [span], problems: [{ ...span, message: error.message }] }
  }
}

/** Quoted where it has to be, so that it means itself in a list of values. */
export function quoteValue(text: string): string {
  return /^[^\s,"/=<>\\][^\s,"]*$/.test(text) && !text.includes('..') && text !== 'is:empty'
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`
}

function scanTerm(
  text: string,
  at: number,
  fields: readonly QueryField[],
  now: number,
): Scanned<QueryTerm | null> {
  const first = text.charAt(at)
  if (first === '"') {
    const { value, end } = scanQuoted(text, at)
    return { value: value === '' ? null : { type: 'word', text: value.toLowerCase() }, end }
  }
  const regex = first === '/' ? scanRegex(text, at, SPACE) : null
  if (regex) return { value: { type: 'regex', regex: regex.value }, end: regex.end }
  return scanField(text, at, fields, now) ?? scanWord(text, at)
}

function scanWord(text: string, at: number): Scanned<QueryTerm> {
  const { value, end } = scanBare(text, at, SPACE)
  return { value: { type: 'word', text: value.toLowerCase() }, end }
}

function scanField(
  text: string,
  at: number,
  fields: readonly QueryField[],
  now: number,
): Scanned<QueryTerm | null> | null {
  const rest = text.slice(at)
  const name = FIELD_NAME.exec(rest)?.[1]
  if (name === undefined) return null
  const field = findField(name, fields)
  if (!field) {
    if (NO_FIELD.test(rest)) return null
    const word = scanBare(text, at, SPACE)
    if (word.value.toLowerCase() === 'is:empty') {
      throw new QuerySyntaxError('Say which column is empty, as in host:is:empty.', word.end)
    }
    const near = nearestFields(name, fields).map(({ key }) => `${key}:`)
    const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''
    throw new QuerySyntaxError(
      `There is no column “${name}”.${hint} Quote it to look for the text: "${word.value}".`,
      word.end,
    )
  }
  const values = scanValues(text, at + name.length + 1, field, { now, whole: false })
  // `host:` with nothing behind it is still being typed.
  if (values.value.length === 0) return { value: null, end: values.end }
  return { value: { type: 'field', key: field.key, tests: values.value }, end: values.end }
}

export function findField<Field extends QueryField>(name: string, fields: readonly Field[]): Field | null {
  const wanted = simplifyName(name)
  return fields.find((field) => namesOf(field).includes(wanted)) ?? null
}

function scanValues(
  text: string,
  from: number,
  field: QueryField,
  context: ValueContext,
): Scanned<ValueTest[]> {
  const tests: ValueTest[] = []
  let at = from
  for (;;) {
    const { value, end } = scanValue(text, at, field, context)
    if (value) tests.push(value)
    at = end
    if (text.charAt(at) !== ',') break
    at += 1
  }
  if (at < text.length && !SPACE.test(text.charAt(at))) {
    const rest = scanBare(text, at, SPACE)
    throw new QuerySyntaxError(
      `“${rest.value}” follows a closing quote: put a space or a comma between.`,
      rest.end,
    )
  }
  return { value: tests, end: at }
}

function scanValue(
  text: string,
  at: number,
  field: QueryField,
  context: ValueContext,
): Scanned<ValueTest | null> {
  const exact = text.charAt(at) === '=' && text.charAt(at + 1) === '"'
  if (exact || text.charAt(at) === '"') {
    const open = exact ? at + 1 : at
    const { value, end } = scanQuoted(text, open)
    // A quote that was only just opened is not yet a question for what is empty.
    if (end === open + 1) return { value: null, end }
    return { value: quotedTest(value.toLowerCase(), exact || context.whole), end }
  }
  const regex = text.charAt(at) === '/' ? scanRegex(text, at, SPACE_OR_COMMA) : null
  if (regex) return { value: { type: 'regex', regex: regex.value }, end: regex.end }
  const bare = scanBare(text, at, SPACE_OR_COMMA)
  if (bare.value === '') return { value: null, end: bare.end }
  const test = parseValue(field, bare.value, context)
  if (typeof test === 'string') throw new QuerySyntaxError(test, scanBare(text, at, SPACE).end)
  return { value: test, end: bare.end }
}

function quotedTest(text: string, exact: boolean): ValueTest {
  if (text === '') return { type: 'empty' }
  return exact ? { type: 'equals', text } : { type: 'contains', text }
}
