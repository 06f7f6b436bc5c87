/** One record's fields, already in the terms of src/lib/model.ts, so that both sides can be compared value by value. */
export type Fields = Record<string, unknown>
export type Records = Map<string, Fields>

export interface Difference {
  subject: string
  id: string
  field: string
  cloud: string
  aether: string
}

/** Compares what the cloud says with what Aether says: ids on one side only, then each field that the cloud's side names. */
export function compareRecords(subject: string, cloud: Records, aether: Records): Difference[] {
  const differences: Difference[] = []
  for (const id of [...new Set([...cloud.keys(), ...aether.keys()])].sort()) {
    const theirs = cloud.get(id)
    const ours = aether.get(id)
    if (theirs === undefined || ours === undefined) {
      const [there, here] = [theirs, ours].map((record) => (record === undefined ? 'absent' : 'present'))
      differences.push({ subject, id, field: '(record)', cloud: there ?? '', aether: here ?? '' })
      continue
    }
    for (const field of Object.keys(theirs)) {
      const [there, here] = [canonical(theirs[field]), canonical(ours[field])]
      if (there !== here) differences.push({ subject, id, field, cloud: there, aether: here })
    }
  }
  return differences
}

/** A table for people; '' when there is no difference. */
export function formatDifferences(differences: Difference[]): string {
  if (differences.length === 0) return ''
  const rows = [
    ['subject', 'id', 'field', 'cloud says', 'Aether says'],
    ...differences.map((found) => [found.subject, found.id, found.field, found.cloud, found.aether]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** JSON with sorted keys, so that the order in which an API lists its keys is no difference. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    }) ?? 'undefined'
  )
}
