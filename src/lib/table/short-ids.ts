/** Fewer digits than this are too easy to confuse when read aloud. */
const SHORTEST = 8

/**
 * The first digits of ids, as many as tell every one of them apart: a link to a row needs no more, and 8,000 whole UUIDs are
 * a quarter of what a table of 10,000 instances would weigh.
 */
export function shortenIds(ids: readonly string[]): (id: string) => string {
  const whole = new Set(ids)
  let length = SHORTEST
  while (new Set(Array.from(whole, (id) => id.slice(0, length))).size < whole.size) length += 1
  return (id) => id.slice(0, length)
}

/** The whole id that begins so; null where none does, or more than one. */
export type WholeId = (short: string) => string | null

/** The other way round, for ids that `shortenIds` made: all of one length. */
export function findWholeIds(ids: readonly string[]): WholeId {
  const byLength = new Map<number, Map<string, string[]>>()
  return (short) => {
    const known = byLength.get(short.length) ?? Map.groupBy(ids, (id) => id.slice(0, short.length))
    byLength.set(short.length, known)
    const [only, another] = known.get(short) ?? []
    return another === undefined ? (only ?? null) : null
  }
}
