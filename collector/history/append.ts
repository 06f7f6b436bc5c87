import { open, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { HistoryEntry } from '../../src/lib/files/history-entry.ts'
import { EVENTS_FILE, serialiseEvents } from '../../src/lib/files/history-events.ts'
import { cutTotals, parseTotals, serialiseNext, TOTALS_FILE } from '../../src/lib/files/history-totals.ts'
import { syncFolder } from '../store/atomic.ts'
import { makeFolders } from '../store/make-folders.ts'
import type { BeforeStep } from '../store/releases.ts'

/**
 * Adds an entry to the files of its month, each once, however often it is called: a process may die before each step. A last
 * line that was cut by that goes first. `tell`: gets a sentence about what was mended. False where it was there already.
 */
export async function appendEntry(
  history: string,
  { totals, changes }: HistoryEntry,
  before: BeforeStep,
  tell: (text: string) => void,
): Promise<boolean> {
  const month = totals.at.slice(0, 7)
  const folder = join(history, month)
  await makeFolders(folder, 0o750)
  await before('events')
  await appendLine(join(folder, EVENTS_FILE), totals.at, () => serialiseEvents(changes), tell)
  await before('totals')
  const isNew = await appendLine(
    join(folder, TOTALS_FILE),
    totals.at,
    (text) => differFromLast(text, month, totals),
    tell,
  )
  await syncFolder(folder)
  await syncFolder(history)
  return isNew
}

/** After a line that cannot be read one stands for itself. */
function differFromLast(text: string, month: string, totals: HistoryEntry['totals']): string {
  const { value, problems } = parseTotals(cutTotals(text, Infinity), month)
  return serialiseNext(totals, problems.length > 0 ? null : (value.at(-1) ?? null))
}

async function appendLine(
  path: string,
  at: string,
  makeLine: (text: string) => string,
  tell: (text: string) => void,
): Promise<boolean> {
  const text = await mendTail(path, tell)
  if (hasTime(text, at)) return false
  const file = await open(path, 'a', 0o640)
  try {
    await file.writeFile(makeLine(text))
    await file.sync()
  } finally {
    await file.close()
  }
  return true
}

/** The whole lines of a file; '' where there is none. What a power cut left of another one is cut off. */
async function mendTail(path: string, tell: (text: string) => void): Promise<string> {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  })
  const end = content.lastIndexOf('\n') + 1
  if (end < content.length) {
    tell(`${path} ended in a line that was cut short; ${content.length - end} bytes are removed`)
    await truncate(path, end)
  }
  return content.toString('utf8', 0, end)
}

/** Inside a text of JSON a quote is escaped, so that this is a line's own time and nothing else. */
function hasTime(text: string, at: string): boolean {
  return text.includes(`"at":"${at}"`)
}

/** Whether the history has a collection, in the file that is written last. */
export async function isRecorded(history: string, at: string): Promise<boolean> {
  const path = join(history, at.slice(0, 7), TOTALS_FILE)
  return hasTime(await readFile(path, 'utf8').catch(() => ''), at)
}
