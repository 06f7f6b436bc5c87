/** The candidate that `word` was probably meant to be; null when none is near. */
export function suggest(word: string, candidates: readonly string[]): string | null {
  const nearest = candidates
    .map((candidate) => ({ candidate, distance: countEdits(word, candidate) }))
    .sort((a, b) => a.distance - b.distance)[0]
  if (!nearest) return null
  return nearest.distance <= Math.max(1, Math.floor(word.length / 3)) ? nearest.candidate : null
}

/** The candidates that are nearest to `word`, however far; nearest first, and before all a name whose beginning is the other. */
export function findNearest(word: string, candidates: readonly string[], count: number): string[] {
  return candidates
    .map((candidate) => ({
      candidate,
      begins: candidate.startsWith(word) || word.startsWith(candidate),
      distance: countEdits(word, candidate),
    }))
    .sort((a, b) => Number(b.begins) - Number(a.begins) || a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

/** Levenshtein distance. */
function countEdits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
