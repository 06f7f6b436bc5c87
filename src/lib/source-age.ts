import type { Meta, SourceReport } from './model.ts'

/** When the oldest of a source's files was read from the cloud; null where it fills none that is there. */
export function sourceAsOf(source: SourceReport, meta: Meta): string | null {
  const times = source.files.flatMap((file) => meta.files[file]?.asOf ?? [])
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

/** How much older than the collection that is, in milliseconds; never below zero, as a source is read after the run began. */
export function sourceLag(source: SourceReport, meta: Meta): number | null {
  const asOf = sourceAsOf(source, meta)
  return asOf === null ? null : Math.max(0, Date.parse(meta.collectedAt) - Date.parse(asOf))
}
