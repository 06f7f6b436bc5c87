import type { ColumnKind } from './definition.ts'
import type { Table } from './decode.ts'
import { queryFields } from './query-match.ts'
import type { SuggestSource } from './query-suggest.ts'
import type { View } from './view.ts'
import type { ViewState } from './view-state.ts'

/** A list of more different values than this is not one to choose from. */
const MOST_VALUES = 5000
/** Of these nearly every row has its own, or they are asked for by size and age. */
const NEVER_LISTED: ReadonlySet<ColumnKind> = new Set([
  'id',
  'addresses',
  'volumes',
  'capacity',
  'percent',
  'time',
])

/** What the query line of this table can offer. While one part is typed the rest stays, so each list is counted once. */
export function createSuggestSource(table: Table, view: View, filters: ViewState['filters']): SuggestSource {
  const counted = new Map<string, ReturnType<View['choices']>>()
  return {
    fields: queryFields(table),
    now: Math.floor(Date.parse(table.collectedAt) / 1000),
    choices(key, rest) {
      const column = table.column(key)
      if (!column || NEVER_LISTED.has(column.kind) || column.size > MOST_VALUES) return null
      const name = `${key} ${rest}`
      const choices = counted.get(name) ?? view.choices({ query: rest, filters }, column)
      counted.set(name, choices)
      return { column, choices }
    },
  }
}
