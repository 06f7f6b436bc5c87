/** Which two collections the Changes page compares. They go by their snapshots' names, which sort as their times do. */
import type { ChangeLogIndex } from './change-log.ts'
import { snapshotTime } from './time.ts'

/** What the Changes page is asked for by its address. */
export interface ChangeQuestion {
  /** Null: the collection before `to`. */
  from: string | null
  /** Null: the page's own. */
  to: string | null
  /** Counts back from the page's own collection, over `from` and `to`. */
  span: ChangeSpan | null
  /** Every event by itself, and not only what differs in the end. */
  each: boolean
}

export const CHANGE_SPANS = { '24h': '24 hours', '7d': '7 days', all: 'All that is recorded' } as const
export type ChangeSpan = keyof typeof CHANGE_SPANS

const HOUR_MS = 3_600_000
const SPAN_MS: Record<ChangeSpan, number> = { '24h': 24 * HOUR_MS, '7d': 7 * 24 * HOUR_MS, all: Infinity }

/** Reads `?from=2026-11-20T061100Z&to=...` or `?range=7d`, with `&list=each`. What names no time counts as not asked. */
export function parseChangeQuestion(search: string): ChangeQuestion {
  const parameters = new URLSearchParams(search)
  const name = (key: string) => {
    const text = parameters.get(key) ?? ''
    return snapshotTime(text) === null ? null : text
  }
  const range = parameters.get('range') ?? ''
  return {
    from: name('from'),
    to: name('to'),
    span: isSpan(range) ? range : null,
    each: parameters.get('list') === 'each',
  }
}

function isSpan(text: string): text is ChangeSpan {
  return Object.hasOwn(CHANGE_SPANS, text)
}

/** The `?...` that asks this, with what else stands in `search`: the table's filters. */
export function serialiseChangeQuestion({ from, to, span, each }: ChangeQuestion, search: string): string {
  const parameters = new URLSearchParams(search)
  for (const key of ['from', 'to', 'range', 'list']) parameters.delete(key)
  if (span !== null) parameters.set('range', span)
  if (span === null && from !== null) parameters.set('from', from)
  if (span === null && to !== null) parameters.set('to', to)
  if (each) parameters.set('list', 'each')
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

/** Two collections by name, the earlier one first. */
export interface ChangeTimes {
  from: string
  to: string
}

/** The page's own collection, and the one that it was compared with. */
export interface OwnTimes {
  name: string
  previous: string | null
}

type Logged = Pick<ChangeLogIndex, 'start' | 'names'>

/** The collections that are asked for; null where there is nothing to compare. `kept`: the archive's snapshots. */
export function resolveChangeTimes(
  { from, to, span }: ChangeQuestion,
  own: OwnTimes,
  log: Logged,
  kept: readonly string[] = [],
): ChangeTimes | null {
  const end = span === null ? (to ?? own.name) : own.name
  const start = span === null ? (from ?? nameBefore(end, own, log, kept)) : startOfSpan(span, own, log)
  if (start === null || start === end) return null
  return start < end ? { from: start, to: end } : { from: end, to: start }
}

/** The collection before, as far as any is recorded or kept. */
function nameBefore(name: string, own: OwnTimes, log: Logged, kept: readonly string[]): string | null {
  if (name === own.name) return own.previous
  return [...knownNames(log), ...kept].sort().findLast((known) => known < name) ?? null
}

/** The newest collection that is as old as that, or else the oldest one. */
function startOfSpan(span: ChangeSpan, own: OwnTimes, log: Logged): string | null {
  const known = knownNames(log)
  const since = timeOf(own.name) - SPAN_MS[span]
  return known.findLast((name) => timeOf(name) <= since) ?? known.at(0) ?? own.previous
}

/** Every collection that the log can begin or end with. */
export function knownNames({ start, names }: Logged): string[] {
  return start === null ? [...names] : [start, ...names]
}

/** Whether the log holds everything between the two. */
export function isLogged({ from, to }: ChangeTimes, log: Logged): boolean {
  return log.names.includes(to) && knownNames(log).includes(from)
}

/** The collections after `from` up to `to`. */
export function namesWithin({ from, to }: ChangeTimes, names: readonly string[]): string[] {
  return names.filter((name) => name > from && name <= to)
}

/** Longer times without a collection than one and a half times what is usual, by the interval that is set or the one that is kept. */
export function findGaps(
  times: ChangeTimes,
  { start, names, intervalMinutes }: Pick<ChangeLogIndex, 'start' | 'names' | 'intervalMinutes'>,
): ChangeTimes[] {
  const lengths = stepsOf(knownNames({ start, names }))
    .map(lengthOf)
    .sort((a, b) => a - b)
  const usual = Math.max(intervalMinutes * 60_000, lengths[Math.floor(lengths.length / 2)] ?? 0)
  return stepsOf([times.from, ...namesWithin(times, names)]).filter((step) => lengthOf(step) > 1.5 * usual)
}

function stepsOf(names: readonly string[]): ChangeTimes[] {
  return names.slice(1).map((to, index) => ({ from: names[index] ?? to, to }))
}

function lengthOf({ from, to }: ChangeTimes): number {
  return timeOf(to) - timeOf(from)
}

function timeOf(name: string): number {
  return Date.parse(snapshotTime(name) ?? '')
}
