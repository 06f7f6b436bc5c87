import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DAYS_FILE, parseDays } from './files/history-days.ts'
import { type HistoryEntry, parseEntry } from './files/history-entry.ts'
import { EVENTS_FILE, type HistoryChanges, parseEvents } from './files/history-events.ts'
import { foldDays, foldWeeks } from './files/history-fold.ts'
import { cutTotals, type HistoryTotals, parseTotals, TOTALS_FILE } from './files/history-totals.ts'
import type { Parsed } from './files/parsed.ts'
import type { Problem } from './model.ts'
import { monthBefore } from './month-before.ts'

/** What is known of earlier collections, bounded however long it is collected. */
export interface History {
  /** Every collection of the last 31 days, ascending. `projects` and `hosts` are complete. */
  recent: HistoryTotals[]
  /**
   * One a day (UTC), ascending, for 800 days, and one a week before that, for 60 months: `used` (and the storage's and pools'
   * bytes) at the day's most, the rest of its last collection (`at`). A part that no collection of the day read is named in
   * `stale`. `hosts` is empty.
   */
  daily: HistoryTotals[]
  /** Newest last; this snapshot's own is the last. From the first of the month before it on, 31 days at least, and at most 50,000 events. */
  changes: HistoryChanges[]
  /** Lines that could not be read, with file and line. */
  problems: Problem[]
}

const DAY = 86_400_000
const RECENT = 31 * DAY
const DAILY = 800 * DAY
const MOST_MONTHS = 60
const MOST_EVENTS = 50_000
const MONTH = /^\d{4}-\d\d$/

/**
 * Reads the history's folder and the entry of the snapshot that is being built, which is not in it yet. What is dated later than
 * that entry is left out. A folder that is null or not there is an empty one. Throws DataFileError where the entry is not whole.
 */
export async function loadHistory(folder: string | null, pending: string | null): Promise<History> {
  const entry = pending === null ? null : parseEntry(await readFile(pending, 'utf8')).value
  const problems: Problem[] = []
  const months = await listMonths(folder)
  const read = makeReader(folder ?? '', problems)
  const newest = entry?.totals.at ?? (await findNewest(months, folder ?? ''))
  if (newest === null) return { recent: [], daily: [], changes: [], problems }
  const earlier = months.filter((month) => month <= newest.slice(0, 7))
  const totals = await loadTotals(read, earlier, newest, entry)
  const changes = await loadChanges(read, earlier, newest, entry)
  return { ...totals, changes, problems }
}

async function listMonths(folder: string | null): Promise<string[]> {
  if (folder === null) return []
  return (await readdir(folder).catch(() => [])).filter((name) => MONTH.test(name)).toSorted()
}

/** The time of the newest line; a month may be there without one. */
async function findNewest(months: readonly string[], folder: string): Promise<string | null> {
  for (const month of months.toReversed()) {
    const lines = await makeReader(folder, []).lines(month, TOTALS_FILE, parseTotals)
    const newest = lines
      .map(({ at }) => at)
      .toSorted()
      .at(-1)
    if (newest !== undefined) return newest
  }
  return null
}

interface Reader {
  /** Of a month's collections those of a time on and some before it; null: all. */
  totals(month: string, since: number | null): Promise<HistoryTotals[]>
  lines<T>(month: string, file: string, parse: (text: string, file: string) => Parsed<T[]>): Promise<T[]>
  /** From days.jsonl, or where it is missing or outdated from the lines themselves. */
  days(month: string): Promise<HistoryTotals[]>
}

function makeReader(folder: string, problems: Problem[]): Reader {
  const nameOf = (month: string, file: string) => `history/${month}/${file}`
  /** '' for what is not there; what cannot be read is named, and keeps no page from being built. */
  async function readText(month: string, file: string): Promise<string> {
    try {
      return await readFile(join(folder, month, file), 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const reason = `the file cannot be read (${code}); check its permissions`
      if (code !== 'ENOENT') report([{ file: nameOf(month, file), line: null, reason }])
      return ''
    }
  }
  /** Each line once: a month may be read for its days and for its last ones. */
  function report(found: readonly Problem[]): void {
    const isKnown = (one: Problem) =>
      problems.some(({ file, line }) => file === one.file && line === one.line)
    problems.push(...found.filter((one) => !isKnown(one)))
  }
  const reader: Reader = {
    async lines(month, file, parse) {
      const parsed = parse(await readText(month, file), nameOf(month, file))
      report(parsed.problems)
      return parsed.value
    },
    async totals(month, since) {
      const text = await readText(month, TOTALS_FILE)
      const parsed = parseTotals(since === null ? text : cutTotals(text, since), nameOf(month, TOTALS_FILE))
      report(parsed.problems)
      return parsed.value
    },
    async days(month) {
      const { size } = await stat(join(folder, month, TOTALS_FILE)).catch(() => ({ size: 0 }))
      const text = await readText(month, DAYS_FILE)
      return (
        parseDays(text, nameOf(month, DAYS_FILE), size) ??
        foldDays(await reader.lines(month, TOTALS_FILE, parseTotals))
      )
    },
  }
  return reader
}

async function loadTotals(
  read: Reader,
  months: readonly string[],
  newest: string,
  entry: HistoryEntry | null,
): Promise<Pick<History, 'recent' | 'daily'>> {
  const until = Date.parse(newest)
  const isOver = (month: string) => month < newest.slice(0, 7)
  const over = months.filter(isOver)
  const touched = over.filter((month) => month >= monthOf(until - RECENT))
  const before = await readEach(touched, (month) => read.totals(month, until - RECENT))
  const own = await readEach(
    months.filter((month) => !isOver(month)),
    (month) => read.totals(month, null),
  )
  const upToNow = (lines: readonly HistoryTotals[]) => lines.filter(({ at }) => Date.parse(at) <= until)
  const current = sortByTime(entry ? [...upToNow(own), entry.totals] : upToNow(own))
  const all = sortByTime([...before, ...current])
  const days = [...(await readEach(over.slice(-MOST_MONTHS), read.days)), ...foldDays(current)]
  const isWeekly = ({ at }: HistoryTotals) => Date.parse(at) < until - DAILY
  return {
    recent: all.filter(({ at }) => Date.parse(at) >= until - RECENT),
    daily: [...foldWeeks(days.filter(isWeekly)), ...days.filter((day) => !isWeekly(day))],
  }
}

async function loadChanges(
  read: Reader,
  months: readonly string[],
  newest: string,
  entry: HistoryEntry | null,
): Promise<HistoryChanges[]> {
  const until = Date.parse(newest)
  // A timeline begins with a month, the site's own record of changes 31 days ago.
  const since = Math.min(Date.parse(monthBefore(newest)), until - RECENT)
  const found: HistoryChanges[] = entry ? [entry.changes] : []
  let events = entry?.changes.events.length ?? 0
  for (const month of months.toReversed()) {
    if (month < monthOf(since) || events >= MOST_EVENTS) break
    const lines = await read.lines(month, EVENTS_FILE, parseEvents)
    found.unshift(...lines)
    events += lines.reduce((sum, line) => sum + line.events.length, 0)
  }
  const within = found.filter(({ at }) => Date.parse(at) >= since && Date.parse(at) <= until)
  return takeNewest(sortByTime(within))
}

/** Whole collections, from the newest back; that one whatever it holds. */
function takeNewest(changes: readonly HistoryChanges[]): HistoryChanges[] {
  let events = 0
  const taken = changes.toReversed().filter((collection, index) => {
    events += collection.events.length
    return index === 0 || events <= MOST_EVENTS
  })
  return taken.toReversed()
}

/** Ascending, each time once: what comes later stands for what came before. */
function sortByTime<T extends { at: string }>(rows: readonly T[]): T[] {
  const byTime = new Map(rows.map((row) => [row.at, row]))
  return [...byTime.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

async function readEach<T>(months: readonly string[], read: (month: string) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = []
  for (const month of months) for (const row of await read(month)) rows.push(row)
  return rows
}

function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7)
}
