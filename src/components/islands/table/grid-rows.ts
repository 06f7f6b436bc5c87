/**
 * Rows as elements: numbered for assistive technology, one of them marked as the active one. The grid is a single stop for the Tab
 * key, as https://www.w3.org/WAI/ARIA/apg/patterns/grid/ has it: the active row, or else the first that is drawn.
 */
import type { Table } from '../../../lib/table/decode.ts'

export interface RowMarks {
  /** Called for every row element that the grid makes. */
  adopt(node: HTMLElement, row: number): void
  shown(rows: Uint32Array): void
  activate(row: number): void
  active(): number | null
  /** Where the row stands among those shown; -1 where it is filtered out. */
  positionOf(row: number): number
  /** Gives the focus to the active row, or to the grid where that row is not drawn. */
  focus(): void
}

export function createRowMarks(host: HTMLElement, table: Table, rowHeight: number): RowMarks {
  const nodes = new Map<number, HTMLElement>()
  const positions = new Int32Array(table.rows).fill(-1)
  let active: number | null = null
  let stop: HTMLElement | null = null
  host.tabIndex = -1

  function number(node: HTMLElement): void {
    const position = positions[Number(node.dataset['row'])] ?? -1
    node.setAttribute('aria-rowindex', String(position + 2))
  }

  function activeNode(): HTMLElement | null {
    const node = active === null ? undefined : nodes.get(active)
    return node?.isConnected ? node : null
  }

  function placeStop(): void {
    if (stop) stop.tabIndex = -1
    stop = activeNode() ?? host.querySelector<HTMLElement>('.tabulator-row')
    if (stop) stop.tabIndex = 0
  }

  // Rows come and go as the grid scrolls. One that goes with the focus leaves it to the grid, so that the arrows go on working.
  const observer = new MutationObserver((changes) => {
    const isRow = (node: Node): node is HTMLElement => node instanceof HTMLElement && nodes.has(rowOf(node))
    for (const { addedNodes } of changes) for (const node of addedNodes) if (isRow(node)) number(node)
    const hadFocus = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node === focused))
    placeStop()
    if (hadFocus && document.activeElement === document.body) host.focus({ preventScroll: true })
    // Where a key leads far away, its row is drawn only after the key.
    if (document.activeElement === host) activeNode()?.focus({ preventScroll: true })
  })
  let focused: Node | null = null
  host.addEventListener('focusin', ({ target }) => (focused = target as Node))
  host.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget) focused = null
  })

  function activate(row: number): void {
    if (active !== null) mark(nodes.get(active), false)
    active = row
    mark(nodes.get(row), true)
    placeStop()
  }

  return {
    adopt(node, row) {
      nodes.set(row, node)
      node.id = `${table.name}-row-${row}`
      node.dataset['row'] = String(row)
      node.style.height = `${rowHeight}px`
      node.tabIndex = -1
      mark(node, row === active)
      number(node)
    },
    shown(rows) {
      positions.fill(-1)
      rows.forEach((row, position) => (positions[row] = position))
      host.setAttribute('aria-rowcount', String(rows.length + 1))
      const body = host.querySelector('.tabulator-table')
      if (body) observer.observe(body, { childList: true })
      for (const node of host.querySelectorAll<HTMLElement>('.tabulator-row')) number(node)
      placeStop()
    },
    activate,
    active: () => active,
    positionOf: (row) => positions[row] ?? -1,
    focus: () => (activeNode() ?? host).focus({ preventScroll: true }),
  }
}

export function rowOf(node: HTMLElement): number {
  return Number(node.dataset['row'] ?? -1)
}

function mark(node: HTMLElement | undefined, active: boolean): void {
  node?.classList.toggle('dt-active', active)
  if (active) node?.setAttribute('aria-selected', 'true')
  else node?.removeAttribute('aria-selected')
}
