import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ViewState } from '../../../lib/table/view-state.ts'
import type { Grid, GridOptions } from './grid.ts'

// Asked for as soon as this module runs, so that the grid's code arrives beside the rows and not after them.
const gridModule = import.meta.env.SSR ? null : import('./grid.ts')

interface Props extends GridOptions {
  sort: ViewState['sort']
  selected: number | null
  /** Another one makes a new grid, with the widths that are then remembered. */
  epoch: number
  onReady(): void
}

/** Keeps the grid in step with the state. Only other columns or another density make a new grid. */
export function GridView({ rows, sort, selected, epoch, onReady, ...options }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef({ rows, options })
  latest.current = { rows, options }
  const previous = useRef<number | null>(null)
  const heading = useRef<string | null>(null)
  const [grid, setGrid] = useState<Grid | null>(null)
  const identity = `${options.columns.map(({ key }) => key).join()} ${options.rowHeight} ${options.frozen} ${epoch}`

  useEffect(() => {
    const element = document.createElement('div')
    element.className = 'dt-host'
    host.current?.replaceChildren(element)
    let current: Grid | null = null
    let gone = false
    const forward = latest.current.options
    void gridModule
      ?.then(({ createGrid }) =>
        createGrid(element, {
          ...forward,
          rows: latest.current.rows,
          onSort: (key, additional) => latest.current.options.onSort(key, additional),
          onOpen: (row) => latest.current.options.onOpen(row),
          onResize: (key, width) => latest.current.options.onResize(key, width),
          onReorder: (keys) => latest.current.options.onReorder(keys),
        }),
      )
      .then((created) => {
        if (gone) return created.destroy()
        current = created
        // A column that was moved by a key keeps the focus.
        if (heading.current !== null) headerOf(element, heading.current)?.focus()
        heading.current = null
        setGrid(created)
        return onReady()
      })
    return () => {
      gone = true
      heading.current = focusedHeader(element) ?? heading.current
      setGrid(null)
      current?.destroy()
    }
  }, [options.table, identity])

  // Before the next paint: a keystroke and its rows are one frame.
  useLayoutEffect(() => grid?.show(rows), [grid, rows])
  useEffect(() => grid?.sorted(sort), [grid, sort])
  useEffect(() => {
    if (selected !== null) grid?.select(selected)
    // Closing the details brings the focus back to where they were opened.
    if (selected === null && previous.current !== null) grid?.focus()
    previous.current = selected
  }, [grid, selected])

  return <div class="dt-hosts" ref={host} />
}

function focusedHeader(host: HTMLElement): string | null {
  const active = document.activeElement
  if (!active?.matches('.dt-head') || !host.contains(active)) return null
  return active.closest('.tabulator-col')?.getAttribute('tabulator-field') ?? null
}

function headerOf(host: HTMLElement, key: string): HTMLElement | null {
  return host.querySelector<HTMLElement>(`.tabulator-col[tabulator-field="${CSS.escape(key)}"] .dt-head`)
}
