import { useMemo, useState } from 'preact/hooks'
import { cellOf, matchId, type Table, type TableColumn } from '../../../lib/table/decode.ts'
import { queryExample } from '../../../lib/table/query-example.ts'
import { nextSort } from '../../../lib/table/sorting.ts'
import { createSuggestSource } from '../../../lib/table/suggest-source.ts'
import { ColumnMenu } from './ColumnMenu.tsx'
import { DetailPanel } from './DetailPanel.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FilterChips } from './FilterChips.tsx'
import { FilterMenu } from './FilterMenu.tsx'
import { GridView } from './GridView.tsx'
import { Popover } from './Popover.tsx'
import { PrintedRows } from './PrintedRows.tsx'
import { QueryLine } from './QueryLine.tsx'
import { RowCount } from './RowCount.tsx'
import { TableFooter } from './TableFooter.tsx'
import { shownColumns } from './shown-columns.ts'
import { useIdle } from './use-idle.ts'
import { useMedia } from './use-media.ts'
import { useView } from './use-view.ts'
import { ViewMenu } from './ViewMenu.tsx'

interface Props {
  table: Table
  scope: string
  id: string
  /** What was typed into the line before the rows were there, and where the caret was; null: nowhere. */
  early: { text: string; caret: number | null }
}

export function LoadedTable({ table, scope, id, early }: Props) {
  const view = useView(table, scope, early.text)
  const [ready, setReady] = useState(false)
  const [printing, setPrinting] = useState<'shown' | 'everything' | null>(null)
  useIdle(view.view.preparations, ready)
  const wide = useMedia('(min-width: 1180px)')
  const medium = useMedia('(min-width: 640px)')
  const { state, shown, settings, change, keep } = view
  const room = wide ? 3 : medium ? 2 : 1
  const columns = useMemo(
    () => shownColumns(table, state.columns ?? settings.columns, room),
    [table, state.columns, settings.columns, room],
  )
  // The width of paper has nothing to do with the screen's.
  const printed = useMemo(
    () => shownColumns(table, state.columns ?? settings.columns, 3),
    [table, state.columns, settings.columns],
  )
  const source = useMemo(
    () => createSuggestSource(table, view.view, state.filters),
    [table, view.view, state.filters],
  )
  const matching = useMemo(() => (state.id === null ? [] : matchId(table, state.id)), [table, state.id])
  const openRow = matching.length === 1 ? (matching[0] ?? null) : null

  function everyRow(): Uint32Array {
    return view.view.compute({ query: '', filters: {}, sort: state.sort }).rows
  }

  function choose(keys: string[] | null): void {
    change({ columns: keys })
    keep({ columns: keys })
  }

  function filter(key: string, value: string): void {
    const { [key]: _, ...others } = state.filters
    change({ filters: value === '' ? others : { ...others, [key]: value } })
  }

  function open(row: number): void {
    const column = table.idKey === null ? null : table.column(table.idKey)
    if (column) view.open(String(cellOf(column, row)))
    else followFirstLink(table.name, row)
  }

  return (
    <div class={settings.compact ? 'dt dt-compact' : 'dt'} data-ready={ready ? '' : undefined}>
      <div class="dt-toolbar">
        <QueryLine
          id={id}
          caret={early.caret}
          noun={table.noun[1]}
          example={queryExample(table.columns)}
          value={state.query}
          problems={shown.problems}
          source={source}
          onChange={(query) => change({ query })}
        />
        <RowCount table={table} shown={shown.rows.length} sort={state.sort} />
        <div class="dt-actions">
          <Popover name="Filter by column" label="Filter">
            {() => <FilterMenu columns={table.columns} view={view} onChange={filter} />}
          </Popover>
          <Popover name="Choose columns" label="Columns">
            {() => <ColumnMenu table={table} shown={columns.map(({ key }) => key)} onChange={choose} />}
          </Popover>
          <Popover name="Export" label="Export">
            {(close) => (
              <ExportMenu
                table={table}
                columns={columns}
                rows={shown.rows}
                allRows={everyRow}
                onPrint={(everything) => {
                  close()
                  setPrinting(everything ? 'everything' : 'shown')
                }}
              />
            )}
          </Popover>
          <Popover name="View options" label="View">
            {(close) => <ViewMenu table={table.name} view={view} onClose={close} />}
          </Popover>
        </div>
      </div>
      <FilterChips
        table={table}
        filters={state.filters}
        problems={shown.filterProblems}
        onRemove={(key) => filter(key, '')}
      />
      <div class={ready ? 'dt-grid' : 'dt-grid dt-skeleton'}>
        <GridView
          table={table}
          columns={columns}
          widths={settings.widths}
          rows={shown.rows}
          rowHeight={rowHeight(settings.compact)}
          frozen={medium}
          epoch={view.epoch}
          sort={state.sort}
          selected={openRow}
          onReady={() => setReady(true)}
          onSort={(key, additional) => sortBy(table.column(key), additional)}
          onOpen={open}
          onResize={(key, width) => keep({ widths: { ...settings.widths, [key]: width } })}
          onReorder={choose}
        />
        {shown.rows.length === 0 && <p class="dt-empty">{emptyText(table)}</p>}
      </div>
      <PrintedRows
        table={table}
        columns={printing === 'everything' ? table.columns : printed}
        rows={printing === 'everything' ? everyRow() : shown.rows}
        asked={printing !== null}
        onPrinted={() => setPrinting(null)}
      />
      <div class="dt-footer">
        <TableFooter columns={columns} rows={shown.rows} />
      </div>
      {state.id !== null && (
        <DetailPanel
          table={table}
          id={state.id}
          row={openRow}
          candidates={matching.length}
          onClose={view.close}
        />
      )}
    </div>
  )

  function sortBy(column: TableColumn | null, additional: boolean): void {
    const seen = state.sort.filter(({ key }) => columns.some((shownColumn) => shownColumn.key === key))
    if (column) change({ sort: nextSort(seen, table.sort, column, additional) })
  }
}

/** The height of a row is a token: it is larger where a finger points. */
function rowHeight(compact: boolean): number {
  const style = getComputedStyle(document.documentElement)
  return Number.parseInt(style.getPropertyValue(compact ? '--row-compact' : '--row'), 10) || 32
}

function emptyText(table: Table): string {
  return table.rows === 0 ? table.empty : `No ${table.noun[1]} fit the filters.`
}

/** A table without details of its own leads to the page of what the row is about. */
function followFirstLink(name: string, row: number): void {
  document.querySelector<HTMLAnchorElement>(`#${CSS.escape(`${name}-row-${row}`)} a`)?.click()
}
