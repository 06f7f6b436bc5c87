/** The geometry of a capacity bar: used | reserved | spare | unavailable | free, a mark at 100 %, and what is beyond it. Shared by .astro and islands. */

export interface CapacityParts {
  used: number
  reserved: number
  spare: number
  /** Free, but on hosts that are down or disabled, so that nobody can have it. */
  unavailable?: number
  /** Null where neither ratio nor inventory is known. */
  capacity: number | null
}

export interface CapacitySegment {
  part: 'used' | 'reserved' | 'spare' | 'unavailable' | 'free' | 'over'
  /** Per cent of the drawing's width. */
  x: number
  width: number
}

export interface CapacityDrawing {
  segments: CapacitySegment[]
  /** Where 100 % is, in per cent of the width; null when nothing is beyond it, so that the bar's end says it. */
  tick: number | null
}

/** How much of the capacity is taken, as a fraction that may exceed 1; 0 where the capacity is unknown or nothing. */
export function takenFraction(parts: CapacityParts): number {
  if (!parts.capacity || parts.capacity <= 0) return 0
  return (atLeastZero(parts.used) + atLeastZero(parts.reserved) + atLeastZero(parts.spare)) / parts.capacity
}

/**
 * `scale` is the fraction of capacity that the full width stands for (1 unless something is over-committed); give the bars of one
 * list the same scale and their marks line up.
 */
export function drawCapacity(parts: CapacityParts, scale = 1): CapacityDrawing {
  const { capacity } = parts
  if (!capacity || capacity <= 0) return { segments: [], tick: null }
  const widest = Math.max(scale, takenFraction(parts), 1)
  const percentOf = (amount: number): number => (amount / capacity / widest) * 100
  const segments: CapacitySegment[] = []
  let taken = 0
  for (const part of ['used', 'reserved', 'spare'] as const) {
    const within = Math.min(atLeastZero(parts[part]), Math.max(0, capacity - taken))
    const beyond = atLeastZero(parts[part]) - within
    if (within > 0) segments.push({ part, x: percentOf(taken), width: percentOf(within) })
    taken += within
    if (beyond > 0) {
      const end = segments.findLast((segment) => segment.part === 'over')
      if (end) end.width += percentOf(beyond)
      else segments.push({ part: 'over', x: percentOf(capacity), width: percentOf(beyond) })
    }
  }
  const unavailable = Math.min(atLeastZero(parts.unavailable ?? 0), Math.max(0, capacity - taken))
  if (unavailable > 0) {
    segments.push({ part: 'unavailable', x: percentOf(taken), width: percentOf(unavailable) })
    taken += unavailable
  }
  if (taken < capacity)
    segments.push({ part: 'free', x: percentOf(taken), width: percentOf(capacity - taken) })
  return { segments, tick: widest > 1 ? 100 / widest : null }
}

function atLeastZero(amount: number): number {
  return Math.max(0, amount)
}
