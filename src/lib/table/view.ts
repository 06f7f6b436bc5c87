/** A table as somebody looks at it: which rows, in which order, and what in the query or the filters is wrong. */
import type { Table, TableColumn } from './decode.ts'
import type { SortKey } from './definition.ts'
import { filterRows, orderRows } from './order.ts'
import { createMatcher, queryFields } from './query-match.ts'
import { parseFilter, parseQuery } from './query-parse.ts'
import type { Query, QueryProblem } from './query.ts'
import { countChoices, type Choice } from './totals.ts'
import type { ViewState } from './view-state.ts'

export interface ShownView {
  rows: Uint32Array
  /** Of the query line; positions are into it. */
  problems: QueryProblem[]
  /** Of the columns' filters, by key. */
  filterProblems: Record<string, string>
}

export interface View {
  compute(state: Pick<ViewState, 'query' | 'filters' | 'sort'>): ShownView
  /** The choices of one column among the rows that everything else lets through. */
  choices(state: Pick<ViewState, 'query' | 'filters'>, column: TableColumn): Choice[]
  /** For idle moments before the first search. */
  preparations(): (() => void)[]
}

export function createView(table: Table): View {
  const fields = queryFields(table)
  const matcher = createMatcher(table)
  // Ages count back from the collection, so that a link to an archived page keeps its meaning.
  const now = Math.floor(Date.parse(table.collectedAt) / 1000)
  const orders = new Map<string, Uint32Array>()
  const unsorted = orderRows(table, [])

  function orderOf(sort: readonly SortKey[]): Uint32Array {
    const name = JSON.stringify(sort)
    const order = orders.get(name) ?? orderRows(table, sort)
    orders.clear()
    orders.set(name, order)
    return order
  }

  function filterQueries(filters: ViewState['filters'], without = ''): Map<string, Query> {
    const queries = new Map<string, Query>()
    for (const [key, value] of Object.entries(filters)) {
      const column = table.column(key)
      if (!column || key === without) continue
      queries.set(key, parseFilter(value, column, { now, whole: column.filter === 'choice' }))
    }
    return queries
  }

  return {
    preparations: matcher.preparations,
    compute({ query, filters, sort }) {
      const parsed = parseQuery(query, fields, now)
      const columns = filterQueries(filters)
      const mask = matcher.match([parsed, ...columns.values()])
      const wrong = [...columns].flatMap(([key, { problems }]) =>
        problems.map(({ message }) => [key, message] as const),
      )
      return {
        rows: filterRows(orderOf(sort), mask),
        problems: parsed.problems,
        filterProblems: Object.fromEntries(wrong),
      }
    },
    choices({ query, filters }, column) {
      const others = [...filterQueries(filters, column.key).values()]
      const mask = matcher.match([parseQuery(query, fields, now), ...others])
      return countChoices(table, column, filterRows(unsorted, mask))
    },
  }
}
