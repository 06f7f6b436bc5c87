/** Which distinct value stands in which row, said as rarely as possible. */
import type { Cell } from './definition.ts'

export interface IndexedCells {
  key: string
  distinct: Cell[]
  /** As in `EncodedColumn.at`. */
  at: number[] | string | null
}

/** Values that repeat are sent once. Where most are different an index would only cost. */
export function indexCells(key: string, cells: readonly Cell[]): IndexedCells {
  const places = new Map<unknown, number>()
  const distinct: Cell[] = []
  const at = cells.map((cell) => {
    const identity = typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell
    const known = places.get(identity)
    if (known !== undefined) return known
    places.set(identity, distinct.length)
    return distinct.push(cell) - 1
  })
  if (distinct.length === 1) return { key, distinct, at: [] }
  if (distinct.length * 4 > cells.length) return { key, distinct: [...cells], at: null }
  return { key, distinct, at }
}

/**
 * A flavor decides the vCPUs, the RAM and the flavor's id; a host decides the zone and the tier. Where one column's value follows
 * from another's in every row, it is sent once for each value of that other column and needs no index of its own.
 */
export function shareIndexes(columns: readonly IndexedCells[]): IndexedCells[] {
  const owners: (IndexedCells & { at: number[] })[] = []
  const shared = new Map<string, IndexedCells>()
  for (const column of [...columns].sort((a, b) => b.distinct.length - a.distinct.length)) {
    const { at } = column
    if (!Array.isArray(at) || at.length === 0) continue
    const follower = owners.flatMap((owner) => follow({ ...column, at }, owner) ?? []).at(0)
    if (follower) shared.set(column.key, follower)
    else owners.push({ ...column, at })
  }
  return columns.map((column) => shared.get(column.key) ?? column)
}

function follow(
  column: IndexedCells & { at: number[] },
  owner: IndexedCells & { at: number[] },
): IndexedCells | null {
  const decided: number[] = []
  for (let row = 0; row < owner.at.length; row++) {
    const from = owner.at[row] ?? 0
    const to = column.at[row] ?? 0
    if (decided[from] === undefined) decided[from] = to
    else if (decided[from] !== to) return null
  }
  return { key: column.key, distinct: decided.map((index) => column.distinct[index] ?? null), at: owner.key }
}
