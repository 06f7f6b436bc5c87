/** A seeded stream of random numbers: the same seed and purpose always give the same stream, on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  weighted<T>(list: readonly (readonly [weight: number, value: T])[]): T
  /** How many events happen where `mean` are expected (Poisson). */
  count(mean: number): number
  uuid(): string
  hex(length: number): string
}

export function createRandom(seed: number, purpose: string): Random {
  const next = createGenerator(`${seed}/${purpose}`)
  const word = () => Math.floor(next() * 0x1_0000_0000)
  const hex = (length: number) => {
    let text = ''
    while (text.length < length) text += word().toString(16).padStart(8, '0')
    return text.slice(0, length)
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    hex,
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]) {
      const value = list[int(0, list.length - 1)]
      if (value === undefined) throw new RangeError('nothing to pick from')
      return value
    },
    weighted<T>(list: readonly (readonly [number, T])[]) {
      let rest = next() * list.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of list) {
        rest -= weight
        if (rest < 0) return value
      }
      throw new RangeError('nothing to pick from')
    },
    count: (mean) => countEvents(mean, next),
    uuid() {
      const digits = hex(32)
      // Version 4, variant 1, as every OpenStack service makes them.
      const variant = '89ab'[word() & 3]
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`
    },
  }
}

/** Knuth's product method, in steps so that a large mean does not underflow. */
function countEvents(mean: number, next: () => number): number {
  let events = 0
  for (let rest = mean; rest > 0; rest -= 30) {
    const limit = Math.exp(-Math.min(rest, 30))
    for (let product = next(); product > limit; product *= next()) events += 1
  }
  return events
}

/** sfc32 (PractRand), seeded from the text by xmur3. */
function createGenerator(text: string): () => number {
  let hash = 1779033703 ^ text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3432918353)
    hash = (hash << 13) | (hash >>> 19)
  }
  const mix = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507)
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
    return (hash ^= hash >>> 16) >>> 0
  }
  let a = mix()
  let b = mix()
  let c = mix()
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 0x1_0000_0000
  }
  for (let round = 0; round < 12; round++) next()
  return next
}
