import type { SortKey } from './definition.ts'
import type { TableColumn } from './decode.ts'
import { KINDS } from './kinds.ts'

/** A click on a header: first the natural direction (numbers largest first), then the other, then the table's own order. */
export function nextSort(
  current: readonly SortKey[],
  initial: readonly SortKey[],
  column: Pick<TableColumn, 'key' | 'kind'>,
  additional: boolean,
): SortKey[] {
  const first = KINDS[column.kind].numeric || column.kind === 'time'
  const sameAsInitial = JSON.stringify(current) === JSON.stringify(initial)
  const known = current.find(({ key }) => key === column.key)
  const others = additional ? current.filter(({ key }) => key !== column.key) : []
  const alone = current.length === 1 || additional
  if (!known || (!alone && sameAsInitial)) return [...others, { key: column.key, descending: first }]
  if (known.descending === first)
    return keepPlace(current, { key: column.key, descending: !first }, additional)
  return others.length > 0 ? others : [...initial]
}

function keepPlace(current: readonly SortKey[], changed: SortKey, additional: boolean): SortKey[] {
  return additional ? current.map((sort) => (sort.key === changed.key ? changed : sort)) : [changed]
}
