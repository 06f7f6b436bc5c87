/** Rows and a definition in, one compact JSON-able table out. Runs when the site is built. */
import type { Cell, Column, ColumnKind, TableContext, TableDefinition } from './definition.ts'
import { indexCells, shareIndexes, type IndexedCells } from './column-index.ts'
import type { EncodedColumn, EncodedTable, PackedValues } from './encoded.ts'
import { KINDS } from './kinds.ts'
import { packNumbers, packStrings } from './pack.ts'
import { isRecordKind, packRecords } from './records.ts'

export type { EncodedTable } from './encoded.ts'

export function encodeTable<Row>(
  definition: TableDefinition<Row>,
  rows: readonly Row[],
  context: TableContext,
): EncodedTable {
  const { name, title, noun, columns } = definition
  return {
    schema: 1,
    name,
    title,
    noun,
    rows: rows.length,
    sort: definition.sort ?? [],
    idKey: definition.idKey ?? null,
    commands: definition.commands ?? [],
    details: definition.details ?? [],
    home: definition.home ?? null,
    empty: context.empty ?? definition.empty ?? `There are no ${noun[1]}.`,
    site: context.site,
    part: context.part,
    timeZone: context.timeZone,
    columns: encodeColumns(columns, rows),
  }
}

/** A hidden column that is empty everywhere would only lengthen the chooser: folders of the earlier tool lack many. */
function isWorthSending<Row>(column: Column<Row>, cells: readonly Cell[]): boolean {
  return !column.hidden || cells.length === 0 || cells.some((cell) => !isEmpty(cell))
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0)
}

/** For `<script type="application/json">`: no `<` can end the element or open another. */
export function inlineJson(table: EncodedTable): string {
  return JSON.stringify(table).replaceAll('<', '\\u003c')
}

function encodeColumns<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): EncodedColumn[] {
  const filled = columns
    .map((column) => ({ column, cells: rows.map((row) => column.value(row)) }))
    .filter(({ column, cells }) => isWorthSending(column, cells))
  const indexed = shareIndexes(filled.map(({ column, cells }) => indexCells(column.key, cells)))
  return filled.flatMap(({ column }, position) => {
    const cells = indexed[position]
    return cells ? [encodeColumn(column, cells)] : []
  })
}

function encodeColumn<Row>(column: Column<Row>, { distinct, at }: IndexedCells): EncodedColumn {
  const defaults = KINDS[column.kind]
  return {
    key: column.key,
    title: column.title,
    kind: column.kind,
    unit: column.unit ?? defaults.unit,
    help: column.help ?? '',
    hidden: column.hidden ?? false,
    priority: column.priority ?? 1,
    sum: column.sum ?? false,
    width: column.width ?? defaults.width,
    filter: column.filter ?? defaults.filter,
    aliases: column.aliases ?? [],
    at,
    data: packCells(column.kind, distinct),
  }
}

export function packCells(kind: ColumnKind, cells: readonly Cell[]): PackedValues {
  if (isRecordKind(kind)) return { type: 'records', values: packRecords(kind, cells) }
  if (kind === 'time') return { type: 'numbers', values: packNumbers(cells.map(toSeconds)) }
  if (kind === 'boolean') return { type: 'numbers', values: packNumbers(cells.map(toBit)) }
  if (KINDS[kind].numeric) return { type: 'numbers', values: packNumbers(cells.map(toNumber)) }
  return { type: 'strings', values: packStrings(cells.map(toText)) }
}

/** A time without a zone is UTC, as OpenStack means it. */
function toSeconds(cell: Cell): number | null {
  if (typeof cell !== 'string') return null
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(cell) ? cell : `${cell}Z`
  const milliseconds = Date.parse(zoned)
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000)
}

function toBit(cell: Cell): number | null {
  return typeof cell === 'boolean' ? Number(cell) : null
}

function toNumber(cell: Cell): number | null {
  return typeof cell === 'number' ? cell : null
}

function toText(cell: Cell): string | null {
  return typeof cell === 'string' ? cell : null
}
