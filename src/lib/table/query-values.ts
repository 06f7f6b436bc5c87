/** `field:value`: what a value means depends on the kind of its column. */
import type { ColumnKind } from './definition.ts'
import { foldText } from '../fold.ts'
import { mayBePartOfAddress, parseAddressRange } from './ip-address.ts'
import { KINDS } from './kinds.ts'
import { parseAge, parseDate, parseQuantity } from './quantities.ts'
import type { CompileRegex, QueryField, ValueTest } from './query.ts'

const COMPARISON = /^(>=|<=|>|<|=)(.+)$/s
const RANGE = /^(.*?)\.\.(.*)$/s
const TRUTHS: Record<string, boolean> = { yes: true, true: true, 1: true, no: false, false: false, 0: false }
const EXAMPLES: Partial<Record<ColumnKind, string>> = {
  memoryMb: '16, >=8G or 4G..16G',
  gib: '100, >1T or 50G..500G',
  bytes: '100, >1T or 50G..500G',
  percent: '80, >75 or 50..90',
  capacity: '80, >75 or 50..90 (percent in use)',
  ratio: '4 or 1:4',
  boolean: 'yes or no',
  volumes: 'a name, an id, or >=2 (how many)',
  time: '2026-11, >=2026-11-01 or <7d (younger than 7 days)',
}

export interface ValueContext {
  /** Ages count back from here: seconds since 1970. */
  now: number
  /** Whether a bare text must be the whole value, as in a list of choices. */
  whole: boolean
  compile: CompileRegex
}

/** A value that was not quoted. Returns the reason where it means nothing for this field. */
export function parseValue(field: QueryField, text: string, context: ValueContext): ValueTest | string {
  if (text.toLowerCase() === 'is:empty') return { type: 'empty' }
  if (field.kind === 'boolean') return parseTruth(field, text)
  if (field.kind === 'time') return check(parseTimes(text, context.now), field, text)
  if (KINDS[field.kind].numeric || field.kind === 'capacity')
    return check(parseNumbers(field, text), field, text)
  if (field.key === IP_FIELD) return parseNetwork(text.replace(/^=/, ''))
  if (field.kind === 'volumes' && /^[<>]/.test(text)) return check(parseNumbers(field, text), field, text)
  if (!context.whole && /^(?:[<>]|=$)/.test(text)) return comparesText(field, text)
  if (text.startsWith('=') && text.length > 1) return { type: 'equals', text: text.slice(1).toLowerCase() }
  return context.whole
    ? { type: 'equals', text: text.toLowerCase() }
    : { type: 'contains', text: foldText(text) }
}

/** Stands for the addresses of a table, whatever its column is called. */
export const IP_FIELD = 'ip'

function comparesText({ key, title }: QueryField, text: string): string {
  if (text === '=') return `Write a value behind “=”, or ${key}:is:empty for none.`
  return `“${text}” compares, and ${title} has no numbers. Quote it to look for the text: ${key}:"${text}".`
}

/** A whole address means that address, so that `.3` does not find `.36`; a part of one is text. */
function parseNetwork(text: string): ValueTest | string {
  const range = parseAddressRange(text)
  if (range) return { type: 'network', range }
  if (/[/*-]/.test(text)) return `“${text}” is no network: write 10.20.0.0/16 or fd00::/8.`
  if (!mayBePartOfAddress(text))
    return `“${text}” is in no address: write 10.20.30.36, fd00::5 or a part of one.`
  return { type: 'contains', text: text.toLowerCase() }
}

function parseTruth(field: QueryField, text: string): ValueTest | string {
  const value = TRUTHS[text.toLowerCase()]
  return value === undefined ? mistake(field, text) : { type: 'truth', value }
}

/** Nothing lies between 8 and 2: a range that is written backwards would hide every row without a word. */
function check(test: ValueTest | null, field: QueryField, text: string): ValueTest | string {
  if (test?.type !== 'range') return test ?? mistake(field, text)
  if (test.from < test.to || (test.from === test.to && test.toIncluded)) return test
  const [, from = '', to = ''] = RANGE.exec(text) ?? []
  return `“${text}” runs backwards: write ${to}..${from}.`
}

function parseNumbers(field: QueryField, text: string): ValueTest | null {
  const compared = COMPARISON.exec(text)
  if (compared) {
    const value = parseQuantity(field.kind, compared[2] ?? '')
    return value === null ? null : compare(compared[1] ?? '', value, value, true)
  }
  const range = RANGE.exec(text)
  if (!range) {
    const value = parseQuantity(field.kind, text)
    return value === null ? null : between(value, value, true)
  }
  const from = range[1] === '' ? -Infinity : parseQuantity(field.kind, range[1] ?? '')
  const to = range[2] === '' ? Infinity : parseQuantity(field.kind, range[2] ?? '')
  return from === null || to === null || range[0] === '..' ? null : between(from, to, true)
}

function parseTimes(text: string, now: number): ValueTest | null {
  const compared = COMPARISON.exec(text)
  const age = parseAge(compared?.[2] ?? '')
  // `<7d` is younger than seven days: later than a point in time.
  if (compared && age !== null) return compare(flip(compared[1] ?? ''), now - age, now - age, true)
  if (compared) {
    const date = parseDate(compared[2] ?? '')
    return date && compare(compared[1] ?? '', date.from, date.to, false)
  }
  const range = RANGE.exec(text)
  if (!range) {
    const date = parseDate(text)
    return date && between(date.from, date.to, false)
  }
  const from = range[1] === '' ? -Infinity : parseDate(range[1] ?? '')?.from
  const to = range[2] === '' ? Infinity : parseDate(range[2] ?? '')?.to
  return from === undefined || to === undefined || range[0] === '..' ? null : between(from, to, false)
}

/** A number starts and ends at the same point (`closed`); a day or month is a span whose end is not part of it. */
function compare(operator: string, from: number, to: number, closed: boolean): ValueTest {
  if (operator === '>=') return between(from, Infinity, true)
  if (operator === '<') return between(-Infinity, from, false)
  if (operator === '<=') return between(-Infinity, to, closed)
  if (operator === '>') return { ...between(to, Infinity, true), fromIncluded: !closed }
  return between(from, to, closed)
}

function flip(operator: string): string {
  return operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'))
}

function between(from: number, to: number, toIncluded: boolean): Extract<ValueTest, { type: 'range' }> {
  return { type: 'range', from, to, toIncluded, fromIncluded: true }
}

function mistake(field: QueryField, text: string): string {
  return `“${text}” does not fit ${field.title}: write ${EXAMPLES[field.kind] ?? '8, >=8 or 4..16'}.`
}
