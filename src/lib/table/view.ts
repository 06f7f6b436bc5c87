/** A table as somebody looks at it: which rows, in which order, and what in the query or the filters is wrong. */
import type { Table, TableColumn } from './decode.ts'
import type { SortKey } from './definition.ts'
import { filterRows, orderRows } from './order.ts'
import { createMatcher, queryFields } from './query-match.ts'
import { parseFilter, parseQuery } from './query-parse.ts'
import type { CompileRegex, Query, QueryPart, QueryProblem } from './query.ts'
import { countChoices, type Choice } from './totals.ts'
import type { ViewState } from './view-state.ts'

export interface ShownView {
  rows: Uint32Array
  /** Of the query line; positions are into it. */
  problems: QueryProblem[]
  /** Of the columns' filters, by key. */
  filterProblems: Record<string, string>
  /** Whether a regular expression filters nothing yet, since what reads it has not been loaded. */
  waiting: boolean
}

const SLOW = 'This regular expression takes too long on this table. Simplify it, or ask one column: name:/…/.'

export interface View {
  compute(state: Pick<ViewState, 'query' | 'filters' | 'sort'>): ShownView
  /** The choices of one column among the rows that everything else lets through. */
  choices(state: Pick<ViewState, 'query' | 'filters'>, column: TableColumn): Choice[]
  /** For idle moments before the first search. */
  preparations(): (() => void)[]
}

/** Without `compile`, parts with a regular expression wait for it: they filter nothing. */
export function createView(table: Table, compile: CompileRegex | null = null): View {
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
      const field = fields.find((candidate) => candidate.key === key)
      if (!column || !field || key === without) continue
      queries.set(key, parseFilter(value, field, { now, whole: column.filter === 'choice' }, compile))
    }
    return queries
  }

  return {
    preparations: matcher.preparations,
    compute({ query, filters, sort }) {
      const parsed = parseQuery(query, fields, now, compile)
      const columns = filterQueries(filters)
      const { mask, slow } = matcher.match([parsed, ...columns.values()])
      const wrong = [...columns].flatMap(([key, filter]) =>
        problemsOf(filter, slow).map(({ message }) => [key, message] as const),
      )
      return {
        rows: filterRows(orderOf(sort), mask),
        problems: problemsOf(parsed, slow),
        filterProblems: Object.fromEntries(wrong),
        waiting: [parsed, ...columns.values()].some(({ waiting }) => waiting),
      }
    },
    choices({ query, filters }, column) {
      const others = [...filterQueries(filters, column.key).values()]
      const { mask } = matcher.match([parseQuery(query, fields, now, compile), ...others])
      return countChoices(table, column, filterRows(unsorted, mask))
    },
  }
}

function problemsOf(query: Query, slow: readonly QueryPart[]): QueryProblem[] {
  const given = query.parts.filter((part) => slow.includes(part))
  const problems = [...query.problems, ...given.map(({ span }) => ({ ...span, message: SLOW }))]
  return problems.toSorted((a, b) => a.from - b.from)
}
