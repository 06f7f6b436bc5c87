import { countRows } from '../count-rows.ts'
import type { Table } from '../decode.ts'
import type { TableDefinition } from '../definition.ts'

/** The first sheet of the workbook of everything: what the others hold, and why one is empty. */
export const contentsTable: TableDefinition<Table> = {
  name: 'contents',
  title: 'Contents',
  noun: ['sheet', 'sheets'],
  columns: [
    { key: 'sheet', title: 'Sheet', kind: 'text', value: (table) => table.title },
    { key: 'rows', title: 'Rows', kind: 'number', value: (table) => table.rows },
    { key: 'holds', title: 'Holds', kind: 'text', value: describeRows },
    { key: 'site', title: 'Site', kind: 'text', value: (table) => table.site },
    { key: 'collected', title: 'Collected', kind: 'time', value: (table) => table.collectedAt },
  ],
}

function describeRows(table: Table): string {
  return table.rows === 0 ? table.empty : countRows(table, table.rows)
}
