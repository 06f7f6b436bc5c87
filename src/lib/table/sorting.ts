import type { SortKey } from './definition.ts'
import type { TableColumn } from './decode.ts'
import { KINDS } from './kinds.ts'

/**
 * A click on a header: first the natural direction (numbers and times largest first), then the other, then the table's own order.
 * `current` holds only what is seen to sort, so that a click always turns the arrow that is there.
 */
export function nextSort(
  current: readonly SortKey[],
  initial: readonly SortKey[],
  column: Pick<TableColumn, 'key' | 'kind'>,
  additional: boolean,
): SortKey[] {
  const { key } = column
  const natural = { key, descending: KINDS[column.kind].numeric || column.kind === 'time' }
  const turned = { key, descending: !natural.descending }
  const known = additional ? current.find((sort) => sort.key === key) : leading(current, key)
  const others = additional ? current.filter((sort) => sort.key !== key) : []
  if (!known) return [...others, natural]
  if (known.descending === turned.descending) return others.length > 0 ? others : [...initial]
  return additional ? current.map((sort) => (sort.key === key ? turned : sort)) : [turned]
}

function leading(current: readonly SortKey[], key: string): SortKey | undefined {
  return current[0]?.key === key ? current[0] : undefined
}
