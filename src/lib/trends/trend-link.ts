import { makeDayRange, PRESETS, type Preset, type TrendRange } from './trend-range.ts'

/** What of the history is shown: the page's address holds it. */
export interface TrendView {
  range: TrendRange
  /** Keys of measures, in the order of the page. */
  show: readonly string[]
}

export const DEFAULT_RANGE: Preset = '30d'
const NAMES = ['range', 'from', 'to', 'show'] as const

/** Reads `?range=90d&show=all.vcpu,storage` or `?from=2026-09-01&to=2026-10-31`. What is wrong or unknown is dropped. */
export function parseTrendView(
  search: string,
  known: readonly string[],
  usual: readonly string[],
): TrendView {
  const parameters = new URLSearchParams(search)
  const days = makeDayRange(parameters.get('from') ?? '', parameters.get('to') ?? '')
  const preset = PRESETS.find(({ key }) => key === parameters.get('range'))?.key
  const asked = parameters.getAll('show')
  const show = known.filter((key) => asked.includes(key))
  return { range: days ?? preset ?? DEFAULT_RANGE, show: show.length > 0 ? show : usual }
}

/** The page's `?...` with this view in it; nothing of it where it is the usual one. */
export function serialiseTrendView(view: TrendView, usual: readonly string[], search: string): string {
  const parameters = new URLSearchParams(search)
  for (const name of NAMES) parameters.delete(name)
  if (typeof view.range === 'object') {
    parameters.set('from', view.range.from)
    parameters.set('to', view.range.to)
  } else if (view.range !== DEFAULT_RANGE) parameters.set('range', view.range)
  if (view.show.join('\n') !== usual.join('\n')) {
    // One each: pools are named by people, with commas too.
    for (const key of view.show) parameters.append('show', key)
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
