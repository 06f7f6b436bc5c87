import { namesOf, type QueryField, simplifyName } from './query.ts'

const MOST = 3
/** Worse than any number of typing mistakes that still counts. */
const FAR = 9

/** The columns that somebody may have meant by a name that none has: a part of a name, or one typed wrong. Nearest first. */
export function nearestFields(name: string, fields: readonly QueryField[]): QueryField[] {
  const wanted = simplifyName(name)
  const ranked = fields.map((field) => ({
    field,
    distance: Math.min(...namesOf(field).map((known) => distanceOf(wanted, known))),
  }))
  const near = ranked.filter(({ distance }) => distance < FAR)
  return near
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ field }) => field)
}

function distanceOf(wanted: string, known: string): number {
  if (wanted.length >= 2 && known.startsWith(wanted)) return 1
  if (wanted.length >= 3 && known.includes(wanted)) return 2
  const mistakes = countMistakes(wanted, known)
  return mistakes <= Math.floor(Math.min(wanted.length, known.length) / 3) ? mistakes : FAR
}

/** Letters left out, added, exchanged, or two beside each other swapped (optimal string alignment). */
function countMistakes(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const exchanged = (last[column - 1] ?? 0) + (same ? 0 : 1)
      const oneLonger = 1 + Math.min(last[column] ?? 0, line[column - 1] ?? 0)
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      line.push(Math.min(exchanged, oneLonger, isSwap ? (before[column - 2] ?? 0) + 1 : FAR * 2))
    }
    before = last
    last = line
  }
  return last[b.length] ?? 0
}
