/** The part of Tabulator 6.5 that the grid uses; the package ships no types. */
declare module 'tabulator-tables' {
  export interface RowComponent {
    getData(): { row: number }
    getElement(): HTMLElement
  }
  export interface ColumnComponent {
    getField(): string
    getWidth(): number
    setWidth(pixels: number): void
    getElement(): HTMLElement
  }
  export interface CellComponent {
    getRow(): RowComponent
  }
  export interface ColumnSettings {
    title: string
    field: string
    width: number
    minWidth: number
    frozen: boolean
    cssClass: string
    formatter(cell: CellComponent): Node
    titleFormatter(): Node
  }
  export interface TableSettings {
    data: { row: number }[]
    index: string
    columns: ColumnSettings[]
    layout: 'fitData' | 'fitDataFill'
    rowHeight: number
    movableColumns: boolean
    rowFormatter(row: RowComponent): void
    [option: string]: unknown
  }
  interface Row {
    data: { row: number }
  }
  export class Module {
    static moduleName: string
    table: { options: Record<string, unknown> }
    registerTableOption(name: string, value: unknown): void
    registerTableFunction(name: string, run: () => void): void
    registerDataHandler(handler: (rows: Row[]) => Row[], priority: number): void
    refreshData(inPosition: boolean): void
  }
  export class Tabulator {
    static registerModule(modules: unknown[]): void
    constructor(element: HTMLElement, settings: TableSettings)
    on(event: 'tableBuilt' | 'renderComplete', run: () => void): void
    on(event: 'columnResized', run: (column: ColumnComponent) => void): void
    on(event: 'columnMoved', run: (column: ColumnComponent, columns: ColumnComponent[]) => void): void
    getColumns(): ColumnComponent[]
    setColumns(columns: ColumnSettings[]): void
    redraw(force?: boolean): void
    destroy(): void
    /** Registered by our own module. */
    refreshView(): void
  }
  export const FormatModule: unknown
  export const FrozenColumnsModule: unknown
  export const MoveColumnsModule: unknown
  export const ResizeColumnsModule: unknown
  export const ResizeTableModule: unknown
}
