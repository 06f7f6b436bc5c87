import pLimit from 'p-limit'

const AT_FIRST = 2
const GROWN_AFTER_MS = 1_000

export type Limit = <T>(send: () => Promise<T>) => Promise<T>

/**
 * Lets two requests be under way at first, one more with each that ends, and `most` after a second whatever has ended. A service asks Keystone
 * about a token that it has not seen before, once for every request that comes before it has the answer: all of them at once would only have
 * the same token checked so many times.
 */
export function growingLimit(most: number): Limit {
  const limit = pLimit(Math.min(AT_FIRST, most))
  // A service that answers nothing is given up by all its readers at the same time, not by one after the other.
  setTimeout(() => (limit.concurrency = most), GROWN_AFTER_MS).unref()
  return (send) =>
    limit(async () => {
      try {
        return await send()
      } finally {
        limit.concurrency = Math.min(most, limit.concurrency + 1)
      }
    })
}
