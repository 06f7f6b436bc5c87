import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HistoryEntry } from '../../src/lib/files/history-entry.ts'
import {
  EVENTS_FILE,
  type HistoryChanges,
  parseEvents,
  serialiseEvents,
} from '../../src/lib/files/history-events.ts'
import { listForeignLines } from '../../src/lib/files/history-lines.ts'
import {
  type HistoryTotals,
  parseTotals,
  serialiseNext,
  TOTALS_FILE,
} from '../../src/lib/files/history-totals.ts'
import { snapshotName } from '../../src/lib/time.ts'

const MONTH = /^\d{4}-\d\d$/

/** Every line of a history, to be written anew. */
export interface HistoryLines {
  /** Whether it had both of a snapshot's collection. */
  hasCollection(name: string): boolean
  /** In place of what it had of that collection. */
  put(entry: HistoryEntry): void
  count(): number
  /** What the files are to hold, by path below the history. */
  texts(): Map<string, string>
}

/** What cannot be read of it is gone, but for lines of other versions. */
export async function readHistoryLines(history: string): Promise<HistoryLines> {
  const totals = new Map<string, HistoryTotals>()
  const changes = new Map<string, HistoryChanges>()
  const foreign = new Map<string, string[]>()
  const months = (await readdir(history).catch(() => [])).filter((name) => MONTH.test(name)).toSorted()
  for (const month of months) {
    const readText = (file: string) => readFile(join(history, month, file), 'utf8').catch(() => '')
    const [totalsText, eventsText] = [await readText(TOTALS_FILE), await readText(EVENTS_FILE)]
    for (const line of parseTotals(totalsText, month).value) totals.set(line.at, line)
    for (const line of parseEvents(eventsText, month).value) changes.set(line.at, line)
    foreign.set(join(month, TOTALS_FILE), listForeignLines(totalsText))
    foreign.set(join(month, EVENTS_FILE), listForeignLines(eventsText))
  }
  const names = new Set([...totals.keys()].filter((at) => changes.has(at)).map(snapshotName))
  return {
    hasCollection: (name) => names.has(name),
    put(entry) {
      totals.set(entry.totals.at, entry.totals)
      changes.set(entry.changes.at, entry.changes)
    },
    count: () => totals.size,
    texts: () =>
      new Map([
        ...serialiseMonths(totals, TOTALS_FILE, foreign, serialiseNext),
        ...serialiseMonths(changes, EVENTS_FILE, foreign, serialiseEvents),
      ]),
  }
}

function serialiseMonths<T extends { at: string }>(
  rows: ReadonlyMap<string, T>,
  file: string,
  foreign: ReadonlyMap<string, string[]>,
  serialise: (row: T, before: T | null) => string,
): [string, string][] {
  const ascending = [...rows.values()].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const ours = [...Map.groupBy(ascending, ({ at }) => join(at.slice(0, 7), file))].map(
    ([path, month]): [string, string] => [
      path,
      month.map((row, index) => serialise(row, month[index - 1] ?? null)).join(''),
    ],
  )
  const theirs = [...foreign].filter(([path, lines]) => path.endsWith(file) && lines.length > 0)
  const texts = new Map(ours)
  // The next line of ours then stands for itself, since what is before it cannot be read.
  for (const [path, lines] of theirs) texts.set(path, `${texts.get(path) ?? ''}${lines.join('\n')}\n`)
  return [...texts]
}
