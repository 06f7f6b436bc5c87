/**
 * How well docs/forecasting.md's method does on simulated histories, beside two naive ones. Prints the tables;
 * `node test/forecast/backtest.ts --write` puts them into the page.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { daysUntil, isGrowing } from '../../src/lib/forecast/ahead.ts'
import { fitGrowth, WINDOW_DAYS } from '../../src/lib/forecast/growth.ts'
import { type DayUse, median } from '../../src/lib/forecast/slope.ts'
import { type Scenario, SCENARIOS } from './simulate.ts'

export const PAGE = new URL('../../docs/forecasting.md', import.meta.url).pathname
const BEGIN = '<!-- begin of the back-test -->'
const END = '<!-- end of the back-test -->'

const HISTORIES = 200
const HORIZONS = [30, 60, 90]
const KNOWN_DAYS = 120
const FUTURE_DAYS = 400
/** A forecast of full within a year is an alarm. */
const ALARM_DAYS = 365
/** How much more than today's use a flat history has room for. */
const FLAT_ROOM = 0.2

interface History {
  known: DayUse[]
  /** Today's use and what comes after. */
  future: number[]
}

function simulate({ use, isGap }: Scenario, seed: number): History {
  const today = KNOWN_DAYS - 1
  const all = use(seed, KNOWN_DAYS + FUTURE_DAYS, today)
  const known = all.slice(0, KNOWN_DAYS).map((used, day) => ({ day, used }))
  return { known: known.filter(({ day }) => day === today || !isGap(day)), future: all.slice(today) }
}

const METHODS = {
  'least squares': leastSquares,
  'last less first': lastLessFirst,
} satisfies Record<string, (days: readonly DayUse[]) => number>

function leastSquares(days: readonly DayUse[]): number {
  const mean = (key: keyof DayUse) => days.reduce((sum, one) => sum + one[key], 0) / days.length
  const [day, used] = [mean('day'), mean('used')]
  const covariance = days.reduce((sum, one) => sum + (one.day - day) * (one.used - used), 0)
  return covariance / days.reduce((sum, one) => sum + (one.day - day) ** 2, 0)
}

function lastLessFirst(days: readonly DayUse[]): number {
  const [first, last] = [days[0], days.at(-1)]
  return first && last && last.day > first.day ? (last.used - first.used) / (last.day - first.day) : 0
}

/** A naive method's days until full; never is as long as nobody plans. */
function naiveDays(slope: number, room: number): number {
  return slope > 0 ? Math.min(room / slope, 2 * ALARM_DAYS) : 2 * ALARM_DAYS
}

function inWindow(known: readonly DayUse[]): DayUse[] {
  return known.filter(({ day }) => day > KNOWN_DAYS - 1 - WINDOW_DAYS)
}

/** Room so that it is full in `horizon` days, and when that is really so: some day of a noisy history may be before. */
function chooseRoom(future: readonly number[], horizon: number): { room: number; truth: number } {
  const full = Math.max(...future.slice(0, horizon + 1))
  return { room: full - (future[0] ?? 0), truth: future.indexOf(full) }
}

function testGrowing(one: Scenario, horizon: number): string {
  const ours: number[] = []
  const naive = Object.values(METHODS).map((): number[] => [])
  let covered = 0
  let cases = 0
  for (let seed = 0; seed < HISTORIES; seed += 1) {
    const { known, future } = simulate(one, seed)
    const { room, truth } = chooseRoom(future, horizon)
    if (truth === 0) continue
    cases += 1
    for (const [index, slope] of Object.values(METHODS).entries()) {
      naive[index]?.push(Math.abs(naiveDays(slope(inWindow(known)), room) - truth))
    }
    const growth = fitGrowth(known)
    if (!growth || !isGrowing(growth)) continue
    const { likely, from, to } = daysUntil(growth, room)
    ours.push(Math.abs((likely ?? 2 * ALARM_DAYS) - truth))
    if (from !== null && from <= truth && truth <= (to ?? Infinity)) covered += 1
  }
  const figures = [median(ours), ...naive.map(median)].map((days) => days.toFixed(0))
  return row([one.name, `${horizon}`, ...figures, percent(covered, ours.length), percent(ours.length, cases)])
}

function testFlat(one: Scenario): string {
  const alarms = [0, 0, 0]
  for (let seed = 0; seed < HISTORIES; seed += 1) {
    const { known, future } = simulate(one, seed)
    const room = (future[0] ?? 0) * FLAT_ROOM
    const growth = fitGrowth(known)
    const ours = growth && isGrowing(growth) ? (daysUntil(growth, room).likely ?? Infinity) : Infinity
    const all = [ours, ...Object.values(METHODS).map((slope) => naiveDays(slope(inWindow(known)), room))]
    for (const [index, days] of all.entries()) {
      if (days <= ALARM_DAYS) alarms[index] = (alarms[index] ?? 0) + 1
    }
  }
  return row([one.name, ...alarms.map((count) => percent(count, HISTORIES))])
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((part / whole) * 100)} %`
}

/** Both tables, as they stand in the page. */
export function printBacktest(): string {
  const naive = Object.keys(METHODS)
  const growing = SCENARIOS.filter(({ grows }) => grows)
  const flat = SCENARIOS.filter(({ grows }) => !grows)
  return [
    row(['growth', 'full in', 'error, days', ...naive, 'in the range', 'seen to grow']),
    row(['---', ...Array.from({ length: naive.length + 4 }, () => '---:')]),
    ...growing.flatMap((one) => HORIZONS.map((horizon) => testGrowing(one, horizon))),
    '',
    row(['no growth', 'false alarms', ...naive]),
    row(['---', ...Array.from({ length: naive.length + 1 }, () => '---:')]),
    ...flat.map(testFlat),
  ].join('\n')
}

/** The page's text around the tables, and the tables. */
export function splitPage(page: string): { before: string; tables: string; after: string } {
  const [before = '', rest = ''] = page.split(`${BEGIN}\n`)
  const [tables = '', after = ''] = rest.split(`\n${END}`)
  return { before: `${before}${BEGIN}\n`, tables, after: `\n${END}${after}` }
}

if (import.meta.main) {
  const tables = printBacktest()
  if (process.argv.includes('--write')) {
    const { before, after } = splitPage(await readFile(PAGE, 'utf8'))
    await writeFile(PAGE, before + tables + after)
  } else {
    process.stdout.write(`${tables}\n`)
  }
}
