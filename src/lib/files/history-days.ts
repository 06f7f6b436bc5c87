import { z } from 'zod'
import { foldDays } from './history-fold.ts'
import { type HistoryTotals, parseTotals, serialiseTotals } from './history-totals.ts'

/** A month that is over, a line a day: what the loader reads of it instead of totals.jsonl. It can always be made again. */
export const DAYS_FILE = 'days.jsonl'

const Head = z.object({ schema: z.literal(1), bytes: z.number() })

/**
 * The days of a month; null where they were made from a totals.jsonl of another size, or are not whole. `file` is its name in
 * messages.
 */
export function parseDays(text: string, file: string, totalsBytes: number): HistoryTotals[] | null {
  if (readDaysBytes(text) !== totalsBytes || !text.endsWith('\n')) return null
  const { value, problems } = parseTotals(text.slice(text.indexOf('\n') + 1), file)
  return problems.length === 0 ? value : null
}

/** From how large a totals.jsonl the days were made, by the begin of their file; null where it does not say. */
export function readDaysBytes(text: string): number | null {
  try {
    return Head.safeParse(JSON.parse(text.slice(0, Math.max(0, text.indexOf('\n'))))).data?.bytes ?? null
  } catch {
    return null
  }
}

/** `lines`: all of a month. `totalsBytes`: the size of the totals.jsonl that they are from, by which its growth is seen. */
export function serialiseDays(lines: readonly HistoryTotals[], totalsBytes: number): string {
  const days = foldDays(lines)
  const head = `${JSON.stringify({ schema: 1, bytes: totalsBytes })}\n`
  return head + days.map((day, index) => serialiseTotals(day, days[index - 1] ?? null)).join('')
}
