import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DAYS_FILE, readDaysBytes, serialiseDays } from '../../src/lib/files/history-days.ts'
import { parseTotals, TOTALS_FILE } from '../../src/lib/files/history-totals.ts'
import { writeFileAtomically } from '../store/atomic.ts'

const MONTH = /^\d{4}-\d\d$/
/** Gives each month that is over its days, once, so that reading the history costs the same after years. */
export async function rollUpMonths(history: string): Promise<void> {
  const months = (await readdir(history)).filter((name) => MONTH.test(name)).toSorted()
  for (const month of months.slice(0, -1)) await rollUp(join(history, month), month)
}

async function rollUp(folder: string, month: string): Promise<void> {
  const totals = join(folder, TOTALS_FILE)
  const size = await stat(totals).then(
    (found) => found.size,
    () => null,
  )
  if (size === null || size === (await readRolledBytes(join(folder, DAYS_FILE)))) return
  const content = await readFile(totals)
  const lines = parseTotals(content.toString('utf8'), month).value
  await writeFileAtomically(join(folder, DAYS_FILE), serialiseDays(lines, content.length))
}

/** From how large a totals.jsonl the days are; null where there are none. Their first line tells. */
async function readRolledBytes(path: string): Promise<number | null> {
  const file = await open(path).catch(() => null)
  if (file === null) return null
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0)
    return readDaysBytes(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await file.close()
  }
}
