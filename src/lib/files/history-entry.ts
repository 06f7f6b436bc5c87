import { z } from 'zod'
import { HistoryChanges } from './history-events.ts'
import { HistoryTotals } from './history-totals.ts'
import { describeIssues, readDocument } from './json-file.ts'
import { DataFileError, type Parsed } from './parsed.ts'

/** It stands in a snapshot's folder, beside its data and its site: what the snapshot adds to the history. */
export const ENTRY_FILE = 'history.json'

const HistoryEntry = z.object({ schema: z.literal(1), totals: HistoryTotals, changes: HistoryChanges })
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** Throws DataFileError where the file is not ours or not whole. */
export function parseEntry(text: string): Parsed<HistoryEntry> {
  const result = HistoryEntry.safeParse(readDocument(text, ENTRY_FILE))
  if (result.success) return { value: result.data, problems: [] }
  throw new DataFileError(ENTRY_FILE, null, describeIssues(result.error))
}

export function serialiseEntry(entry: HistoryEntry): string {
  return `${JSON.stringify(entry)}\n`
}
