/** Rows as elements: numbered for assistive technology, and one of them marked as the active one. */
import type { Table } from '../../../lib/table/decode.ts'

export interface RowMarks {
  /** Called for every row element that the grid makes. */
  adopt(node: HTMLElement, row: number): void
  shown(rows: Uint32Array): void
  activate(row: number | null): void
  active(): number | null
  /** Where the row stands among those shown; -1 where it is filtered out. */
  positionOf(row: number): number
}

export function createRowMarks(host: HTMLElement, table: Table, rowHeight: number): RowMarks {
  const nodes = new Map<number, HTMLElement>()
  const positions = new Int32Array(table.rows).fill(-1)
  let active: number | null = null
  host.setAttribute('aria-label', table.title)
  host.tabIndex = 0

  function number(node: HTMLElement): void {
    const position = positions[Number(node.dataset['row'])] ?? -1
    node.setAttribute('aria-rowindex', String(position + 2))
  }

  // Rows come and go as the grid scrolls; each is numbered when it comes.
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof HTMLElement && node.dataset['row']) number(node)
    }
  })

  function activate(row: number | null): void {
    if (active !== null) mark(nodes.get(active), false)
    active = row
    if (row === null) host.removeAttribute('aria-activedescendant')
    else host.setAttribute('aria-activedescendant', rowId(table, row))
    if (row !== null) mark(nodes.get(row), true)
  }

  return {
    adopt(node, row) {
      nodes.set(row, node)
      node.id = rowId(table, row)
      node.dataset['row'] = String(row)
      node.style.height = `${rowHeight}px`
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
    },
    activate,
    active: () => active,
    positionOf: (row) => positions[row] ?? -1,
  }
}

function rowId(table: Table, row: number): string {
  return `${table.name}-row-${row}`
}

function mark(node: HTMLElement | undefined, active: boolean): void {
  node?.classList.toggle('dt-active', active)
  if (active) node?.setAttribute('aria-selected', 'true')
  else node?.removeAttribute('aria-selected')
}
