/** The first of the month before, UTC: how far back a snapshot tells of single changes. ISO 8601 in and out. */
export function monthBefore(iso: string): string {
  const time = new Date(iso)
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() - 1)).toISOString()
}
