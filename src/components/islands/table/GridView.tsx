import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ViewState } from '../../../lib/table/view-state.ts'
import type { Grid, GridOptions } from './grid.ts'

// Asked for as soon as this module runs, so that the grid's code arrives beside the rows and not after them.
const gridModule = import.meta.env.SSR ? null : import('./grid.ts')

interface Props extends GridOptions {
  sort: ViewState['sort']
  selected: number | null
  onReady(): void
}

/** Keeps the grid in step with the state. Only other columns or another density make a new grid. */
export function GridView({ rows, sort, selected, onReady, ...options }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef({ rows, options })
  latest.current = { rows, options }
  const previous = useRef<number | null>(null)
  const [grid, setGrid] = useState<Grid | null>(null)
  const identity = `${options.columns.map(({ key }) => key).join()} ${options.rowHeight} ${options.frozen}`

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
        setGrid(created)
        return onReady()
      })
    return () => {
      gone = true
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
