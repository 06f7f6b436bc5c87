/** What a link to a table holds: query, filters, sort, columns and the open row. */
import type { SortKey } from './definition.ts'
import type { Table } from './decode.ts'

export interface ViewState {
  query: string
  /** Column key -> the part of `field:value` after the colon. */
  filters: Record<string, string>
  sort: SortKey[]
  /** Keys of the shown columns in order; null for the table's own choice. */
  columns: string[] | null
  /** The row whose details are open. */
  id: string | null
}

export function defaultViewState(table: Table): ViewState {
  return { query: '', filters: {}, sort: table.sort, columns: null, id: null }
}

/** Reads a page's `?...`. What does not fit the table (an unknown column, a broken part) is dropped. `scope` parts two tables on one page. */
export function parseViewState(search: string, table: Table, scope = ''): ViewState {
  const parameters = new URLSearchParams(search)
  const known = (key: string) => table.column(key) !== null
  const filters = [...parameters].flatMap(([name, value]) => {
    const key = name.startsWith(`${scope}f.`) ? name.slice(scope.length + 2) : ''
    return known(key) && value !== '' ? [[key, value] as const] : []
  })
  const columns = splitKeys(parameters.get(`${scope}cols`)).filter(known)
  const sort = splitKeys(parameters.get(`${scope}sort`)).map(parseSortKey)
  const keys = sort.map(({ key }) => key)
  const knownSort = sort.filter(({ key }, position) => known(key) && keys.indexOf(key) === position)
  return {
    query: parameters.get(`${scope}q`) ?? '',
    filters: Object.fromEntries(filters),
    sort: knownSort.length > 0 ? knownSort : table.sort,
    columns: columns.length > 0 ? [...new Set(columns)] : null,
    id: table.idKey === null ? null : parameters.get(`${scope}id`) || null,
  }
}

/** The `?...` of this view ('' where it is the default), leaving other parameters of the page alone. */
export function serialiseViewState(state: ViewState, table: Table, search: string, scope = ''): string {
  const parameters = new URLSearchParams(search)
  for (const name of new Set(parameters.keys())) {
    const own = name.startsWith(scope) ? name.slice(scope.length) : ''
    if (['q', 'cols', 'sort', 'id'].includes(own) || own.startsWith('f.')) parameters.delete(name)
  }
  if (state.query !== '') parameters.set(`${scope}q`, state.query)
  for (const [key, value] of Object.entries(state.filters)) parameters.set(`${scope}f.${key}`, value)
  const sort = state.sort.map(printSortKey).join(',')
  if (sort !== table.sort.map(printSortKey).join(',')) parameters.set(`${scope}sort`, sort)
  if (state.columns) parameters.set(`${scope}cols`, state.columns.join(','))
  if (state.id !== null) parameters.set(`${scope}id`, state.id)
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

function splitKeys(value: string | null): string[] {
  return value === null ? [] : value.split(',').filter(Boolean)
}

function parseSortKey(text: string): SortKey {
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false }
}

function printSortKey({ key, descending }: SortKey): string {
  return descending ? `-${key}` : key
}
