/** The grid itself: Tabulator draws the rows in view and lets columns be sized and moved; what is in view is decided by us. */
import {
  FormatModule,
  FrozenColumnsModule,
  Module,
  MoveColumnsModule,
  ResizeColumnsModule,
  ResizeTableModule,
  Tabulator,
  type ColumnSettings,
} from 'tabulator-tables'
import type { Table, TableColumn } from '../../../lib/table/decode.ts'
import type { SortKey } from '../../../lib/table/definition.ts'
import { KINDS } from '../../../lib/table/kinds.ts'
import { renderCell } from './cells.ts'
import { fitWidths } from './column-widths.ts'
import { listenToKeys } from './grid-keys.ts'
import {
  createHeader,
  type HeaderActions,
  markSorted,
  placeHeaderStop,
  scrollRowsWithHeader,
} from './grid-header.ts'
import { createRowMarks } from './grid-rows.ts'

export interface GridOptions {
  table: Table
  columns: TableColumn[]
  /** Pixels, where a person chose them. */
  widths: Readonly<Record<string, number>>
  rows: Uint32Array
  rowHeight: number
  frozen: boolean
  onSort(key: string, additional: boolean): void
  onOpen(row: number): void
  onResize(key: string, width: number): void
  onReorder(keys: string[]): void
}

const NARROWEST = 56
/** Drawn beyond what is in view, on either side, for scrolling; each costs at every keystroke. */
const SPARE_ROWS = 8

export interface Grid {
  show(rows: Uint32Array): void
  sorted(sort: readonly SortKey[]): void
  /** Marks the row whose details are open, and scrolls to it. */
  select(row: number): void
  focus(): void
  destroy(): void
}

/** Rows of the table in the order that `shown` holds. A sort or filter is a new list of numbers, nothing more. */
class ShownRowsModule extends Module {
  static override moduleName = 'shownRows'

  constructor(...parameters: ConstructorParameters<typeof Module>) {
    super(...parameters)
    this.registerTableOption('shown', null)
  }

  initialize(): void {
    const shown = this.table.options['shown'] as Shown
    this.registerDataHandler((rows) => pick(rows, shown.rows), 10)
    this.registerTableFunction('refreshView', () => this.refreshData(false))
  }
}

interface Shown {
  rows: Uint32Array
}

Tabulator.registerModule([
  FormatModule,
  FrozenColumnsModule,
  MoveColumnsModule,
  ResizeColumnsModule,
  ResizeTableModule,
  ShownRowsModule,
])

/** Draws the grid into an element that has a height; resolves when the first rows are there. */
export async function createGrid(host: HTMLElement, options: GridOptions): Promise<Grid> {
  const { table, columns, rowHeight } = options
  const shown: Shown = { rows: options.rows }
  const marks = createRowMarks(host, table, rowHeight)
  const tabulator = new Tabulator(host, {
    data: Array.from({ length: table.rows }, (_, row) => ({ row })),
    index: 'row',
    shown,
    columns: columnSettings(options, host.clientWidth, { onSort: options.onSort, onMove, onWiden }),
    layout: 'fitDataFill',
    rowHeight,
    renderVerticalBuffer: SPARE_ROWS * rowHeight,
    movableColumns: true,
    rowFormatter: (component) => marks.adopt(component.getElement(), component.getData().row),
  })
  tabulator.on('columnResized', (column) => options.onResize(column.getField(), column.getWidth()))
  tabulator.on('columnMoved', (_, moved) => options.onReorder(moved.map((column) => column.getField())))
  await new Promise<void>((resolve) => tabulator.on('tableBuilt', resolve))
  // Only now has it a role, and what has none may have no name.
  host.setAttribute('aria-label', table.title)

  function onMove(key: string, by: -1 | 1): void {
    const keys = columns.map((column) => column.key)
    const from = keys.indexOf(key)
    if (from + by < 0 || from + by >= keys.length) return
    keys.splice(from + by, 0, ...keys.splice(from, 1))
    options.onReorder(keys)
  }

  function onWiden(key: string, by: number): void {
    const column = tabulator.getColumns().find((candidate) => candidate.getField() === key)
    if (!column) return
    column.setWidth(Math.max(NARROWEST, column.getWidth() + by))
    options.onResize(key, column.getWidth())
  }

  const firstHead = host.querySelector<HTMLElement>('.dt-head')
  if (firstHead) placeHeaderStop(firstHead)
  scrollRowsWithHeader(host)
  marks.shown(shown.rows)
  const keys = listenToKeys(host, { marks, rowHeight, rows: () => shown.rows, open: options.onOpen })
  return {
    show(rows) {
      if (rows === shown.rows) return
      shown.rows = rows
      tabulator.refreshView()
      marks.shown(rows)
    },
    sorted(sort) {
      markSorted(tabulator.getColumns(), columns, sort)
    },
    select(row) {
      marks.activate(row)
      keys.reveal(row)
    },
    focus: () => marks.focus(),
    destroy() {
      keys.stop()
      tabulator.destroy()
    },
  }
}

function pick<T>(all: readonly T[], wanted: Uint32Array): T[] {
  const picked: T[] = []
  for (const index of wanted) {
    const item = all[index]
    if (item !== undefined) picked.push(item)
  }
  return picked
}

function columnSettings(options: GridOptions, available: number, actions: HeaderActions): ColumnSettings[] {
  const { table, columns } = options
  const widths = fitWidths(columns, options.widths, available)
  return columns.map((column, position) => ({
    title: column.title,
    field: column.key,
    width: widths[position] ?? column.width,
    minWidth: NARROWEST,
    frozen: options.frozen && position === 0,
    cssClass: KINDS[column.kind].numeric ? 'dt-number' : 'dt-left',
    formatter: (cell) => renderCell(table, column, cell.getRow().getData().row),
    titleFormatter: () => createHeader(column, actions),
  }))
}
