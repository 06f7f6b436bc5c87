import type { Table, TableColumn } from '../../../lib/table/decode.ts'

/** What a person chose, in that order; else the table's own columns, as many as the screen has room for. */
export function shownColumns(table: Table, chosen: readonly string[] | null, room: 1 | 2 | 3): TableColumn[] {
  const columns = (chosen ?? []).flatMap((key) => table.column(key) ?? [])
  if (columns.length > 0) return columns
  return table.columns.filter((column) => !column.hidden && column.priority <= room)
}
