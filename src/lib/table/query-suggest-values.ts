/** Values after `column:`, by the kind of the column. */
import { foldText } from '../fold.ts'
import { formatNumber, shownNumber } from './cell-text.ts'
import type { ColumnKind } from './definition.ts'
import { KINDS } from './kinds.ts'
import { quoteValue } from './query-parse.ts'
import type { Suggestion, Values } from './query-suggest.ts'
import type { QueryField } from './query.ts'
import type { Choice } from './totals.ts'

const MOST = 50
const SIZE_UNITS = { M: 'MiB', G: 'GiB', T: 'TiB' }
const AGE_UNITS = { h: 'hours', d: 'days', w: 'weeks', mo: 'months', y: 'years' }
const SIZES: ReadonlySet<ColumnKind> = new Set(['memoryMb', 'gib', 'bytes'])
const EMPTY = 'is:empty'

export function suggestValues(
  field: QueryField,
  typed: string,
  values: Values | null,
  now: number,
): Suggestion[] {
  const empty = suggestEmpty(typed, values)
  if (field.kind === 'time') return [...suggestTimes(typed, now), ...empty]
  if (KINDS[field.kind].numeric || field.kind === 'capacity') {
    return [...suggestNumbers(field.kind, typed, values), ...empty]
  }
  return [...suggestTexts(typed, values), ...empty]
}

function suggestEmpty(typed: string, values: Values | null): Suggestion[] {
  if (!EMPTY.startsWith(typed.toLowerCase())) return []
  const count = values ? (values.choices.find(({ text }) => text === '')?.count ?? 0) : null
  return count === 0 ? [] : [{ text: EMPTY, note: 'nothing there', count, open: false }]
}

/** Values that begin as typed first, then those that hold it; each group as the list has it: most frequent first. */
function suggestTexts(typed: string, values: Values | null): Suggestion[] {
  if (!values) return []
  const wanted = foldText(typed.replace(/^=?"?/, ''))
  const fitting = values.choices.filter(
    ({ text }) => text !== '' && foldText(text).includes(wanted) && printChoice(text, []) !== typed,
  )
  const begins = ({ text }: Choice): number => Number(foldText(text).startsWith(wanted))
  return fitting
    .toSorted((a, b) => begins(b) - begins(a))
    .slice(0, MOST)
    .map(({ text, count }) => ({ text: printChoice(text, values.choices), note: '', count, open: false }))
}

/** So that it means exactly itself, even where another value holds it. */
function printChoice(text: string, all: readonly Choice[]): string {
  const lower = text.toLowerCase()
  const within = all.some((other) => other.text !== text && other.text.toLowerCase().includes(lower))
  return within ? `=${quoteValue(text)}` : quoteValue(text)
}

/** `8`, `>=8`, `8..16`: the numbers that are there, and how to say more or less than one. */
function suggestNumbers(kind: ColumnKind, typed: string, values: Values | null): Suggestion[] {
  const [, before = '', digits = ''] =
    /^(>=|<=|>|<|=|[\d.]+[a-z%]*\.\.|\.\.)?(\d*(?:\.\d+)?)$/i.exec(typed) ?? []
  if (before + digits !== typed) return []
  const known = values ? suggestKnown(values, before, digits) : []
  if (typed === '') return [...OPERATORS, ...known]
  if (digits === '') return known
  return [...(before === '' ? suggestComparisons(digits) : []), ...known, ...suggestUnits(kind, typed)]
}

const OPERATORS: readonly Suggestion[] = [
  { text: '>=', note: 'at least', count: null, open: true },
  { text: '<=', note: 'at most', count: null, open: true },
]

function suggestComparisons(digits: string): Suggestion[] {
  return [
    { text: `>=${digits}`, note: 'at least', count: null, open: false },
    { text: `<=${digits}`, note: 'at most', count: null, open: false },
    { text: `${digits}..`, note: 'from here to …', count: null, open: true },
  ]
}

/** Counted only where the number alone is meant: `>=8` has more rows than 8 has. */
function suggestKnown({ column, choices }: Values, before: string, digits: string): Suggestion[] {
  const known = choices.flatMap(({ text, count }) => {
    if (text === '') return []
    const plain = String(shownNumber(column, Number(text)))
    return plain.startsWith(digits) && plain !== digits ? [{ plain, value: Number(text), count }] : []
  })
  return known
    .slice(0, MOST)
    .toSorted((a, b) => a.value - b.value)
    .map(({ plain, value, count }) => ({
      text: before + plain,
      note: column.kind === 'ratio' ? formatNumber(column, value) : column.unit,
      count: before === '' ? count : null,
      open: false,
    }))
}

function suggestUnits(kind: ColumnKind, typed: string): Suggestion[] {
  if (!SIZES.has(kind)) return []
  return Object.entries(SIZE_UNITS).map(([unit, note]) => ({
    text: typed + unit,
    note,
    count: null,
    open: false,
  }))
}

function suggestTimes(typed: string, now: number): Suggestion[] {
  const age = /^([<>])(\d*)$/.exec(typed)
  if (age) {
    const [, sign = '', digits = ''] = age
    const amount = digits === '' ? '7' : digits
    const word = sign === '<' ? 'younger than' : 'older than'
    return Object.entries(AGE_UNITS).map(([unit, name]) => ({
      text: `${sign}${amount}${unit}`,
      note: `${word} ${amount} ${name}`,
      count: null,
      open: false,
    }))
  }
  const today = new Date(now * 1000).toISOString()
  const offered: [string, string][] = [
    ['<1d', 'younger than a day'],
    ['<7d', 'younger than 7 days'],
    ['<30d', 'younger than 30 days'],
    ['>30d', 'older than 30 days'],
    ['>1y', 'older than a year'],
    [today.slice(0, 10), 'on the day of the collection'],
    [today.slice(0, 7), 'in the month of the collection'],
    [`>=${today.slice(0, 7)}-01`, 'since the first of that month'],
  ]
  return offered
    .filter(([text]) => text.startsWith(typed) && text !== typed)
    .map(([text, note]) => ({ text, note, count: null, open: false }))
}
