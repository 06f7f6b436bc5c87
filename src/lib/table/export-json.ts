/** Exports rows as JSON for programs: values as they were collected, in their base units. docs/exports.md describes it. */
import { cellItems } from './cell-text.ts'
import type { AttachedVolume, CellTypes, ColumnKind } from './definition.ts'
import { cellOf, type Table, type TableColumn } from './decode.ts'
import type { WholeId } from './short-ids.ts'

/** What the values are in, where the screen shows another unit. */
const BASE_UNITS: Partial<Record<ColumnKind, string>> = { memoryMb: 'MiB', gib: 'GiB', bytes: 'bytes' }

/** One row a line. `wholeId` knows the ids of attached volumes, of which the rows of instances have the first digits. */
export function toJson(
  table: Table,
  columns: readonly TableColumn[],
  rows: Uint32Array,
  wholeId: WholeId,
): string {
  const head = {
    schema: 1,
    site: table.site,
    table: table.name,
    collectedAt: table.collectedAt,
    columns: Object.fromEntries(columns.map((column) => [column.key, describeColumn(column)])),
  }
  const lines = Array.from(rows, (row) =>
    JSON.stringify(
      Object.fromEntries(columns.map((column) => [column.key, jsonValue(column, row, wholeId)])),
    ),
  )
  return `${JSON.stringify(head).slice(0, -1)},"rows":[\n${lines.join(',\n')}\n]}\n`
}

function describeColumn({ title, kind, unit }: TableColumn): object {
  return { title, kind, unit: (BASE_UNITS[kind] ?? unit) || null }
}

/** Where a link leads is the site's own business; its text is the value. */
function jsonValue(column: TableColumn, row: number, wholeId: WholeId): unknown {
  const cell = cellOf(column, row)
  if (cell === null) return null
  if (column.kind === 'link') return (cell as NonNullable<CellTypes['link']>).text
  if (column.kind === 'links') return cellItems(column, cell)
  if (column.kind === 'volumes')
    return (cell as AttachedVolume[]).map((volume) => withWholeId(volume, wholeId))
  if (column.kind === 'count') return (cell as NonNullable<CellTypes['count']>).count
  return cell
}

/** A volume without a name has its whole id already. An id that cannot be told is null: a program must never be given a part of one. */
function withWholeId(
  volume: AttachedVolume,
  wholeId: WholeId,
): Omit<AttachedVolume, 'id'> & { id: string | null } {
  return { ...volume, id: volume.name === '' ? volume.id : wholeId(volume.id) }
}
