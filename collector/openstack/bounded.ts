/** Maps with at most `concurrency` under way; after the first rejection nothing new is begun. */
export async function mapBounded<T, R>(
  items: readonly T[],
  concurrency: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const entries = items.entries()
  let stopped = false
  const work = async () => {
    for (const [index, item] of entries) {
      if (stopped) return
      try {
        results[index] = await map(item)
      } catch (error) {
        stopped = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work))
  return results
}
