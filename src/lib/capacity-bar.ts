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

/** What each part of the capacity is, `over` beyond it; parts of nothing are left out. Empty where the capacity is unknown or nothing. */
export function splitCapacity(parts: CapacityParts): Map<CapacitySegment['part'], number> {
  const { capacity } = parts
  if (!capacity || capacity <= 0) return new Map()
  let left = capacity
  let over = 0
  const amounts = (['used', 'reserved', 'spare', 'unavailable'] as const).map((part) => {
    const amount = atLeastZero(parts[part] ?? 0)
    const within = Math.min(amount, left)
    left -= within
    // What is unavailable is a part of what is free, so it cannot be beyond.
    if (part !== 'unavailable') over += amount - within
    return [part, within] as const
  })
  const all = [...amounts, ['free', left] as const, ['over', over] as const]
  return new Map(all.filter(([, amount]) => amount > 0))
}

/**
 * `scale` is the fraction of capacity that the full width stands for (1 unless something is over-committed); give the bars of one
 * list the same scale and their marks line up.
 */
export function drawCapacity(parts: CapacityParts, scale = 1): CapacityDrawing {
  const { capacity } = parts
  if (!capacity || capacity <= 0) return { segments: [], tick: null }
  const widest = Math.max(scale, takenFraction(parts), 1)
  let taken = 0
  const segments = [...splitCapacity(parts)].map(([part, amount]): CapacitySegment => {
    const segment = { part, x: (taken / capacity / widest) * 100, width: (amount / capacity / widest) * 100 }
    taken += amount
    return segment
  })
  return { segments, tick: widest > 1 ? 100 / widest : null }
}

function atLeastZero(amount: number): number {
  return Math.max(0, amount)
}
