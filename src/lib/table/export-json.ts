/** Exports rows as JSON for programs: values as they were collected, in their base units. docs/exports.md describes it. */
import { cellItems } from './cell-text.ts'
import type { Cell, CellTypes, ColumnKind } from './definition.ts'
import { cellOf, type Table, type TableColumn } from './decode.ts'

/** What the values are in, where the screen shows another unit. */
const BASE_UNITS: Partial<Record<ColumnKind, string>> = { memoryMb: 'MiB', gib: 'GiB', bytes: 'bytes' }

/** One row a line. */
export function toJson(table: Table, columns: readonly TableColumn[], rows: Uint32Array): string {
  const head = {
    schema: 1,
    site: table.site,
    table: table.name,
    collectedAt: table.collectedAt,
    columns: Object.fromEntries(columns.map((column) => [column.key, describeColumn(column)])),
  }
  const lines = Array.from(rows, (row) =>
    JSON.stringify(Object.fromEntries(columns.map((column) => [column.key, jsonValue(column, row)]))),
  )
  return `${JSON.stringify(head).slice(0, -1)},"rows":[\n${lines.join(',\n')}\n]}\n`
}

function describeColumn({ title, kind, unit }: TableColumn): object {
  return { title, kind, unit: (BASE_UNITS[kind] ?? unit) || null }
}

/** Where a link leads is the site's own business; its text is the value. */
function jsonValue(column: TableColumn, row: number): Cell | string | string[] {
  const cell = cellOf(column, row)
  if (cell === null) return null
  if (column.kind === 'link') return (cell as NonNullable<CellTypes['link']>).text
  if (column.kind === 'links') return cellItems(column, cell)
  if (column.kind === 'count') return (cell as NonNullable<CellTypes['count']>).count
  return cell
}
