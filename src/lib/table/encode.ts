/** Rows and a definition in, one compact JSON-able table out. Runs when the site is built. */
import type { Cell, Column, ColumnKind, TableContext, TableDefinition } from './definition.ts'
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
    empty: context.empty ?? definition.empty ?? `There are no ${noun[1]}.`,
    site: context.site,
    collectedAt: context.collectedAt,
    timeZone: context.timeZone,
    columns: columns
      .filter((column) => isWorthSending(column, rows))
      .map((column) => encodeColumn(column, rows)),
  }
}

/** A hidden column that is empty everywhere would only lengthen the chooser: folders of the earlier tool lack many. */
function isWorthSending<Row>(column: Column<Row>, rows: readonly Row[]): boolean {
  return !column.hidden || rows.length === 0 || rows.some((row) => !isEmpty(column.value(row)))
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0)
}

/** For `<script type="application/json">`: no `<` can end the element or open another. */
export function inlineJson(table: EncodedTable): string {
  return JSON.stringify(table).replaceAll('<', '\\u003c')
}

function encodeColumn<Row>(column: Column<Row>, rows: readonly Row[]): EncodedColumn {
  const defaults = KINDS[column.kind]
  const cells = rows.map((row) => column.value(row))
  const { distinct, at } = indexDistinct(cells)
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

/** Values that repeat are sent once. Where most are different an index would only cost. */
function indexDistinct(cells: readonly Cell[]): { distinct: Cell[]; at: number[] | null } {
  const seen = new Map<unknown, number>()
  const distinct: Cell[] = []
  const at = cells.map((cell) => {
    const identity = typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell
    const known = seen.get(identity)
    if (known !== undefined) return known
    seen.set(identity, distinct.length)
    return distinct.push(cell) - 1
  })
  if (distinct.length === 1) return { distinct, at: [] }
  if (distinct.length * 2 > cells.length) return { distinct: [...cells], at: null }
  return { distinct, at }
}

function packCells(kind: ColumnKind, cells: readonly Cell[]): PackedValues {
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
