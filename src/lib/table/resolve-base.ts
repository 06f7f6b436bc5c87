import type { BasedTable, EncodedColumn, EncodedTable, TableBase } from './encoded.ts'

/** The whole table again, as the browser opens it. Throws where the base is not the one that was meant. */
export function resolveBase(
  { base: reference, columns, ...table }: BasedTable,
  base: TableBase,
): EncodedTable {
  const at = expandRuns(reference.from)
  if (base.schema !== 1 || at.length !== table.rows)
    throw new Error('These rows do not fit together: reload the page.')
  const resolved = columns.map((column): EncodedColumn => {
    if (column.data.type !== 'based') return { ...column, data: column.data }
    const first = base.columns[column.key]
    if (first === undefined) throw new Error('These rows do not fit together: reload the page.')
    return { ...column, at, data: { type: 'joined', first, count: base.rows, further: column.data.own } }
  })
  return { ...table, columns: resolved }
}

function expandRuns(runs: readonly number[]): number[] {
  const places: number[] = []
  for (let index = 0; index < runs.length; index += 2) {
    const [first = 0, count = 0] = [runs[index], runs[index + 1]]
    for (let offset = 0; offset < count; offset++) places.push(first + offset)
  }
  return places
}
