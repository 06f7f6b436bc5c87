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
  const end = text.indexOf('\n')
  const head = parseHead(text.slice(0, Math.max(0, end)))
  if (head?.bytes !== totalsBytes || !text.endsWith('\n')) return null
  const { value, problems } = parseTotals(text.slice(end + 1), file)
  return problems.length === 0 ? value : null
}

function parseHead(line: string): z.infer<typeof Head> | null {
  try {
    return Head.safeParse(JSON.parse(line)).data ?? null
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
