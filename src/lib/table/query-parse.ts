/** Text to query. It never throws: what cannot be understood is reported and filters nothing. */
import { foldText } from '../fold.ts'
import { hintBlankAfterComma, hintNetwork, hintThousands } from './query-hints.ts'
import { nearestFields } from './query-nearest.ts'
import {
  type CompileRegex,
  namesOf,
  type Query,
  type QueryField,
  type QueryPart,
  type QueryTerm,
  simplifyName,
  type TextTest,
  type ValueTest,
} from './query.ts'
import { QuerySyntaxError, scanBare, scanQuoted, scanRegex, skipSpace, type Scanned } from './query-scan.ts'
import { IP_FIELD, parseValue, type ValueContext } from './query-values.ts'

const SPACE = /\s/
const SPACE_OR_COMMA = /[\s,]/
const FIELD_NAME = /^([A-Za-z][A-Za-z_-]*):/
/** Colons in these are no field's: fe80::1, fa:16:3e:00:00:01, http://... */
const NO_FIELD = /^(?:[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}(?:\/\d+)?|[a-z][a-z0-9+.-]*:\/\/\S*)(?=\s|$)/i

/**
 * `now` is in seconds since 1970; ages count back from it. Without `compile` parts with a regular expression filter nothing, and the query
 * says that it waits.
 */
export function parseQuery(
  text: string,
  fields: readonly QueryField[],
  now: number,
  compile: CompileRegex | null = null,
): Query {
  const query: Query = { parts: [], spans: [], problems: [], waiting: false }
  const compiling = createCompiling(compile)
  const context = { now, whole: false, compile: compiling.compile }
  for (let at = skipSpace(text, 0); at < text.length;) {
    const negated = text.charAt(at) === '-' && at + 1 < text.length && !SPACE.test(text.charAt(at + 1))
    let end: number
    try {
      const term = scanTerm(text, negated ? at + 1 : at, fields, context)
      end = term.end
      if (compiling.takeWaiting()) query.waiting = true
      else if (term.value) {
        query.parts.push({
          negated,
          term: term.value,
          source: text.slice(at, end),
          span: { from: at, to: end },
        })
      }
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
export function parseFilter(
  text: string,
  field: QueryField,
  { now, whole }: Pick<ValueContext, 'now' | 'whole'>,
  compile: CompileRegex | null = null,
): Query {
  const span = { from: 0, to: text.length }
  const query: Query = { parts: [], spans: [span], problems: [], waiting: false }
  const compiling = createCompiling(compile)
  try {
    const context = { now, whole, compile: compiling.compile }
    const { value: tests, end } = scanValues(text, 0, field, context)
    if (end < text.length) throw new QuerySyntaxError('Quote a value that holds spaces.', text.length)
    if (compiling.takeWaiting()) return { ...query, waiting: true }
    if (tests.length === 0) return query
    const term: QueryTerm = { type: 'field', key: field.key, tests }
    const part: QueryPart = { negated: false, term, source: `filter ${field.key}:${whole}:${text}`, span }
    return { ...query, parts: [part] }
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error
    return { ...query, problems: [{ ...span, message: error.message }] }
  }
}

/** What stands in for `compile` until it is there. */
function createCompiling(compile: CompileRegex | null): { compile: CompileRegex; takeWaiting(): boolean } {
  let waiting = false
  return {
    compile(pattern, flags) {
      if (compile) return compile(pattern, flags)
      waiting = true
      return () => true
    },
    takeWaiting() {
      const was = waiting
      waiting = false
      return was
    },
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
  context: ValueContext,
): Scanned<QueryTerm | null> {
  const first = text.charAt(at)
  if (first === '"') {
    const { value, end } = scanQuoted(text, at)
    return { value: value === '' ? null : { type: 'word', text: foldText(value) }, end }
  }
  const regex = first === '/' ? scanTest(text, at, SPACE, context) : null
  return regex ?? scanField(text, at, fields, context) ?? scanWord(text, at, fields)
}

function scanWord(text: string, at: number, fields: readonly QueryField[]): Scanned<QueryTerm> {
  const { value, end } = scanBare(text, at, SPACE)
  refuse(hintNetwork(value, fields, IP_FIELD), end)
  return { value: { type: 'word', text: foldText(value) }, end }
}

function scanTest(
  text: string,
  at: number,
  stop: RegExp,
  { compile }: ValueContext,
): Scanned<{ type: 'regex'; fits: TextTest }> | null {
  const regex = scanRegex(text, at, stop)
  if (!regex) return null
  try {
    const fits = compile(regex.value.pattern, regex.value.flags)
    return { value: { type: 'regex', fits }, end: regex.end }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new QuerySyntaxError(`The regular expression is not valid: ${reason}.`, regex.end)
  }
}

function refuse(hint: string | null, end: number): void {
  if (hint !== null) throw new QuerySyntaxError(hint, end)
}

function scanField(
  text: string,
  at: number,
  fields: readonly QueryField[],
  context: ValueContext,
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
  const values = scanValues(text, at + name.length + 1, field, context)
  refuse(hintBlankAfterComma(text.slice(at, values.end), text.slice(values.end)), values.end)
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
  const bare = scanBare(text, from, SPACE)
  refuse(hintThousands(bare.value, field), bare.end)
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
    return { value: quotedTest(value, exact || context.whole), end }
  }
  // A link to one choice may hold its blanks as they are.
  const stop = context.whole ? /,/ : SPACE_OR_COMMA
  const regex = text.charAt(at) === '/' ? scanTest(text, at, stop, context) : null
  if (regex) return regex
  const bare = scanBare(text, at, stop)
  if (bare.value.trim() === '') return { value: null, end: bare.end }
  const test = parseValue(field, bare.value.trim(), context)
  if (typeof test === 'string') throw new QuerySyntaxError(test, scanBare(text, at, SPACE).end)
  return { value: test, end: bare.end }
}

function quotedTest(text: string, exact: boolean): ValueTest {
  if (text === '') return { type: 'empty' }
  return exact ? { type: 'equals', text: text.toLowerCase() } : { type: 'contains', text: foldText(text) }
}
